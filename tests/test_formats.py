"""``scorm12``, ``scorm2004`` and ``web``: manifests, metadata, whole packages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

import schemas
from small_modules import LESSON, build_files, tree, unzip, write_module
from spread_elearn import SpreadError
from spread_elearn.archive import read_archive
from spread_elearn.model import Options
from spread_elearn.verify import verify

GOLDEN = Path(__file__).parent / "golden"
SCORM = ("scorm12", "scorm2004")
NAMES = {
    "scorm12": {
        "i": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "lom": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
    },
    "scorm2004": {
        "i": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "imsss": "http://www.imsglobal.org/xsd/imsss",
        "lom": "http://ltsc.ieee.org/xsd/LOM",
    },
}
EVERYTHING = """version: 2.1.0
authors: [Ana Ex, "Smith, Jones; Co"]
keywords: [mentor, "<tutor> & \\"friend\\""]
audience: Mentors
eqf: 4-5
pass_mark: 70
outcomes:
  - {id: K1, kind: knowledge, text: know <much> & more}
  - {id: S1, kind: skill, text: do it}
"""
ASSESSMENT = "---\nminutes: 5\nassessment: true\n---\n# Test\n\nA few words to read.\n"
CREDITS = "---\nrole: page\nminutes: 9\n---\n# Thanks\n\nMany.\n"


def three_lessons() -> dict[str, str]:
    return {
        "lessons/01-who-decides.md": LESSON.format(title="Who decides"),
        "lessons/02-tasks.md": LESSON.replace("1", "80").format(title="Tasks"),
        "lessons/03-test.md": ASSESSMENT,
        "lessons/04-credits.md": CREDITS,
    }


def package(
    folder: Path, format_: str, more: str = "", files: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """A small module, built anew."""
    shutil.rmtree(folder, ignore_errors=True)
    lessons = three_lessons() if files is None else files
    write_module(folder / "tutors-and-mentors", lessons, more)
    return build_files(
        folder / "tutors-and-mentors", folder / "dist", formats=(format_,)
    )


def manifest(files: Mapping[str, bytes]) -> etree._Element:
    return etree.fromstring(files["imsmanifest.xml"])


def found(root: etree._Element, format_: str, path: str) -> list[str]:
    """Texts or attributes that an XPath finds."""
    result = root.xpath(path, namespaces=NAMES[format_])
    assert isinstance(result, list)
    return [str(each).strip() for each in result]


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
    assert text.count(f'adlcp:{kind}="sco"') == 4
    assert text.count(f'adlcp:{kind}="asset"') == 1
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
        "tutors_and_mentors.credits": lesson,
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


# The metadata


@pytest.mark.parametrize("format_", SCORM)
def test_the_metadata_is_complete(tmp_path: Path, format_: str) -> None:
    root = manifest(package(tmp_path, format_, EVERYTHING))

    def told(path: str) -> list[str]:
        names = [
            f"lom:{name.lower() if format_ == 'scorm12' else name}"
            for name in path.split("/")
        ]
        texts = found(root, format_, f"//lom:lom/{'/'.join(names)}//text()")
        return [text for text in texts if text]

    named = "general/catalogEntry" if format_ == "scorm12" else "general/identifier"
    assert told(named) == ["spread-elearn", "tutors-and-mentors/en"]
    assert told("general/title") == ["A small module"]
    assert told("general/language") == ["en"]
    assert told("general/description") == ["For a test."]
    assert told("general/keyword") == ["mentor", '<tutor> & "friend"']
    scheme = (
        ("Scheme", "ADL SCORM 1.2") if format_ == "scorm12" else ("Schema", "LOMv1.0")
    )
    assert told(f"metaMetadata/metadata{scheme[0]}") == [scheme[1]]
    assert told("lifeCycle/version") == ["2.1.0"]
    assert [
        each.split("\n")[2] for each in told("lifeCycle/contribute") if "FN" in each
    ] == [
        "FN:Ana Ex",
        r"FN:Smith\, Jones\; Co",
    ]
    vocational = "Vocational Training" if format_ == "scorm12" else "training"
    assert told("educational/context") == ["LOMv1.0", vocational]
    assert told("educational/typicalLearningTime") == ["PT1H26M"]
    assert told("educational/description") == ["Mentors"]
    assert told("rights/description") == [
        r"A small module (2.1.0) by Ana Ex, Smith, Jones; Co: CC-BY-4.0"
    ]
    assert "K1: know <much> & more\nS1: do it" in told("classification/description")
    assert "EQF level 4-5 (indicative, self-declared)" in told(
        "classification/description"
    )


@pytest.mark.parametrize(
    ("minutes", "written"), [("5", "PT5M"), ("60", "PT1H"), ("125", "PT2H5M")]
)
def test_learning_time_is_the_sum_of_the_lessons_minutes(
    tmp_path: Path, minutes: str, written: str
) -> None:
    lesson = LESSON.replace("minutes: 1", f"minutes: {minutes}").format(title="One")
    files = {
        "lessons/01-one.md": lesson,
        "lessons/02-page.md": "---\nrole: page\nminutes: 7\n---\n# Page\n\nWords.\n",
    }
    text = package(tmp_path, "scorm2004", files=files)["imsmanifest.xml"].decode()
    assert re.findall("<lom:duration>(.*)</lom:duration>", text) == [written]


def test_a_module_that_says_no_minutes_claims_no_learning_time(tmp_path: Path) -> None:
    files = {"lessons/01-one.md": "# One\n\nWords.\n"}
    text = package(tmp_path, "scorm12", files=files)["imsmanifest.xml"].decode()
    assert "typicallearningtime" not in text


# Control documents


def with_schemas(folder: Path, format_: str, schemas_from: Path) -> Path:
    write_module(folder / "m")
    options = Options(control_documents=schemas_from)
    out = folder / "dist"
    build_files(folder / "m", out, formats=(format_,), options=options)
    [package] = out.iterdir()
    return package


@pytest.mark.parametrize("format_", SCORM)
def test_the_schemas_of_a_folder_are_packed_at_the_root_and_verify(
    tmp_path: Path, format_: str
) -> None:
    source = schemas.sources(format_)[0]
    built = with_schemas(tmp_path, format_, source)
    files = unzip(built)
    for path in source.rglob("*.xsd"):
        assert files[path.relative_to(source).as_posix()] == path.read_bytes()
    assert not [each for each in verify(built) if each.level == "error"]
    assert next(iter(files)) == "imsmanifest.xml"


def test_a_folder_without_schemas_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SpreadError, match=r"empty: there are no \.xsd files here"):
        with_schemas(tmp_path, "scorm12", tmp_path / "empty")


# The web format


@pytest.mark.parametrize("sco", ["module", "lesson"])
def test_web_is_one_page_whatever_the_scos(tmp_path: Path, sco: str) -> None:
    files = package(tmp_path, "web", f"sco: {sco}\n")
    pages = [name for name in files if name.endswith(".html")]
    assert pages == ["index.html"]
    assert "imsmanifest.xml" not in files
    assert files["index.html"].count(b"<article ") == 4
    assert b'"standard":"web"' in files["player.js"]


# Whole packages


@pytest.mark.parametrize("format_", [*SCORM, "web"])
def test_the_whole_package_is_the_golden_one(tmp_path: Path, format_: str) -> None:
    """Where a change is meant: ``UPDATE_GOLDEN=1 pytest tests/test_formats.py``."""
    files = build_files(GOLDEN / "module", tmp_path, formats=(format_,))
    made = dict(readable(files))
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN / format_, ignore_errors=True)
        for name, content in made.items():
            path = GOLDEN / format_ / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    golden = tree(GOLDEN / format_)
    assert sorted(made) == sorted(golden)
    for name, content in golden.items():
        assert made[name].decode() == content.decode(), name


def readable(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package: sources unpacked, the theme's own scripts only named."""
    shown = dict(files)
    with read_archive(shown.pop("source/sources.zip")) as sources:
        shown.update({f"source/{name}": sources[name] for name in sources})
    config, own, *_ = shown.pop("player.js").decode().split("\n")
    joined = re.findall(r'\)\(\)}catch.*"([\w-]+\.js)",', files["player.js"].decode())
    shown["player.js.txt"] = "\n".join([config, own, *joined, ""]).encode()
    assert shown.pop("player.css")
    return shown
