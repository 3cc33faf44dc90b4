"""Modules with questions for the browser tests, and hands that answer them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import spread_elearn_quiz
from spread_elearn.build import Builder, Plan
from spread_elearn.plugins import Plugins

from .modules import OF

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Locator

    from .lms import Player

Answer: TypeAlias = str | Sequence[str]

STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.success_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}
LAST_ZERO = r"latency: sent [\d:.]+0, kept"
"""scorm-again keeps times without it."""
HEAD = """id: small
title: A small module
language: en
description: For a test.
pass_mark: 70
outcomes:
  - {id: K1, kind: knowledge, text: Roles of the five parties}
  - {id: K2, kind: knowledge, text: Tutor and mentor}
"""
TYPES = {
    "choice": """Who decides?

- [ ] The mentor
  > A mentor listens.
- [x] The tutor
  > Tasks are the tutor's.
- [ ] The school

> See lesson one.""",
    "truefalse": "Everybody signs.\n\n- [ ] True\n- [x] False",
    "multiple": """Which are warnings?

- [x] The mood falls
- [x] The log stays empty
- [ ] She asks questions
- [ ] She laughs""",
    "match": """Who looks after what?

Tutor
: tasks at work

Mentor
: settling in

…
: the evidence""",
    "order": "Put in order.\n\n1. Prepare\n2. Show\n3. Let try\n4. Let practise",
    "gaps": "Fill in.\n\nIt begins with the [[goal|aim]], and ends with the [[will]].",
    "number": "How many hours?\n\n= 25 +- 0.5\n\n~ 17\n> You left out two days.",
    "short": "What does W stand for?\n\n= will | way forward",
}
RIGHT: dict[str, Answer] = {
    "choice": "b",
    "truefalse": "b",
    "multiple": ["a", "b"],
    "match": ["a", "b"],
    "order": ["a", "b", "c", "d"],
    "gaps": ["Goal", "WILL"],
    "number": "24,5",
    "short": " way  Forward",
}
WRONG: dict[str, Answer] = {
    "choice": "a",
    "truefalse": "a",
    "multiple": ["c", "d"],
    "match": ["b", "a"],
    "order": ["b", "a", "d", "c"],
    "gaps": ["end", "wish"],
    "number": "17",
    "short": "wish",
}
PARTLY: dict[str, Answer] = WRONG | {
    "multiple": ["a"],
    "match": ["a", "c"],
    "order": ["a", "b", "d", "c"],
    "gaps": ["aim", "wish"],
}


def question(name: str, body: str, more: str = "") -> str:
    return f"::: question {{#{name} {more}}}\n{body}\n:::\n"


def all_types(more: str = "") -> str:
    """One question of each type that counts; its id is its type."""
    return "\n".join(question(name, body, more) for name, body in TYPES.items())


def assessment(questions: str, front: str = "") -> str:
    return (
        f"---\nminutes: 5\nassessment: true\n{front}---\n# Check\n\nHi.\n\n{questions}"
    )


def practice(questions: str) -> str:
    return f"---\nminutes: 5\noutcomes: [K1, K2]\n---\n# One\n\nHello.\n\n{questions}"


@cache
def builder() -> Builder:
    return Builder(Plugins(spread_elearn_quiz, installed=False))


@cache
def quiz(format_: str, lessons: tuple[str, ...], head: str = "") -> bytes:
    """A module of these lessons, ``l1``, ``l2`` ..., as a package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "small"
        (folder / "lessons").mkdir(parents=True)
        (folder / "module.yaml").write_text(HEAD + head, "utf-8")
        for number, text in enumerate(lessons, 1):
            path = folder / "lessons" / f"{number:02}-l{number}.md"
            path.write_text(text, "utf-8")
        shop = builder()
        shop.problems.clear()
        plan = Plan((folder,))
        editions = shop.editions(folder, plan)
        assert editions, "\n".join(map(str, shop.problems))
        return shop.package(shop.formats[format_], editions, plan).content


def at(frame: Frame, name: str) -> Locator:
    """A question on the screen, by its id."""
    return frame.locator(f"spread-question[data-id='{name}']:visible")


def tick(where: Locator, answer: Answer) -> None:
    for box in where.locator("input").all():
        box.set_checked((box.get_attribute("value") or "") in answer)


