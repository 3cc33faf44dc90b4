"""Smallest packages that provoke what a broken manifest does not; the titles say how."""

from __future__ import annotations

import re
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from broken_manifests import BROKEN_IN_12, BROKEN_IN_2004, BROKEN_IN_BOTH, ITEM
from packages import MANIFEST, MANIFEST12, Changes, Files, scorm12, scorm2004, zipped

NESTED = '<item identifier="I2" identifierref="R1"><title>Part</title></item>'
SEQUENCING = '<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss"/>'
LOCATION = 'xsi:schemaLocation="urn:a a.xsd" version="1.0"\n'


@dataclass(frozen=True)
class PackageCase:
    """A zip, and the codes of what is said of it."""

    codes: str
    make: Callable[[], bytes]
    hole: int = 0
    """So many empty bytes stand in front of it."""


def broken(
    codes: str,
    changes: Changes | None = None,
    files: Files | None = None,
    build: Callable[[Changes | None, Files | None], bytes] = scorm12,
) -> PackageCase:
    """A sound package with these changes in its manifest and among its files."""
    return PackageCase(codes, lambda: build(changes, files))


def page(codes: str, body: str) -> PackageCase:
    """A package whose page has this body."""
    script = '<script src="api.js"></script>'
    return broken(codes, files={"index.html": f"<body>{script}{body}"})


def item(codes: str, addition: str) -> PackageCase:
    """A package with an addition to its item."""
    return broken(codes, {ITEM: f"<title>Lesson</title>{addition}</item>"})


def manifest(codes: str, text: str) -> PackageCase:
    """A package with this manifest."""
    return broken(codes, files={MANIFEST: text})


def replaced(pattern: str, new: str) -> str:
    """The manifest with what fits *pattern* replaced."""
    return re.sub(pattern, new, MANIFEST12, flags=re.DOTALL)


def damaged() -> bytes:
    """One bit of a file turned over."""
    package = bytearray(scorm12(files={"style.css": "p{}" * 50}))
    at = package.rindex(b"style.css", 0, package.index(b"PK\x01\x02"))
    package[at + 12] ^= 0xFF
    return bytes(package)


def without_mark(package: bytes) -> bytes:
    """A package whose names are not marked as UTF-8."""
    data = bytearray(package)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags : at + flags + 2] = b"\0\0"
            at = data.find(mark, at + 4)
    return bytes(data)


def unmarked() -> bytes:
    """A name with an umlaut that is not marked as UTF-8."""
    return without_mark(zipped({"ä.html": "x"}))


def by_rules() -> Iterator[tuple[str, PackageCase]]:
    """A package for each rule that a manifest can break, in each version."""
    versions = {
        "1.2": (scorm12, (*BROKEN_IN_BOTH, *BROKEN_IN_12)),
        "2004": (scorm2004, (*BROKEN_IN_BOTH, *BROKEN_IN_2004)),
    }
    for version, (build, rules) in versions.items():
        for number, (old, new, _, code) in enumerate(rules):
            yield f"rule {number} of {version}", broken(code, {old: new}, build=build)


