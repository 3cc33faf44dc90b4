"""The SCORM activity: the package, and the settings that suit it.

A restore does not read the package: its items and its unpacked files are listed too.
"""

from __future__ import annotations

import hashlib

from lxml.etree import _Element as Element

from spread_elearn import Edition, Options, Package, archive_bytes

from .elements import Fields, element, read_xml
from .grades import grade_item
from .parts import Activity, Numbers, StoredFile, context_of, idnumber
from .wording import Wording

FORMAT = "scorm12"
"""What Moodle supports best, and all that its mobile app plays."""
PASSED, COMPLETED = 2, 4
"""Bits of ``completionstatusrequired``."""
_HIGHEST_ATTEMPT = 0
_SCOES, _HIGHEST = 0, 1
"""Grading methods: the number of learning objects, the highest grade."""
_TOC_AT_THE_SIDE, _NO_TOC = 0, 3
_SKIP_FIRST = 1
"""Open the page at once, but show attempts and their grade later."""


def scorm_activity(edition: Edition, options: Options, numbers: Numbers) -> Activity:
    """The activity with the edition's own package in it."""
    package = options.formats[FORMAT].package((edition,), options)
    content = archive_bytes(package.files)
    id_ = numbers.next("module")
    body = _body(edition, package, content, numbers)
    return Activity(
        id_,
        "scorm",
        edition.module.title,
        idnumber(edition, "scorm"),
        body,
        files=_files(edition, package, content, context_of(id_)),
        tracked=True,
        grade=_grade(edition, int(body.get("id", "0")), numbers),
    )


def reference(edition: Edition) -> str:
    """The package's file name."""
    module = edition.module
    return f"{module.id}-{module.version}.{edition.language}.{FORMAT}.zip"


def passes(edition: Edition) -> bool:
    """Whether the package ever sends ``passed``."""
    return edition.module.has_assessment and edition.module.pass_mark is not None


def _body(
    edition: Edition, package: Package, content: bytes, numbers: Numbers
) -> Element:
    scoes, launch = _scoes(read_xml(package.files[0].content), numbers)
    fields: Fields = {
        "name": edition.module.title,
        "scormtype": "local",
        "reference": reference(edition),
        "intro": Wording.of(edition).description(),
        "introformat": 1,
        "version": "SCORM_1.2",
        **_settings(edition),
        "updatefreq": 0,
        "sha1hash": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        "md5hash": "",
        "revision": 1,
        "launch": launch,
        "timeopen": 0,
        "timeclose": 0,
        "timemodified": 0,
    }
    return element("scorm", fields, [scoes], id=numbers.next("scorm"))


def _settings(edition: Edition) -> Fields:
    """Names as in Moodle's table; ``docs/how-to/moodle.md`` gives the reasons."""
    one = edition.module.sco == "module"
    status = PASSED if passes(edition) else COMPLETED
    return {
        "maxgrade": 100,
        "grademethod": _HIGHEST if edition.module.has_assessment else _SCOES,
        "whatgrade": _HIGHEST_ATTEMPT,
        "maxattempt": 0,
        "forcecompleted": 0,
        "forcenewattempt": 0,
        "lastattemptlock": 0,
        "masteryoverride": 1,
        "displayattemptstatus": 1,
        "displaycoursestructure": 0,
        "skipview": _SKIP_FIRST,
        "hidebrowse": 1,
        "hidetoc": _NO_TOC if one else _TOC_AT_THE_SIDE,
        "nav": 0 if one else 1,
        "navpositionleft": -100,
        "navpositiontop": -100,
        "auto": 0,
        "popup": 0,
        "options": "",
        "width": 100,
        "height": 600,
        "completionstatusrequired": status if one else status | COMPLETED,
        "completionscorerequired": None,
        "completionstatusallscos": not one,
        "autocommit": 0,
    }


def _scoes(manifest: Element, numbers: Numbers) -> tuple[Element, int]:
    """What Moodle reads out of a manifest, and the id of the item that opens first."""
    hrefs = {
        each.get("identifier"): each for each in manifest.iterfind(".//{*}resource")
    }
    organization = manifest.find(".//{*}organization")
    assert organization is not None, "our own manifest has one"
    rows = [_sco(manifest, organization, None, numbers)]
    for item in organization.iterfind("{*}item"):
        rows.append(_sco(manifest, item, hrefs[item.get("identifierref")], numbers))
    for order, row in enumerate(rows, 1):
        sortorder = row.find("sortorder")
        assert sortorder is not None
        sortorder.text = str(order)
    return element("scoes", children=rows), int(rows[1].get("id", "0"))


def _sco(
    manifest: Element, item: Element, resource: Element | None, numbers: Numbers
) -> Element:
    """A row for the organization (without resource) or for one of its items."""
    name = item.get("identifier", "")
    home = "" if resource is None else manifest.findtext(".//{*}organization", "")
    if resource is not None:
        parent = item.getparent()
        assert parent is not None
        home = parent.get("identifier", "")
    fields: Fields = {
        "manifest": manifest.get("identifier", ""),
        "organization": home,
        "parent": home or "/",
        "identifier": name,
        "launch": "" if resource is None else resource.get("href", ""),
        "scormtype": "" if resource is None else "sco",
        "title": item.findtext("{*}title", ""),
        "sortorder": 0,
    }
    data = () if resource is None else _sco_data(numbers)
    datas = element("sco_datas", children=data)
    return element("sco", fields, [datas], id=numbers.next("sco"))


def _sco_data(numbers: Numbers) -> list[Element]:
    return [
        element("sco_data", {"name": name, "value": value}, id=numbers.next("sco_data"))
        for name, value in (("isvisible", "true"), ("parameters", ""))
    ]


def _files(
    edition: Edition, package: Package, content: bytes, context: int
) -> tuple[StoredFile, ...]:
    def stored(area: str, href: str, content: bytes) -> StoredFile:
        folder, _, name = href.rpartition("/")
        path = f"/{folder}/" if folder else "/"
        return StoredFile(context, "mod_scorm", area, 0, name, content, path)

    inside = (stored("content", each.href, each.content) for each in package.files)
    return (stored("package", reference(edition), content), *inside)


def _grade(edition: Edition, instance: int, numbers: Numbers) -> Element:
    """Passed from the pass mark; without assessment Moodle counts items."""
    most = 100.0 if edition.module.has_assessment else float(len(edition.site.scos))
    mark = edition.module.pass_mark if passes(edition) else None
    return grade_item(
        "scorm", instance, edition.module.title, most, float(mark or 0), numbers
    )
