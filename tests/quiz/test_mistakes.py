"""Every mistake in a question, with its line, in words, and all in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

import spread_elearn_quiz
from authoring import (
    FRONT,
    MODULE,
    MakePlugins,
    ModuleFolder,
    Pair,
    problems,
    read_pairs,
)

FOLDER = Path(__file__).parent / "fixtures" / "mistakes"
PAIRS = [pair for path in sorted(FOLDER.glob("*.md")) for pair in read_pairs(path)]
OUTCOMES = f"""{MODULE}outcomes:
  - {{id: K1, kind: knowledge, text: Know}}
  - {{id: S1, kind: skill, text: Do}}
"""
QUESTION = """
::: question {{#{id} {more}}}
Who keeps the money?

- [x] One
- [ ] Two
:::
"""


def asked(id_: str, more: str = "outcome=K1") -> str:
    return QUESTION.format(id=id_, more=more)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.title)
def test_every_mistake_is_told_with_its_line_and_what_to_do(
    pair: Pair, module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    folder = module_folder({"lessons/01-one.md": pair.given})
    found = problems(folder, plugins(spread_elearn_quiz))
    said = (each for each in found if each.code not in ("minutes", "minutes-missing"))
    assert "".join(f"{each}\n" for each in said) == pair.wanted, pair.line


LESSONS = {
    "an unknown outcome": (
        f"---\noutcomes: [K1, S1]\n---\n# One\n{asked('a')}{asked('b', 'outcome=S2')}",
        [
            'lessons/01-one.md:13: question "b": there is no outcome S2',
            "module.yaml:7: warning: no question tests S1",
        ],
    ),
    "an assessment without questions": (
        "---\noutcomes: [K1, S1]\nassessment: true\n---\n# One\n\n"
        "::: question {#sure rating=5}\nHow sure?\n:::\n",
        [
            "lessons/01-one.md:3: this assessment has no question that brings points",
            "module.yaml:6: warning: no question tests K1",
            "module.yaml:7: warning: no question tests S1",
        ],
    ),
    "a draw larger than the pool": (
        "---\noutcomes: [K1, S1]\nassessment: true\ndraw: 3\n---\n# One\n"
        f"{asked('a')}{asked('b', 'outcome=S1')}",
        [
            "lessons/01-one.md:4: draw: 3, but there are only 2 questions that bring "
            "points"
        ],
    ),
    "unequal points where questions are drawn": (
        "---\noutcomes: [K1, S1]\nassessment: true\ndraw: 1\n---\n# One\n"
        f"{asked('a')}{asked('b', 'outcome=S1 points=2')}",
        ['lessons/01-one.md:15: question "b": 2 points, but "a" has 1'],
    ),
    "a draw where nothing is assessed": (
        "---\noutcomes: [K1, S1]\ndraw: 1\nshuffle: true\n---\n# One\n"
        f"{asked('a')}{asked('b', 'outcome=S1')}",
        [
            "lessons/01-one.md:3: warning: draw: does nothing in a lesson that is no "
            "assessment",
            "lessons/01-one.md:4: warning: shuffle: does nothing in a lesson that is no "
            "assessment",
        ],
    ),
    "no questions at all": ("---\noutcomes: [K1, S1]\n---\n# One\n\nText.\n", []),
}


@pytest.mark.parametrize(("text", "wanted"), LESSONS.values(), ids=LESSONS)
def test_what_questions_and_lessons_say_of_each_other_is_checked(
    text: str, wanted: list[str], module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    folder = module_folder({"module.yaml": OUTCOMES, "lessons/01-one.md": text})
    found = problems(folder, plugins(spread_elearn_quiz))
    said = [str(each).partition("\n")[0] for each in found if each.hint]
    assert [
        each for each in said if "minutes" not in each and "how long" not in each
    ] == wanted


def test_an_id_twice_in_two_lessons_is_found(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    lesson = f"{FRONT}# One\n{asked('same', '')}"
    files = {"lessons/01-one.md": lesson, "lessons/02-two.md": lesson}
    found = problems(module_folder(files), plugins(spread_elearn_quiz))
    assert [str(each.source) for each in found if each.code == "id-twice"] == [
        "lessons/02-two.md:6"
    ]


def test_the_id_that_is_missing_can_be_put_in_by_a_fix(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    text = (
        f"{FRONT}# One\n{QUESTION.replace('{{#{id} {more}}}', '{{points=2}}')}".replace(
            "{{", "{"
        ).replace("}}", "}")
    )
    found = problems(
        module_folder({"lessons/01-one.md": text}), plugins(spread_elearn_quiz)
    )
    [fix] = [fix for each in found for fix in each.fixes]
    [edit] = fix.edits
    assert (edit.old, edit.text) == ("{points=2}", "{#who-keeps-the-money points=2}")
