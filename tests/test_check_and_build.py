"""What ``check`` finds clean, ``build`` writes: in each format that is a default."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from authoring import FRONT, LESSON, MODULE, PNG, Files, write_files
from spread_elearn.build import Plan, build
from spread_elearn.commands.check import inspect
from spread_elearn.load.module_checks import errors_of
from spread_elearn.plugins import Plugins

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


FORMATS = ("scorm12", "scorm2004", "web", "moodle-course")
QUESTION = "::: question {{#q{0}}}\nHow?\n\n- [ ] So\n- [x] Thus\n:::\n\n"
ODD = [
    *("\\b", "\\e", "\\x01", "\\uFFFE", "\\uD800", "\\0", "\\u2028", "\\ud83d\\ude00"),
    *(
        "&#12;",
        "&#xFFFF;",
        "&lt;",
        "<",
        "&",
        "]]>",
        "#",
        " # ",
        ":",
        "{",
        "é",
        "中",
        "\\t",
    ),
    *("../", "aux", "{x}", "%", "x" * 300, "\U0001f600", "\u202e", "'", "|"),
]
WORDS = st.lists(st.sampled_from([*ODD, "a", "words"]), max_size=4).map(" ".join)
KEYS = ("title", "description", "audience", "authors", "keywords", "licence", "version")
QUOTED = st.sampled_from(['{}: "{}"', "{}: {}", "{}: [{}]"])


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins()


def clean_or_refused(folder: Path, plugins: Plugins, out: Path) -> None:
    if not errors_of(inspect([folder], plugins)):
        built, _ = build(Plan((folder,), out, FORMATS), plugins)
        assert len(built) == len(FORMATS)


@given(
    st.sampled_from(KEYS), WORDS, QUOTED, WORDS, st.sampled_from(["lesson", "module"])
)
@settings(max_examples=120)
def test_odd_values_are_told_by_check_or_built(
    tmp_path_factory: pytest.TempPathFactory,
    plugins: Plugins,
    key: str,
    value: str,
    line: str,
    heading: str,
    sco: str,
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    lines = [each for each in MODULE.split("\n") if not each.startswith(f"{key}:")]
    yaml = "\n".join([line.format(key, value), f"sco: {sco}", *lines])
    text = f"{FRONT}# {heading}\n\nA few words to read.\n"
    write_files(folder / "m", {"module.yaml": yaml, "lessons/01-one.md": text})
    clean_or_refused(folder / "m", plugins, folder / "dist")


MANY = "".join(map(QUESTION.format, range(700)))
LONG = "word " * 30_000
LARGE: dict[str, tuple[Files, str]] = {
    "answers of a module": (
        {"lessons/01-one.md": f"{LESSON}\n{MANY}"},
        "m/module.yaml:1: demo: what a learner can answer takes up to",
    ),
    "answers of a lesson": (
        {
            "module.yaml": f"{MODULE}sco: lesson\n",
            "lessons/01-one.md": f"{LESSON}\n{MANY}",
            "lessons/02-two.md": LESSON,
        },
        "m/lessons/01-one.md:1: 01-one.md: what a learner can answer takes up to",
    ),
    "a description": (
        {"module.yaml": MODULE.replace("A module for tests.", LONG)},
        "m/module.yaml:4: what module.yaml says of the module has 150,0",
    ),
    "authors": (
        {"module.yaml": f"{MODULE}authors: [{', '.join([LONG] * 9)}]\n"},
        "m/module.yaml:5: what module.yaml says of the module has",
    ),
    "an id": (
        {"module.yaml": MODULE.replace("id: demo", f"id: {'a' * 300}")},
        "m/module.yaml:1: id and version together have more than 150 characters",
    ),
    "a lesson that Windows takes for a device": (
        {"module.yaml": f"{MODULE}sco: lesson\n", "lessons/01-aux.md": LESSON},
        'm/lessons/01-aux.md:1: Windows has no files that are called "aux"',
    ),
    "a translation of the description": (
        {
            "locales/it.po": 'msgctxt "description"\nmsgid "A module for tests."\n'
            f'msgstr "{LONG}"\n'
        },
        "m/module.yaml:4: what module.yaml says of the module has 150,0",
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_no_package_can_hold_is_told_by_check_and_build(
    name: str, tmp_path: Path, spread: Spread
) -> None:
    files, told = LARGE[name]
    write_files(tmp_path / "m", files)
    checked = spread("check", "m")
    assert checked.exit_code == 1
    assert told in checked.output
    languages = ["-l", "it"] if "locales/it.po" in files else []
    built = spread("build", "m", *languages)
    assert built.exit_code == 1
    assert told in built.output
    assert not [*Path("dist").glob("*.zip")]


def test_what_no_package_can_hold_is_told_of_all_modules(
    tmp_path: Path, spread: Spread
) -> None:
    files, _ = LARGE["answers of a module"]
    for name in ("a", "b"):
        write_files(tmp_path / name, files)
    write_files(tmp_path / "c", {"lessons/01-one.md": "# One\n\n![](a.png)\n"})
    built = spread("build")
    assert built.exit_code == 1
    for name in ("a", "b", "c"):
        assert f"{name}/" in built.output
    assert not [*Path("dist").glob("*.zip")]


def test_in_its_own_folder_a_module_is_told_by_its_name(
    tmp_path: Path, spread: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_files(tmp_path / "m", LARGE["answers of a module"][0])
    monkeypatch.chdir(folder)
    told = "module.yaml:1: demo: what a learner can answer takes up to "
    assert f"\n{told}" in spread("check").output
    assert spread("build", "-o", tmp_path / "dist").output.startswith(f"Error: {told}")


def test_media_with_names_of_devices_are_built(
    tmp_path: Path, plugins: Plugins
) -> None:
    text = f"{LESSON}\n![A plug](media/aux.png)\n"
    folder = tmp_path / "m"
    write_files(folder, {"lessons/01-one.md": text, "media/aux.png": PNG})
    assert not errors_of(inspect([folder], plugins))
    clean_or_refused(folder, plugins, tmp_path / "dist")


KEY = "tittle: One\n"


def test_of_many_problems_of_one_kind_ten_are_told(
    tmp_path: Path, spread: Spread
) -> None:
    text = f"---\n{KEY * 5000}---\n# One\n\n<b>\n"
    write_files(tmp_path / "m", {"lessons/01-one.md": text})
    said = spread("check", "m").output
    assert "m/lessons/01-one.md: and 4,990 more like this" in said
    assert said.count("unknown key") == 10
    assert "HTML is not read here: <b>" in said
    assert "5001 errors" in said
    assert len(said) < 5000
    assert len(spread("build", "m").output) < 5000


def test_an_open_front_matter_is_one_problem(tmp_path: Path, spread: Spread) -> None:
    text = "---\n" + "".join(f"key{k}: value\n" for k in range(5000))
    write_files(tmp_path / "m", {"lessons/01-one.md": text})
    said = spread("check", "m").output
    assert said.startswith("m/lessons/01-one.md:1: the front matter is never closed\n")
    assert "1 module: 1 error" in said


@pytest.mark.parametrize("line", ["hours: {}", "{}: x", "pass_mark: {}", "id: {}"])
def test_long_values_are_cut_in_messages(
    line: str, tmp_path: Path, spread: Spread
) -> None:
    yaml = f"{MODULE.replace('id: demo', '')}{line.format('9' * 900)}\n"
    write_files(tmp_path / "m", {"module.yaml": yaml})
    said = spread("check", "m").output
    assert "9" * 200 in said
    assert "9" * 201 not in said