CONTROL = (
    '<imsss:sequencing><imsss:controlMode choice="false" flow="false"/>'
    "</imsss:sequencing>"
)
"""A cluster whose inside nobody can open."""
SOURCES = "source/sources.zip"
PACKAGES = {
    "a manifest in UTF-16 that says UTF-8": PackageCase(
        "manifest-encoding",
        lambda: scorm12(files={MANIFEST: MANIFEST12.encode("utf-16")}),
    ),
    "a manifest in UTF-16": PackageCase(
        "manifest-encoding",
        lambda: scorm12(
            files={MANIFEST: MANIFEST12.replace("UTF-8", "UTF-16").encode("utf-16")}
        ),
    ),
    "an identifier with a space": broken("identifier-spaces", {'"R1"': '"R1 "'}),
    "an SCO on another host": broken(
        "sco-external", {'href="index.html">': 'href="https://example.org/">'}
    ),
    "a launch page with an umlaut": PackageCase(
        "launch-name",
        lambda: without_mark(
            scorm12(
                # as a reader without the mark takes the two bytes of the ä
                {'"index.html"': '"├ñ.html"'},
                {"ä.html": "x", "index.html": None},
            )
        ),
    ),
    "a cluster that nobody can open": broken(
        "sequencing-dead-end",
        {"</item>": f"{NESTED}{CONTROL}</item>"},
        build=scorm2004,
    ),
    "bytes behind the end": PackageCase("bytes-behind", lambda: scorm12() + b"\0" * 9),
    "sources that are no zip": broken("sources", files={SOURCES: "no zip"}),
    "sources with a program": broken(
        "sources", files={SOURCES: zipped({"run.sh": "x"})}
    ),
    "no zip": PackageCase("archive", lambda: b"hello"),
    "no manifest": PackageCase("manifest-missing", lambda: zipped({"index.html": ""})),
    "an e-book": PackageCase("manifest-missing", lambda: zipped({"cmi5.xml": ""})),
    "a manifest with capitals": PackageCase(
        "manifest-case", lambda: zipped({"IMSManifest.xml": "<manifest/>"})
    ),
    "a manifest in a folder": PackageCase(
        "manifest-location", lambda: zipped({"a/imsmanifest.xml": "<manifest/>"})
    ),
    "a zip of 101 MiB": PackageCase("package-size", scorm12, 101 << 20),
    "a damaged file": PackageCase("damaged-entry", damaged),
    "zip64 fields": PackageCase(
        "zip64",
        lambda: zipped({"a": "x"}, extra=struct.pack("<HHQQ", 1, 16, 1, 1)),  # type: ignore[arg-type]
    ),
    "a name that is not marked as UTF-8": PackageCase("name-encoding", unmarked),
    "names that are refused": PackageCase(
        "unsafe-name name-case duplicate-name",
        lambda: zipped({"../a": "", "b": "", "B": "", "cc": "", "dd": ""}).replace(
            b"dd", b"cc"
        ),
    ),
    "a symbolic link": PackageCase(
        "symlink",
        lambda: zipped({"a": "b"}, external_attr=(stat.S_IFLNK | 0o777) << 16),
    ),
    "a file that is a folder too": broken(
        "file-is-folder", files={"index.html/x.txt": "x"}
    ),
    "names for nobody": broken(
        "windows-name junk-file long-name name-ascii name-blank name-capitals"
        " file-unlisted",
        files=dict.fromkeys(
            ("aux.png", ".DS_Store", "a/" * 100 + "b", "größe.png", "a b", "A.png"), "x"
        ),
    ),
    "a manifest that is far too large": manifest(
        "manifest-size", f"<manifest>{' ' * (5 << 20)}</manifest>"
    ),
    "entities": manifest("xml-entities", '<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'),
    "a manifest that is no XML": manifest("xml-malformed", "hello"),
    "another root": manifest("root-element", "<courseStructure/>"),
    "a document type": manifest(
        "doctype", MANIFEST12.replace("<manifest i", "<!DOCTYPE manifest><manifest i")
    ),
    "no items": manifest("no-items", replaced("<item.*</item>", "")),
    "no organizations": manifest(
        "required-element", replaced("<organizations.*</organizations>", "")
    ),
    "no organization": manifest(
        "no-organization sco-unused",
        replaced("<organizations.*</organizations>", "<organizations/>"),
    ),
    "two organizations and no default": broken(
        "organization-default",
        {
            ' default="ORG"': "",
            "</organizations>": '<organization identifier="O2"><title>Two</title>'
            "</organization></organizations>",
        },
    ),
    "a manifest with a prefix": manifest(
        "prefix",
        re.sub(r"<(/?)(?=[a-z])", r"<\1cp:", MANIFEST12).replace("xmlns=", "xmlns:cp="),
    ),
    "another prefix": broken("prefix", {"adlcp:": "x:", ":adlcp": ":x"}),
    "control documents that are not there": broken(
        "control-documents", {'version="1.0"\n': LOCATION}
    ),
    "an item that opens and holds": item("item-cluster", NESTED),
    "an item of 2004 that opens and holds": broken(
        "item-cluster",
        {"<title>Lesson</title>": f"<title>Lesson</title>{NESTED}"},
        build=scorm2004,
    ),
    "a mastery score for nothing": broken(
        "masteryscore-place",
        {
            ITEM: f"<title>Part</title>{NESTED}"
            "<adlcp:masteryscore>8</adlcp:masteryscore></item>",
            'identifierref="R1" isvisible="true"': "",
        },
    ),
    "a mastery score that is too high": item(
        "value-format", "<adlcp:masteryscore>101</adlcp:masteryscore>"
    ),
    "endless parameters": broken(
        "value-length", {'isvisible="true"': f'parameters="?{"a" * 1000}"'}
    ),
    "sequencing in 1.2": item("sequencing-ignored", SEQUENCING),
    "a silent SCO": broken("sco-silent", files={"api.js": "let a;"}),
    "a page without a script": broken(
        "sco-no-script", files={"index.html": "<p>x</p>"}
    ),
    "a script that no page loads": broken(
        "sco-not-loaded", files={"index.html": "<p onclick='go()'>x</p>"}
    ),
    "an SCO of the other version": broken(
        "sco-other-version",
        files={"api.js": 'API_1484_11.Initialize(""); API_1484_11.Terminate("");'},
    ),
    "a page that is too large": broken("page-size", files={"a.html": " " * (5 << 20)}),
    "a script in the page": page("inline-script", "<script>go()</script>"),
    "an image of another host": page("external-request", '<img src="https://x.org/a">'),
    "a backslash": page("link-backslash", '<img src=".\\style.css">'),
    "what is needed lies outside": page(
        "link-outside",
        '<script src="/a.js"></script><script src="file:///a.js"></script>'
        '<iframe src="../../a.html"></iframe>',
    ),
    "what is shown lies outside": page(
        "link-outside",
        '<img src="/a.png"><img src="C:\\a.png"><a href="../../a">x</a>',
    ),
    "what is needed is not there": page(
        "link-broken", '<script src="a.js"></script><script src="API.js"></script>'
    ),
    "what is linked is not there": page(
        "link-broken", '<a href="a.html">x</a><a href="INDEX.html">y</a>'
    ),
    "what is shown is not there": page(
        "link-broken", '<img src="a.png"><img src="Style.css">'
    ),
    **dict(by_rules()),
}
