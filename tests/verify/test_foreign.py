"""Packages of other tools: what conforms is not refused, what plays nowhere is."""

from __future__ import annotations

import pytest

from packages import MANIFEST, MANIFEST12, MANIFEST2004, scorm12, scorm2004, zipped
from spread_elearn.model import Finding
from spread_elearn.verify import verify

NESTED = '<item identifier="I2" identifierref="R1"><title>Part</title></item>'
CONTROL = (
    '<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss">'
    '<imsss:controlMode choice="false" flow="false"/></imsss:sequencing>'
)


def codes(findings: tuple[Finding, ...], level: str) -> set[str]:
    return {finding.code for finding in findings if finding.level == level}


@pytest.mark.parametrize("space", [" ", "  ", "\n", "\t"])
@pytest.mark.parametrize(
    "name", ["default", "identifier", "identifierref"], ids=lambda name: name
)
def test_spaces_at_the_ends_of_identifiers_do_not_count(name: str, space: str) -> None:
    """XML Schema collapses xs:ID and xs:IDREF; ADL's own packages have such."""
    text = MANIFEST2004.replace(f' {name}="', f' {name}="{space}')
    assert text != MANIFEST2004
    findings = verify(scorm2004(files={MANIFEST: text}))
    assert codes(findings, "error") == set()
    assert "identifier-spaces" in codes(findings, "warning")


def test_identifiers_that_differ_by_spaces_are_one() -> None:
    text = MANIFEST12.replace('identifier="I1"', 'identifier=" R1 "')
    assert "identifier-duplicate" in codes(
        verify(scorm12(files={MANIFEST: text})), "error"
    )


def test_the_control_mode_of_a_leaf_means_nothing() -> None:
    text = MANIFEST2004.replace("</item>", f"{CONTROL}</item>", 1)
    findings = verify(scorm2004(files={MANIFEST: text}))
    assert "sequencing-dead-end" not in {each.code for each in findings}


def test_that_of_an_organization_with_items_is_a_dead_end() -> None:
    text = MANIFEST2004.replace("</organization>", f"{CONTROL}</organization>", 1)
    findings = verify(scorm2004(files={MANIFEST: text}))
    assert "sequencing-dead-end" in codes(findings, "error")


@pytest.mark.parametrize(
    ("said", "encoding", "level"),
    [
        ("UTF-8", "utf-16", "error"),
        ("ISO-8859-1", "utf-16", "error"),
        ("UTF-16", "utf-8", "error"),
        ("UTF-16", "utf-16", "warning"),
    ],
)
def test_a_manifest_is_what_its_first_line_says(
    said: str, encoding: str, level: str
) -> None:
    text = MANIFEST12.replace('encoding="UTF-8"', f'encoding="{said}"')
    findings = verify(scorm12(files={MANIFEST: text.encode(encoding)}))
    found = {each.level for each in findings if each.code == "manifest-encoding"}
    malformed = "xml-malformed" in codes(findings, "error")
    assert found == {level} or (level == "error" and malformed)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.html", "//example.org/a", "http://x.example/?a=1"],
)
def test_an_sco_on_another_host_can_never_talk(address: str) -> None:
    findings = verify(scorm12({'href="index.html"': f'href="{address}"'}))
    assert "sco-external" in codes(findings, "error")


def test_what_stands_behind_the_zip_is_told() -> None:
    assert codes(verify(scorm12() + b"\0" * 9), "warning") == {"bytes-behind"}


@pytest.mark.parametrize(
    "name", [".git/config", "lessons/run.sh", "Makefile", "plugins/spy.md"]
)
def test_what_hides_among_the_sources_is_told(name: str) -> None:
    sources = zipped({"module.yaml": "id: x\n", "names.txt": "", name: "evil"})
    findings = verify(scorm12(files={"source/sources.zip": sources}))
    [told] = [each for each in findings if each.code == "sources"]
    assert (told.level, name in told.message) == ("warning", True)


def test_sources_of_a_module_are_no_matter() -> None:
    names = ("module.yaml", "lessons/01-a.md", "media/a.svg", "shared/locales/it.po")
    sources = zipped(dict.fromkeys(names, "x"))
    findings = verify(scorm12(files={"source/sources.zip": sources}))
    assert "sources" not in {each.code for each in findings}


def test_items_that_open_and_hold_are_told_once_with_their_number() -> None:
    text = MANIFEST2004.replace("</item>", f"{NESTED}</item>", 1)
    findings = verify(scorm2004(files={MANIFEST: text}))
    [told] = [each for each in findings if each.code == "item-cluster"]
    assert told.message.startswith("1 item with items inside")
