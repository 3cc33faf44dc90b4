"""What ``check``, ``verify``, ``compare`` and ``info`` say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

import packages
from small_modules import LESSON, tree, write_module
from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins

Spread: TypeAlias = Callable[..., Result]
THIRD_PARTY = Path(__file__).parents[1] / "thirdparty"
QUESTION = "\n::: question {#so}\nIs it so?\n\n- [x] Yes\n- [ ] No\n:::\n"
QUIZ = (
    "---\nminutes: 1\nassessment: true\n---\n# Test\n\nA few words to read.\n"
    + QUESTION
)


# check


def test_check_of_a_good_module_ends_with_0(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m")
    result = spread("check", "m")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 module: no mistakes found\n"


def test_check_tells_all_mistakes_of_all_modules_and_counts_them(
    spread: Spread, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        lesson = LESSON.replace("1", "90").format(title="One") + "\n::: x\n:::\n"
        write_module(tmp_path / name, {"lessons/01-one.md": lesson})
    result = spread("check")
    assert result.exit_code == 1
    for name in ("a", "b"):
        assert f'{name}/lessons/01-one.md:8: there is no kind "x"' in result.stdout
    assert result.stdout.endswith("2 modules: 2 errors, 2 warnings\n")
    assert not (tmp_path / "dist").exists()


def test_warnings_end_with_1_only_where_they_count_as_errors(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\nWords.\n"})
    assert spread("check", "m").exit_code == 0
    strict = spread("check", "m", "--strict")
    assert strict.exit_code == 1
    assert "1 module: 0 errors, 1 warning" in strict.stdout


def test_check_speaks_json(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\n![](media/é.png)\n"})
    result = spread("check", "m", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    [problem] = [each for each in found if each["code"] == "image-alt"]
    assert set(problem) == {"level", "file", "line", "message", "hint", "code"}
    assert (problem["level"], problem["line"]) == ("error", 3)
    assert problem["file"] == "m/lessons/01-one.md"
    assert "é.png" in result.stdout


def test_json_of_no_mistakes_is_an_empty_list(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m")
    assert json.loads(spread("check", "m", "--json").stdout) == []


@pytest.mark.usefixtures("spread")
def test_fix_mends_what_needs_no_decision_and_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(THIRD_PARTY)
    cli = make_cli(Plugins())  # with the stranger's plugin

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, [*arguments])

    counter = "::: counter Count it {most=3}\r\nHow often?\n:::\n"
    text = f"---\nminutes: 1\n---\n# One\n\n{counter}"
    folder = write_module(tmp_path / "m", {"lessons/01-one.md": text})
    assert "this counter has no id" in run("check", "m").stdout
    result = run("check", "m", "--fix")
    assert result.exit_code == 0
    line = "::: counter Count it {#count-it most=3}"
    assert f"m/lessons/01-one.md:6: now {line}\n" in result.stdout
    mended = text.replace("{most=3}", "{#count-it most=3}").replace("\r", "")
    assert (folder / "lessons/01-one.md").read_text("utf-8") == mended
    before = tree(folder)
    assert run("check", "m", "--fix").stdout == "1 module: no mistakes found\n"
    assert tree(folder) == before


def test_check_writes_nothing(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\n::: x\n:::\n"})
    before = tree(tmp_path)
    spread("check", "m", "--fix", "--strict")
    assert tree(tmp_path) == before


# verify and compare


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.zip"
    path.write_bytes(packages.scorm12())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.zip"
    path.write_bytes(packages.scorm12(files={"style.css": None}))
    return path


def test_verify_ends_with_0_where_everything_conforms(
    spread: Spread, good: Path
) -> None:
    result = spread("verify", good)
    assert result.exit_code == 0
    assert re.search(rf"^{good}: conforms", result.stdout, re.M)


def test_verify_ends_with_1_where_one_does_not_and_judges_all(
    spread: Spread, good: Path, bad: Path
) -> None:
    result = spread("verify", bad, good)
    assert result.exit_code == 1
    assert re.search(rf"^{bad}: does not conform \(\d errors?\)", result.stdout, re.M)
    assert re.search(rf"^{good}: conforms", result.stdout, re.M)
    assert "style.css" in result.stdout


def test_verify_of_what_is_no_zip_ends_with_1(spread: Spread, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    result = spread("verify", "no.zip")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "This is not a zip file" in result.stdout


def test_verify_speaks_json(spread: Spread, good: Path, bad: Path) -> None:
    result = spread("verify", good, bad, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not [each for each in found[str(good)] if each["level"] == "error"]
    errors = [each for each in found[str(bad)] if each["level"] == "error"]
    assert set(errors[0]) == {"level", "place", "message", "hint", "code"}


def test_compare_ends_with_1_only_where_it_is_asked_to_and_learners_lose(
    spread: Spread, tmp_path: Path, good: Path
) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(packages.scorm12({'identifier="I1"': 'identifier="I2"'}))
    assert spread("compare", good, good, "--strict").exit_code == 0
    assert spread("compare", good, other).exit_code == 0
    strict = spread("compare", good, other, "--strict")
    assert strict.exit_code == 1
    assert "I1" in strict.stdout


def test_an_updated_module_keeps_its_learners(spread: Spread, tmp_path: Path) -> None:
    folder = write_module(tmp_path / "m")
    spread("build", "m", "-o", "old")
    lesson = LESSON.format(title="Between")
    write_module(folder, {"lessons/015-new.md": lesson}, "version: 1.1.0\n")
    spread("build", "m", "-o", "new")
    packages_ = ("old/m-1.0.0.en.scorm12.zip", "new/m-1.1.0.en.scorm12.zip")
    assert spread("compare", *packages_, "--strict").exit_code == 0


def test_what_is_no_package_cannot_be_compared(
    spread: Spread, tmp_path: Path, good: Path
) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    result = spread("compare", "no.zip", good)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


# info


def about(spread: Spread, folder: Path, *lessons: str, more: str = "") -> str:
    files = {f"lessons/{n:02}-l{n}.md": text for n, text in enumerate(lessons, 1)}
    write_module(folder, files, more)
    result = spread("info", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_info_of_a_plain_module(spread: Spread, tmp_path: Path) -> None:
    page = "---\nrole: page\n---\n# Help\n\nSome more words.\n"
    short = "# Short\n\nWords.\n"
    told = about(spread, tmp_path / "m", LESSON.format(title="One"), page, short)
    assert told.splitlines()[:3] == [
        "A small module (m 1.0.0)",
        "  CC-BY-4.0, no authors named",
        "  Languages: en (source)",
    ]
    assert "  l1: One, 1 min, 5 words\n" in told
    assert "  l2: Help (page), 1 min, 3 words\n" in told
    assert "  Together 2 minutes\n" in told
    assert "  Complete: all lessons seen.\n  Then the status is completed.\n" in told
    assert "None is sent: the module has no assessment." in told
    assert re.search(r"at most \d+ characters \(4096 in scorm12, 64000 in", told)
    assert "course structure in player: disabled" in told
    assert told.endswith("Completion: require status Completed\n")


def test_info_of_a_module_with_an_assessment(spread: Spread, tmp_path: Path) -> None:
    yaml = "pass_mark: 70\nattempts: 3\n"
    told = about(spread, tmp_path / "m", LESSON.format(title="One"), QUIZ, more=yaml)
    assert "  l2: Test, assessment\n" in told
    assert "all lessons seen and every assessment submitted" in told
    assert "passed from 70 of 100" in told
    assert "until the 3 tries are used up; then it is failed" in told
    assert "Grade to pass: 70\n" in told
    assert told.endswith("Completion: require status Passed\n")


def test_info_never_asks_for_a_status_that_is_not_sent(
    spread: Spread, tmp_path: Path
) -> None:
    told = about(spread, tmp_path / "m", LESSON.format(title="One"), QUIZ)
    assert "every assessment submitted.\n  Then the status is completed." in told
    assert "Grade to pass" not in told
    assert told.endswith("Completion: require status Completed\n")


def test_info_of_lessons_that_are_scos(spread: Spread, tmp_path: Path) -> None:
    yaml = "pass_mark: 70\nsco: lesson\n"
    told = about(spread, tmp_path / "m", LESSON.format(title="One"), QUIZ, more=yaml)
    assert "Each lesson is an item of its own" in told
    assert "course structure in player: to the side" in told
    assert told.endswith("require status Passed and Completed, from all SCOs\n")


def test_info_tells_who_may_restore_a_course(spread: Spread, tmp_path: Path) -> None:
    told = about(spread, tmp_path / "m", LESSON.format(title="One"))
    assert "A manager restores everything." in told
    assert "imports the file .moodle-glossary.xml" in told
    assert "Restoring again makes a second copy." in told


def test_info_of_a_module_with_mistakes_tells_them(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\n::: x\n:::\n"})
    result = spread("info", "m")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "m/lessons/01-one.md:3" in result.stderr


def test_info_of_several_modules_has_an_empty_line_between(
    spread: Spread, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        write_module(tmp_path / name)
    told = spread("info").stdout
    assert re.findall(r"\n\nA small module \((\w)", f"\n\n{told}") == ["a", "b"]