def choose_pairs(where: Locator, answer: Answer) -> None:
    for place, chosen in zip(where.locator("select").all(), answer, strict=True):
        place.select_option(chosen)


def move_up(where: Locator, answer: Answer) -> None:
    for place, step in enumerate(answer):
        while steps(where).index(step) > place:
            where.locator(f"[data-id='{step}'] [data-up]").click()


def fill_gaps(where: Locator, answer: Answer) -> None:
    for field, text in zip(where.locator("input").all(), answer, strict=True):
        field.fill(text)


def fill(where: Locator, answer: Answer) -> None:
    where.locator("input").fill(str(answer))


def choose(where: Locator, answer: Answer) -> None:
    where.locator(f"input[value='{answer}']").check()


def press_boxes(where: Locator, answer: Answer) -> None:
    for box in where.locator("input").all():
        if (box.get_attribute("value") or "") in answer:
            where.page.keyboard.press("Space")
        where.page.keyboard.press("Tab")


def type_pairs(where: Locator, answer: Answer) -> None:
    for place, chosen in zip(where.locator("select").all(), answer, strict=True):
        where.page.keyboard.type(place.locator(f"[value='{chosen}']").inner_text())
        where.page.keyboard.press("Tab")


def press_up(where: Locator, answer: Answer) -> None:
    for place, step in enumerate(answer):
        where.locator(f"[data-id='{step}'] [data-up]").focus()
        while steps(where).index(step) > place:
            where.page.keyboard.press("Enter")


def type_gaps(where: Locator, answer: Answer) -> None:
    for text in answer:
        where.page.keyboard.type(text)
        where.page.keyboard.press("Tab")


def type_text(where: Locator, answer: Answer) -> None:
    where.page.keyboard.type(str(answer))


def press_radio(where: Locator, answer: Answer) -> None:
    where.page.keyboard.press("Space")
    for _ in range(ord(str(answer)) - ord("a")):
        where.page.keyboard.press("ArrowDown")


Hand: TypeAlias = "Callable[[Locator, Answer], None]"
MOUSE: dict[str, Hand] = {
    "multiple": tick,
    "match": choose_pairs,
    "order": move_up,
    "gaps": fill_gaps,
    "number": fill,
    "short": fill,
}
KEYS: dict[str, Hand] = {
    "multiple": press_boxes,
    "match": type_pairs,
    "order": press_up,
    "gaps": type_gaps,
    "number": type_text,
    "short": type_text,
}


def by_mouse(where: Locator, answer: Answer) -> None:
    """Give an answer with the pointer, and in text fields with what one types."""
    MOUSE.get(where.get_attribute("data-type") or "", choose)(where, answer)


def by_keyboard(where: Locator, answer: Answer) -> None:
    """The same without a pointer: from the first field on, only keys."""
    where.locator("input, select, [data-up]").first.focus()
    KEYS.get(where.get_attribute("data-type") or "", press_radio)(where, answer)


def steps(where: Locator) -> list[str]:
    """The steps of an order as they stand."""
    found: list[str] = where.evaluate(
        "(one) => [...one.querySelectorAll('li[data-id]')].map((li) => li.dataset.id)"
    )
    return found


def value(player: Player, names: dict[str, str]) -> str:
    return player.value(names[OF[player.options.lms]])


def submit(frame: Frame) -> None:
    frame.locator("[data-submit]:visible").click()
    frame.locator("[data-confirm]:visible").click()
    frame.locator("[data-verdict]:visible").wait_for()


def answer_all(
    frame: Frame, answers: dict[str, Answer], hand: Callable[[Locator, Answer], None]
) -> None:
    for name, answer in answers.items():
        hand(at(frame, name), answer)


def interactions(player: Player) -> list[dict[str, str]]:
    """All that was sent of each answer, in order."""
    found: dict[int, dict[str, str]] = {}
    for call in player.calls:
        if not call.function.endswith("SetValue"):
            continue
        if name := re.match(r"cmi\.interactions\.(\d+)\.(.+)", call.arguments[0]):
            found.setdefault(int(name[1]), {})[name[2]] = call.arguments[1]
    return [found[n] for n in sorted(found)]
