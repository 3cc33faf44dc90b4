"""``verify`` on the zip itself, and on anything that is no package at all."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from packages import MANIFEST, codes, scorm12, scorm2004, zipped
from spread_elearn.verify import MOST_OF_A_KIND, verify

PACKAGES = {"1.2": scorm12(), "2004": scorm2004()}


@pytest.mark.parametrize("version", PACKAGES)
def test_a_good_package_has_no_findings(version: str) -> None:
    assert verify(PACKAGES[version]) == ()


def test_a_package_can_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(scorm12())
    assert verify(path) == ()


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert codes(verify(tmp_path / "missing.zip")) == {"archive"}


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"hello", b"\0" * 100])
def test_what_is_no_zip_is_a_finding(data: bytes) -> None:
    (finding,) = verify(data)
    assert (finding.level, finding.place, finding.code) == (
        "error",
        "package",
        "archive",
    )


def test_a_zip_cut_short_is_a_finding() -> None:
    assert codes(verify(scorm12()[:-30])) == {"archive"}


class TestManifestPlace:
    def test_there_must_be_one(self) -> None:
        assert codes(verify(zipped({"index.html": ""}))) == {"manifest-missing"}

    def test_an_empty_zip_has_none(self) -> None:
        assert codes(verify(zipped({}))) == {"manifest-missing"}

    def test_it_must_not_be_in_a_folder(self) -> None:
        findings = verify(zipped({"course/imsmanifest.xml": "<manifest/>"}))
        assert codes(findings, "error") == {"manifest-location"}
        assert findings[0].place == "course/imsmanifest.xml"

    def test_its_name_is_in_small_letters(self) -> None:
        findings = verify(zipped({"IMSManifest.xml": "<manifest/>"}))
        assert codes(findings, "error") == {"manifest-case"}

    def test_relatives_are_recognised(self) -> None:
        (finding,) = verify(zipped({"cmi5.xml": "<courseStructure/>"}))
        assert "cmi5" in finding.message


@pytest.mark.parametrize(
    ("name", "level", "code"),
    [
        ("../evil.html", "error", "unsafe-name"),
        ("a\\b.html", "error", "unsafe-name"),
        ("Index.html", "error", "name-case"),
        ("index.html/x.txt", "error", "file-is-folder"),
        ("img/aux.png", "error", "windows-name"),
        ("CON", "error", "windows-name"),
        ("what?.txt", "error", "windows-name"),
        ("dot./x.txt", "error", "windows-name"),
        ("Photo.png", "warning", "name-capitals"),
        ("mein bild.png", "warning", "name-blank"),
        ("größe.png", "warning", "name-ascii"),
        ("__MACOSX/x", "warning", "junk-file"),
        ("a/" * 100 + "b.txt", "warning", "long-name"),
        ("x" * 60_000, "warning", "long-name"),
        ("extra.txt", "warning", "file-unlisted"),
    ],
)
def test_a_bad_name_is_told(name: str, level: str, code: str) -> None:
    assert code in codes(verify(scorm12(files={name: "x"})), level)


@pytest.mark.parametrize("name", ["confused.txt", "nullify/x.txt", "a.con", "com10.js"])
def test_a_name_that_merely_resembles_a_device_is_fine(name: str) -> None:
    assert "windows-name" not in codes(verify(scorm12(files={name: "x"})))


def test_control_documents_may_be_unlisted_and_have_capitals() -> None:
    assert (
        verify(scorm12(files={"XMLSchema.dtd": "x", "common/dataTypes.xsd": ""})) == ()
    )


def test_a_damaged_file_is_told_by_name() -> None:
    package = bytearray(scorm12(files={"style.css": "p{}" * 50}))
    at = package.rindex(b"style.css", 0, package.index(b"PK\x01\x02"))
    package[at + 12] ^= 0xFF
    findings = verify(bytes(package))
    assert "damaged-entry" in codes(findings, "error")
    assert any(each.place == "style.css" for each in findings)


def test_a_damaged_manifest_is_told() -> None:
    package = bytearray(scorm12())
    package[package.index(MANIFEST.encode()) + 30] ^= 0xFF
    assert "damaged-entry" in codes(verify(bytes(package)), "error")


def test_zip64_fields_are_a_risk() -> None:
    field = struct.pack("<HHQQ", 1, 16, 1, 1)
    package = scorm12()
    assert "zip64" not in codes(verify(package))
    marked = zipped({"a": "x"}, extra=field)  # type: ignore[arg-type]
    assert "zip64" in codes(verify(marked), "warning")


def test_a_flood_of_one_kind_is_summed_up() -> None:
    links = "".join(f'<a href="gone{number}.html">x</a>' for number in range(60))
    findings = [
        each
        for each in verify(scorm12(files={"index.html": links}))
        if each.code == "link-broken"
    ]
    assert len(findings) == MOST_OF_A_KIND + 1
    assert findings[-1].message.startswith("35 more")


def test_a_bomb_is_a_finding() -> None:
    (finding,) = verify(zipped({"a.html": b"\0" * (20 << 20)}))
    assert finding.code == "archive"
    assert "bomb" in finding.message


@given(data=st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    assert codes(verify(data), "error") == {"archive"}


@given(
    version=st.sampled_from(sorted(PACKAGES)),
    hits=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6
    ),
)
def test_a_package_with_wrong_bytes_never_raises(
    version: str, hits: list[tuple[int, int]]
) -> None:
    package = bytearray(PACKAGES[version])
    for place, value in hits:
        package[place % len(package)] = value
    for finding in verify(bytes(package)):
        assert finding.message
        assert finding.hint
        assert finding.code


@given(
    name=st.sampled_from([MANIFEST, "index.html", "style.css", "api.js"]),
    content=st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode())
    ),
)
def test_a_file_of_random_content_never_raises(name: str, content: bytes) -> None:
    for finding in verify(scorm2004(files={name: content})):
        assert finding.code
