"""Manifests of ``scorm12`` and ``scorm2004``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

import schemas
from manifests import (
    EVERYTHING,
    NAMES,
    SCORM,
    found,
    manifest,
    package,
    three_lessons,
)
from small_modules import LESSON, build_files, write_module
from spread_elearn import SpreadError

GOLDEN = Path(__file__).parents[1] / "golden"


# The manifest


@pytest.mark.parametrize("sco", ["module", "lesson"])
@pytest.mark.parametrize("more", ["", EVERYTHING], ids=["bare", "rich"])
@pytest.mark.parametrize(
    ("format_", "source"),
    [(format_, source) for format_ in SCORM for source in schemas.sources(format_)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_manifest_is_valid_against_the_official_schemas(
    tmp_path: Path, format_: str, source: Path, more: str, sco: str
) -> None:
    files = package(tmp_path / "m", format_, f"{more}sco: {sco}\n")
    schema = schemas.schema(source, tmp_path / "xsd")
    schema.assertValid(manifest(files))


@pytest.mark.parametrize("format_", SCORM)
def test_the_schemas_refuse_a_manifest_that_is_wrong(
    tmp_path: Path, format_: str
) -> None:
    root = manifest(package(tmp_path / "m", format_, EVERYTHING))
    source = schemas.sources(format_)[0]
    knows_lom = any((source / name).is_file() for name in schemas.OF_LOM)
    for broken in ("i:organizations", *([".//lom:title"] if knows_lom else [])):
        copy = etree.fromstring(etree.tostring(root))
        [element] = copy.xpath(broken, namespaces=NAMES[format_])[:1]
        element.tag = f"{element.tag}s"
        assert not schemas.schema(source, tmp_path / "xsd").validate(copy), broken


@pytest.mark.parametrize("format_", SCORM)
def test_prefixes_are_the_literal_ones(tmp_path: Path, format_: str) -> None:
    text = package(tmp_path, format_, "sco: lesson\n")["imsmanifest.xml"].decode()
    assert f'<manifest xmlns="{NAMES[format_]["i"]}"' in text
    kind = "scormtype" if format_ == "scorm12" else "scormType"
    assert text.count(f'adlcp:{kind}="sco"') == 3
    # What the pages share, and the page that does not count (F10).
    assert text.count(f'adlcp:{kind}="asset"') == 2
    used = set(re.findall(r"<([a-z0-9]+):", text))
    assert used == ({"imsmd"} if format_ == "scorm12" else {"lom", "imsss"})


@pytest.mark.parametrize(
    ("format_", "version"), [("scorm12", "1.2"), ("scorm2004", "2004 4th Edition")]
)
def test_schema_and_version_are_what_lmss_compare_with(
    tmp_path: Path, format_: str, version: str
) -> None:
    root = manifest(package(tmp_path, format_))
    assert found(root, format_, "i:metadata/i:schema/text()") == ["ADL SCORM"]
    assert found(root, format_, "i:metadata/i:schemaversion/text()") == [version]


@pytest.mark.parametrize("sco", ["module", "lesson"])
@pytest.mark.parametrize("format_", SCORM)
def test_identifiers_derive_from_ids_alone(
    tmp_path: Path, format_: str, sco: str
) -> None:
    def identifiers(more: str, files: Mapping[str, str]) -> set[str]:
        root = manifest(package(tmp_path, format_, f"sco: {sco}\n{more}", files))
        return set(found(root, format_, "//i:organizations//@identifier")) | set(
            found(root, format_, "//i:resources//@identifier")
        )

    before = three_lessons()
    after = {
        "lessons/10-tasks.md": before["lessons/02-tasks.md"].replace("Tasks", "Other"),
        "lessons/20-who-decides.md": before["lessons/01-who-decides.md"],
        "lessons/30-test.md": before["lessons/03-test.md"],
        "lessons/40-credits.md": before["lessons/04-credits.md"],
    }
    first = identifiers("", before)
    assert first == identifiers("version: 9.9.9\nauthors: [Somebody]\n", after)
    assert "tutors_and_mentors" in first
    item = "module" if sco == "module" else "who_decides"
    assert {
        f"tutors_and_mentors.{item}",
        f"resource.tutors_and_mentors.{item}",
    } <= first


@pytest.mark.parametrize("format_", SCORM)
def test_only_the_manifest_s_own_identifier_carries_the_language(
    tmp_path: Path, format_: str
) -> None:
    root = manifest(package(tmp_path, format_))
    assert root.get("identifier") == "manifest.tutors_and_mentors.en"
    others = found(root, format_, "//*[not(self::i:manifest)]/@identifier")
    assert others
    assert not [name for name in others if "en" in re.split(r"[._]", name)]


@pytest.mark.parametrize("format_", SCORM)
def test_an_inserted_lesson_changes_no_other_identifier(
    tmp_path: Path, format_: str
) -> None:
    def items(files: Mapping[str, str]) -> list[str]:
        root = manifest(package(tmp_path, format_, "sco: lesson\n", files))
        return found(root, format_, "//i:item/@identifier")

    new = {**three_lessons(), "lessons/015-new.md": LESSON.format(title="New")}
    before, after = items(three_lessons()), items(new)
    assert [name for name in after if not name.endswith(".new")] == before


@pytest.mark.parametrize("format_", SCORM)
@pytest.mark.parametrize("sco", ["module", "lesson"])
def test_every_file_of_the_package_is_listed_once_and_none_besides(
    tmp_path: Path, format_: str, sco: str
) -> None:
    root = manifest(files := package(tmp_path, format_, f"sco: {sco}\n"))
    listed = found(root, format_, "//i:file/@href")
    assert sorted(listed) == sorted(files.keys() - {"imsmanifest.xml"})
    assert next(iter(files)) == "imsmanifest.xml"
    assert list(files)[1:] == sorted(list(files)[1:])


@pytest.mark.parametrize("format_", SCORM)
def test_nothing_in_the_manifest_judges_scores(tmp_path: Path, format_: str) -> None:
    text = package(tmp_path, format_, "pass_mark: 70\n")["imsmanifest.xml"].decode()
    forbidden = (
        "masteryscore",
        "minNormalizedMeasure",
        "objectives>",
        "mapInfo",
        "completionThreshold",
        "sequencingRules",
        "prerequisites",
    )
    assert not [word for word in forbidden if word.lower() in text.lower()]


def test_1_2_has_no_sequencing(tmp_path: Path) -> None:
    text = package(tmp_path, "scorm12", "sco: lesson\n")["imsmanifest.xml"].decode()
    assert "imsss" not in text


SET_BY_CONTENT = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
NO_WEIGHT = {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "0"}
NO_PART = NO_WEIGHT | {"rollupProgressCompletion": "false"}


def sequencing(root: etree._Element) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Identifier of organization or item -> what its sequencing says, in order."""
    told = {}
    for parent in root.iter("{*}organization", "{*}item"):
        parts = parent.findall("{*}sequencing/*")
        told[parent.get("identifier", "")] = [
            (etree.QName(part).localname, {str(k): str(v) for k, v in part.items()})
            for part in parts
        ]
        assert len(parent.findall("{*}sequencing")) == 1
    return told


