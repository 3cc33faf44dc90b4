"""``module.yaml`` and front matter: values as they stand, converted by their key."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import LESSON, MODULE, ModuleFolder, load, problems
from spread_elearn.errors import SpreadError
from spread_elearn.load.yaml.metadata import read_table
from spread_elearn.load.yaml.values import table, text, texts
from spread_elearn.model import Funding, Module

FULL = """id: tutors-and-mentors
title: "Roles: who does what"
language: no
description: >
  One paragraph
  in two lines.
version: 1.10
licence: CC-BY-SA-4.0
authors: [Ana, "B, C"]
keywords: tutor, mentor
audience: Tutors
hours: 7.5
eqf: 4-5
outcomes:
  - {id: K1, kind: knowledge, text: know}
  - id: R2
    kind: responsibility
    text: "answer: for it"
pass_mark: 70
attempts: unlimited
sco: lesson
report: all
sources: false
funding: {programme: Erasmus+, number: 2023-1-EL01, disclaimer: Views are ours.}
options: {glossary: {mode: on, terms: [a, 1]}, empty: null}
"""


def module(folder: ModuleFolder, yaml: str) -> Module:
    lesson = LESSON.replace("minutes: 1", "minutes: 1\noutcomes: [K1, R2]")
    return load(folder({"module.yaml": yaml, "lessons/01-one.md": lesson}))


def test_every_key_is_read(module_folder: ModuleFolder) -> None:
    found = module(module_folder, FULL)
    assert found.problems == ()
    assert (found.id, found.title) == ("tutors-and-mentors", "Roles: who does what")
    assert found.description == "One paragraph in two lines."
    assert (found.authors, found.keywords) == (("Ana", "B, C"), ("tutor", "mentor"))
    assert (found.hours, found.eqf, found.pass_mark) == (7.5, "4-5", 70.0)
    assert [each.id for each in found.outcomes] == ["K1", "R2"]
    assert found.outcomes[1].text == "answer: for it"
    assert found.outcomes[1].source.line == 16
    assert (found.sco, found.report, found.sources) == ("lesson", "all", False)
    assert found.funding == Funding("Erasmus+", "2023-1-EL01", "Views are ours.")
    assert found.where("pass_mark").line == 19


def test_scalars_are_the_text_that_stands_there(module_folder: ModuleFolder) -> None:
    found = module(module_folder, FULL)
    assert found.language == "no"
    assert found.version == "1.10"
    assert found.options["glossary"] == {"mode": "on", "terms": ("a", "1")}
    assert found.options["empty"] == "null"


def test_attempts_are_unlimited_or_a_number(module_folder: ModuleFolder) -> None:
    assert module(module_folder, FULL).attempts is None
    yaml = FULL.replace("attempts: unlimited", "attempts: 3")
    assert module(module_folder, yaml).attempts == 3


@pytest.mark.parametrize("nothing", ["", " null", " ~"])
def test_optional_keys_may_hold_nothing(
    module_folder: ModuleFolder, nothing: str
) -> None:
    keys = ("hours", "eqf", "pass_mark", "attempts", "funding", "outcomes", "options")
    yaml = MODULE + "".join(f"{key}:{nothing}\n" for key in keys)
    folder = module_folder({"module.yaml": yaml})
    assert problems(folder) == ()
    found = load(folder)
    assert (found.hours, found.funding, found.outcomes) == (None, None, ())


@pytest.mark.parametrize(
    ("language", "right"),
    [
        *(("en", True), ("pt-BR", True), ("zh-Hant", True), ("sr-Latn-RS", True)),
        *(("es-419", True), ("EN", False), ("english", False), ("pt_BR", False)),
        *(("e", False), ("en-", False), ("en-gb", False)),
    ],
)
def test_languages_are_codes(
    module_folder: ModuleFolder, language: str, right: bool
) -> None:
    yaml = MODULE.replace("language: en", f"language: {language}")
    assert (not problems(module_folder({"module.yaml": yaml}))) is right


@pytest.mark.parametrize(
    ("version", "right"),
    [
        *(("1", True), ("1.0", True), ("1.10.0", True), ("2.0.0-rc.1", True)),
        *(("2023.11", True), ("v1", False), ("1.", False), ("a/b", False)),
    ],
)
def test_versions_are_numbers_with_points(
    module_folder: ModuleFolder, version: str, right: bool
) -> None:
    yaml = f"{MODULE}version: {version}\n"
    assert (not problems(module_folder({"module.yaml": yaml}))) is right


def test_a_single_text_is_a_list_of_one() -> None:
    found = read_table("a: one\nb: one, two\nc: [x, '']\n", "x.yaml", KEYS)
    assert found.values == {"a": ("one",), "b": ("one", "two"), "c": ("x",)}


KEYS = {"a": texts, "b": texts, "c": texts}


def test_lines_of_keys_and_items_are_known() -> None:
    found = read_table("a:\n  - x\n\n  - y\nb: z\n", "x.yaml", KEYS, first_line=5)
    assert found.lines == {"a": 5, "a.0": 6, "a.1": 8, "b": 9}


def test_what_stands_behind_a_mistake_is_read_all_the_same() -> None:
    found = read_table("a: b: c\nb: *d\nc: x\n", "x.yaml", {"a": text, **KEYS})
    assert [problem.source.line for problem in found.problems] == [1, 2]
    assert found.values["c"] == ("x",)


def test_a_bomb_of_references_is_refused_before_it_grows() -> None:
    rows = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = read_table("\n".join(rows), "x.yaml", {"a": table})
    assert found.problems
    assert all(len(str(problem)) < 500 for problem in found.problems)


def test_a_folder_without_module_yaml_is_no_module(tmp_path: Path) -> None:
    (tmp_path / "module.yaml").mkdir()
    with pytest.raises(SpreadError, match=r"no module\.yaml"):
        load(tmp_path)


def test_wrong_values_leave_a_module_that_can_be_checked(
    module_folder: ModuleFolder,
) -> None:
    found = load(module_folder({"module.yaml": "title: [\n"}))
    assert (found.id, found.title, found.language) == ("demo", "demo", "en")
    assert len(found.lessons) == 1
