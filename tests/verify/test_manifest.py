"""``verify`` on imsmanifest.xml: each rule broken once, in both versions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from broken_manifests import BROKEN_IN_12, BROKEN_IN_2004, BROKEN_IN_BOTH, ITEM
from packages import MANIFEST, MANIFEST12, codes, scorm12, scorm2004
from spread_elearn.verify import verify

Build = Callable[[dict[str, str]], bytes]


def item(addition: str) -> dict[str, str]:
    return {ITEM: f"<title>Lesson</title>{addition}</item>"}


@pytest.mark.parametrize("build", [scorm12, scorm2004])
@pytest.mark.parametrize(("old", "new", "level", "code"), BROKEN_IN_BOTH)
def test_a_broken_rule_is_told(
    build: Build, old: str, new: str, level: str, code: str
) -> None:
    assert code in codes(verify(build({old: new})), level)


@pytest.mark.parametrize(("old", "new", "level", "code"), BROKEN_IN_12)
def test_a_rule_of_12_is_told(old: str, new: str, level: str, code: str) -> None:
    assert code in codes(verify(scorm12({old: new})), level)


@pytest.mark.parametrize(("old", "new", "level", "code"), BROKEN_IN_2004)
def test_a_rule_of_2004_is_told(old: str, new: str, level: str, code: str) -> None:
    assert code in codes(verify(scorm2004({old: new})), level)


def test_objectives_in_the_right_order_are_fine() -> None:
    goal = (
        '<imsss:objectives><imsss:primaryObjective objectiveID="P"'
        ' satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8'
        "</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        '<imsss:objective objectiveID="A"/><imsss:objective objectiveID="B"/>'
        "</imsss:objectives><imsss:deliveryControls"
    )
    assert verify(scorm2004({"<imsss:deliveryControls": goal})) == ()


@pytest.mark.parametrize(
    "version", ["CAM 1.3", "1.3", "2004 3rd Edition", "2004 4th Edition"]
)
def test_every_edition_that_moodle_knows_is_fine(version: str) -> None:
    assert verify(scorm2004({"2004 4th Edition": version})) == ()


@pytest.mark.parametrize(
    "addition",
    [
        "<adlcp:masteryscore>101</adlcp:masteryscore>",
        "<adlcp:masteryscore>eighty</adlcp:masteryscore>",
        "<adlcp:masteryscore>nan</adlcp:masteryscore>",
        "<adlcp:masteryscore/>",
        f"<adlcp:datafromlms>{'x' * 256}</adlcp:datafromlms>",
        "<adlcp:maxtimeallowed>30</adlcp:maxtimeallowed>",
        "<adlcp:timelimitaction>stop</adlcp:timelimitaction>",
        "<adlcp:prerequisites>I1</adlcp:prerequisites>",
        f'<adlcp:prerequisites type="aicc_script">{"x" * 201}</adlcp:prerequisites>',
    ],
)
def test_a_wrong_value_in_an_item_of_12_is_told(addition: str) -> None:
    assert codes(verify(scorm12(item(addition))), "error") == {"value-format"}


@pytest.mark.parametrize(
    "addition",
    [
        "<adlcp:masteryscore>80</adlcp:masteryscore>",
        "<adlcp:masteryscore> 62.5 </adlcp:masteryscore>",
        f"<adlcp:datafromlms>{'x' * 255}</adlcp:datafromlms>",
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>",
        "<adlcp:timelimitaction>continue,no message</adlcp:timelimitaction>",
        '<adlcp:prerequisites type="aicc_script">I1</adlcp:prerequisites>',
    ],
)
def test_a_right_value_in_an_item_of_12_is_fine(addition: str) -> None:
    assert verify(scorm12(item(addition))) == ()


@pytest.mark.parametrize(
    "addition",
    [
        "<adlcp:completionThreshold>2</adlcp:completionThreshold>",
        '<adlcp:completionThreshold minProgressMeasure="1.5"/>',
        "<adlcp:timeLimitAction>stop</adlcp:timeLimitAction>",
        f"<adlcp:dataFromLMS>{'x' * 4001}</adlcp:dataFromLMS>",
    ],
)
def test_a_wrong_value_in_an_item_of_2004_is_told(addition: str) -> None:
    changes = {"<title>Lesson</title>": f"<title>Lesson</title>{addition}"}
    assert codes(verify(scorm2004(changes)), "error") == {"value-format"}


def test_masteryscore_of_an_item_that_opens_nothing_is_ignored() -> None:
    nested = (
        '<title>Part</title><item identifier="I2" identifierref="R1"><title>L</title>'
        "</item><adlcp:masteryscore>80</adlcp:masteryscore></item>"
    )
    findings = verify(
        scorm12({ITEM: nested, 'identifierref="R1" isvisible="true"': ""})
    )
    assert codes(findings) == {"masteryscore-place"}


def test_an_item_with_items_must_not_open_a_file() -> None:
    inner = item('<item identifier="I2" identifierref="R1"><title>L</title></item>')
    assert codes(verify(scorm12(inner)), "warning") == {"item-cluster"}


def test_an_organization_needs_items() -> None:
    manifest = re.sub(r"<item.*</item>", "", MANIFEST12, flags=re.DOTALL)
    assert "no-items" in codes(verify(scorm12(files={MANIFEST: manifest})), "error")


def test_organizations_may_not_be_missing() -> None:
    manifest = re.sub(
        r"<organizations.*</organizations>", "", MANIFEST12, flags=re.DOTALL
    )
    findings = verify(scorm12(files={MANIFEST: manifest}))
    assert "required-element" in codes(findings, "error")


def test_without_an_organization_nothing_can_be_played() -> None:
    manifest = re.sub(
        r"<organizations.*</organizations>",
        "<organizations/>",
        MANIFEST12,
        flags=re.DOTALL,
    )
    findings = verify(scorm12(files={MANIFEST: manifest}))
    assert codes(findings, "error") == {"no-organization"}
    assert "sco-unused" in codes(findings, "warning")


def test_moodle_needs_the_literal_prefix() -> None:
    findings = verify(scorm12({"adlcp:": "x:", ":adlcp": ":x"}))
    assert codes(findings, "error") == {"prefix"}


def test_moodle_needs_the_default_namespace() -> None:
    manifest = re.sub(r"<(/?)(?=[a-z])", r"<\1cp:", MANIFEST12)
    manifest = manifest.replace("xmlns=", "xmlns:cp=")
    findings = verify(scorm12(files={MANIFEST: manifest}))
    assert codes(findings, "error") == {"prefix"}


def test_no_namespace_at_all_is_an_error() -> None:
    manifest = re.sub(r' xmlns="[^"]*"|\n  xmlns="[^"]*"', "", MANIFEST12)
    findings = verify(scorm12(files={MANIFEST: manifest}))
    assert codes(findings, "error") == {"namespace"}


def test_sequencing_in_12_is_ignored() -> None:
    space = 'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
    findings = verify(scorm12(item(f"<imsss:sequencing {space}/>")))
    assert codes(findings) == {"sequencing-ignored"}


def test_control_documents_that_are_named_should_be_there() -> None:
    location = 'version="1.0" xsi:schemaLocation="urn:a a.xsd urn:b b.xsd"'
    findings = verify(scorm12({'version="1.0"\n': location}, {"a.xsd": ""}))
    assert codes(findings) == {"control-documents"}
    assert "b.xsd" in findings[0].message
    assert "a.xsd" not in findings[0].message