def test_the_sequencing_of_one_sco_is_exactly_what_all_lmss_survive(
    tmp_path: Path,
) -> None:
    root = manifest(package(tmp_path, "scorm2004"))
    assert sequencing(root) == {
        "tutors_and_mentors": [("controlMode", {"choice": "true", "flow": "true"})],
        "tutors_and_mentors.module": [("deliveryControls", SET_BY_CONTENT)],
    }
    [scope] = found(root, "scorm2004", "//@adlseq:objectivesGlobalToSystem")
    assert scope == "false"


def test_lessons_that_are_scos_do_not_weigh_on_the_result_but_assessments_do(
    tmp_path: Path,
) -> None:
    root = manifest(package(tmp_path, "scorm2004", "sco: lesson\n"))
    lesson = [("rollupRules", NO_WEIGHT), ("deliveryControls", SET_BY_CONTENT)]
    assert sequencing(root) == {
        "tutors_and_mentors": [("controlMode", {"choice": "true", "flow": "true"})],
        "tutors_and_mentors.who_decides": lesson,
        "tutors_and_mentors.tasks": lesson,
        "tutors_and_mentors.test": [("deliveryControls", SET_BY_CONTENT)],
        "tutors_and_mentors.credits": [("rollupRules", NO_PART)],
    }


@pytest.mark.parametrize("format_", SCORM)
def test_titles_longer_than_lmss_take_are_shortened_with_a_sign(
    tmp_path: Path, format_: str
) -> None:
    title = "A title without end " * 20
    files = {"lessons/01-one.md": LESSON.format(title=title)}
    root = manifest(package(tmp_path, format_, "sco: lesson\n", files))
    [told] = found(root, format_, "//i:item/i:title/text()")
    assert len(told) == 200
    assert told.endswith("…")


@pytest.mark.parametrize("format_", SCORM)
def test_a_title_of_a_module_that_lmss_refuse_is_a_mistake(
    tmp_path: Path, format_: str
) -> None:
    folder = write_module(tmp_path / "m")
    yaml = folder / "module.yaml"
    yaml.write_text(yaml.read_text().replace("A small module", "A long one " * 30))
    with pytest.raises(SpreadError, match=r"module.yaml:2: the title is longer than"):
        build_files(folder, tmp_path / "dist", formats=(format_,))
