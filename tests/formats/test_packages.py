"""Metadata, control documents, the web format, and whole packages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import schemas
from manifests import (
    EVERYTHING,
    SCORM,
    found,
    manifest,
    package,
)
from small_modules import LESSON, build_files, tree, unzip, write_module
from spread_elearn import SpreadError
from spread_elearn.archive import read_archive
from spread_elearn.model import Options
from spread_elearn.plugins import Plugins
from spread_elearn.verify import verify

GOLDEN = Path(__file__).parents[1] / "golden"


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
    source = schemas.control_documents(format_, tmp_path / "xsd")
    built = with_schemas(tmp_path, format_, source)
    files = unzip(built)
    for path in source.rglob("*.xsd"):
        assert files[path.relative_to(source).as_posix()] == path.read_bytes()
    assert not [each for each in verify(built) if each.level == "error"]
    assert next(iter(files)) == "imsmanifest.xml"


def test_schemas_of_the_other_version_are_refused(tmp_path: Path) -> None:
    source = schemas.control_documents("scorm12", tmp_path / "xsd")
    with pytest.raises(SpreadError, match=r"scorm2004 needs \w+\.xsd"):
        with_schemas(tmp_path, "scorm2004", source)


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
    """Where a change is meant: ``UPDATE_GOLDEN=1 pytest -k golden_one``."""
    core = Plugins(installed=False)
    files = build_files(GOLDEN / "module", tmp_path, core, formats=(format_,))
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
