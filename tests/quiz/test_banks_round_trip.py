"""Out and in again: our question -> a bank -> the same question."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.bank_modules import data, edition, one, without, write_module
from spread_elearn.model import Edition
from spread_elearn_quiz.banks.gift import gift
from spread_elearn_quiz.banks.incoming.importing import read_bank
from spread_elearn_quiz.banks.incoming.write import write_lesson
from spread_elearn_quiz.banks.losses import Losses
from spread_elearn_quiz.banks.moodle_xml import moodle_xml

PROSE = """::: question {#prose outcome=K1 points=2}
Who keeps **money** & *rights* in `a < b`, \\*not\\* 1\\. {x}?

- a list
- of two

See ![Who signs](media/roles.png), [this](https://example.org/a_b?c=d&e=f).

- [ ] The intermediary ~ = # { } : \\\\ [x] -> 50 %
  > A *quote*; core tasks: 100% {not} handed over.
- [x] The beneficiary // \\[no gap
  > Right.

::: hint
Think of #1.
:::

::: answer
Because.

Two paragraphs.
:::

> Shown after any answer.
>
> ```
> code  { = }
>   more
> ```
:::
"""
CASES = {
    "choice": "Which?\n\n- [ ] a\n- [x] b\n  > Good",
    "multiple of one": "Which?\n\n- [x] a\n- [ ] b",
    "multiple of three": "Which?\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d",
    "true": "So?\n\n- [x] True\n  > Yes\n- [ ] False\n  > No",
    "false": "So?\n\n- [ ] True\n- [x] False\n\n> Well.",
    "yes or no": "So?\n\n- [ ] Yes\n- [x] No",
    "match": "Match.\n\ncat *1*\n: meow = x\n\ndog -> y\n: \\- woof\n\n…\n: moo",
    "number": "How many?\n\n= 25 +- 0.5\n= 1..4\n= -7\n\n~ 8\n> No.\n\n~ 9\n> No.",
    "short": "What?\n\n= will | way \\| = ~ # * {x} \\d: [y]\n\n~ wish | wosh\n> No.",
    "number as text": "What?\n\n= 1st\n\n~ 2nd\n> No.",
    "one gap": "Roses are [[red|rose ~ = # { * \\n]]",
    "reflection": "What?\n\n1. a\n2. b\n\n::: answer\nThis.\n:::",
}
ATTRIBUTES = {
    "multiple of one": " type=multiple",
    "reflection": " type=reflection",
    "number as text": " type=short",
}
XML_ONLY = {
    "order": "Sort.\n\n1. \\# First\n2. Then\n3. \\- Last\n\n> Well.",
    "gaps": "The G is [[goal|aim ~ #1 }]] {1}, the W [[will & \\* way]].\n\n1. a",
}
GAPS = {"gaps": " type=gaps points=2"}


def question(name: str) -> str:
    text = {**CASES, **XML_ONLY}[name]
    attributes = {**ATTRIBUTES, **GAPS}.get(name, "")
    return f"::: question {{#it{attributes}}}\n{text}\n:::\n"


def again(bank: bytes, folder: Path) -> Edition:
    """The bank imported into a module of its own, which has no mistakes."""
    file = folder / "bank"
    file.write_bytes(bank)
    found, title = read_bank(file, "en")
    media = {f"media/{name}": content for name, content in found.media.items()}
    text = write_lesson(found, title)
    return edition(write_module(folder / "second", text, media))


@pytest.mark.parametrize("name", [*CASES, *XML_ONLY])
def test_moodle_xml_brings_the_same_question_back(name: str, tmp_path: Path) -> None:
    first = one(tmp_path / "first", question(name))
    second = again(moodle_xml(first, Losses("x")), tmp_path)
    assert [*map(data, second.questions)] == [*map(data, first.questions)]


@pytest.mark.parametrize("name", CASES)
def test_gift_brings_the_same_question_back(name: str, tmp_path: Path) -> None:
    first = one(tmp_path / "first", question(name))
    second = again(gift(first, Losses("x")).encode(), tmp_path)
    assert [*map(data, second.questions)] == [*map(data, first.questions)]


def test_moodle_xml_keeps_hint_points_outcome_picture_and_marks(
    tmp_path: Path,
) -> None:
    first = one(tmp_path / "first", PROSE)
    losses = Losses("x")
    second = again(moodle_xml(first, losses), tmp_path)
    assert [*map(data, second.questions)] == [*map(data, first.questions)]
    assert losses.found == []
    pictures = [each.path.read_bytes() for each in second.module.media]
    assert pictures == [each.path.read_bytes() for each in first.module.media]


def test_gift_keeps_all_but_hint_and_points_and_names_those(tmp_path: Path) -> None:
    first = one(tmp_path / "first", PROSE)
    losses = Losses("gift")
    [second] = again(gift(first, losses).encode(), tmp_path).questions
    [given] = first.questions
    assert data(second) == without(given, hint=(), points=1)
    told = "\n".join(map(str, losses.found))
    assert "GIFT has no hints" in told
    assert "2 points" in told
    assert all(str(loss.source) == "lessons/01-one.md:6" for loss in losses.found)


@pytest.mark.parametrize("name", XML_ONLY)
def test_gift_says_what_it_leaves_out(name: str, tmp_path: Path) -> None:
    losses = Losses("gift")
    text = gift(one(tmp_path / "first", question(name)), losses)
    assert "[id:it]" not in text
    assert "It is left out." in str(losses.found)
