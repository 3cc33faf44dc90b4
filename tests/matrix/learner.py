"""A learner with a package: what they do, and what the page tells them.

Everything that these tests know of the player's page stands here, as a learner meets
it: what is shown, what can be pressed, what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .browsers import Browser
from .hosts import Host

LESSON = "main > article"
HEADING = "main > article h1"
NEXT = "[data-next]"
FINISH = "[data-finish]"
CONTENTS = ".toc a"
PROGRESS = ".bar progress"
SAVING = "#save"
NOTICE = "[data-note]"
DONE = '[data-note="done"]'
TASK_BOX = "spread-task input[type=checkbox]"
TERM = "main a.term"
TERM_BOX = ".pop[role=dialog]"
LANGUAGE = ".lang select"
QUESTION = "spread-question"
ANSWERED = "[data-answered]"
SUBMIT = "[data-submit]"
DIALOG = "dialog[open]"
CONFIRM = "dialog[open] [data-confirm]"
BACK = "dialog[open] [data-back]"
VERDICT = "[data-verdict]"
SCORE = "[data-score]"

SHOWN = f"""() => [...document.querySelectorAll("{LESSON}")]
  .filter((one) => one.getClientRects().length > 0).map((one) => one.id).join()"""
TEXT = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.getClientRects().length > 0)
  .map((one) => one.textContent.replace(/\\s+/g, " ").trim()).join(" ")"""
SAVED = f"""() => document.querySelector("{SAVING}")?.dataset.status"""
# The questions of the lesson on the screen; a solution is what the page itself judges
# by, so that a test needs no list of right answers.
QUESTIONS = f"""() => [...document.querySelectorAll("{QUESTION}")]
  .filter((one) => one.getClientRects().length > 0)
  .map((one) => ({{
    id: one.dataset.id,
    lesson: one.closest("main > article").id,
    type: one.dataset.type,
    scored: "scored" in one.dataset,
    points: Number(one.dataset.points ?? 1),
    solution: JSON.parse(one.dataset.solution || "{{}}"),
    options: [...one.querySelectorAll("input")].map((field) => field.value),
    steps: [...one.querySelectorAll("li[data-id]")].map((step) => step.dataset.id),
  }}))"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the screen."""

    id: str
    lesson: str
    type: str
    scored: bool
    points: float
    solution: dict[str, Any]
    options: list[str]
    steps: list[str]

    @property
    def at(self) -> str:
        return f'{QUESTION}[data-id="{self.id}"]'


@dataclass(frozen=True, slots=True)
class Result:
    """What the page says of a try."""

    verdict: str
    score: float


class Learner:
    """One learner in one browser, with one package in one LMS."""

    def __init__(self, browser: Browser, host: Host) -> None:
        self.browser = browser
        self.host = host

    def start(self) -> None:
        """Press the LMS's "Enter"; over when the page says how work is kept."""
        self.browser.open(self.host.launch())
        self.arrive()

    def arrive(self) -> None:
        """Into the SCO's frame, as soon as its page stands."""
        self.browser.enter(*self.host.frames)
        self.browser.wait(f"() => ({SAVED})() && ({SHOWN})()", what="the player")

    def leave(self) -> None:
        """Go to another page of the LMS."""
        self.browser.open("about:blank")
        self.host.rest(is_closed=True)

    def come_back(self) -> None:
        """After some reading close the window, and start again in another."""
        self.is_saved()
        self.host.rest()
        self.browser.close_window()
        self.host.rest(is_closed=True)
        self.start()

    # What the page tells

    @property
    def lesson(self) -> str:
        return str(self.browser.evaluate(SHOWN))

    @property
    def heading(self) -> str:
        return self.text(HEADING)

    def text(self, selector: str) -> str:
        """What is shown there, in one line."""
        return str(self.browser.evaluate(TEXT, selector))

    @property
    def progress(self) -> int:
        script = f'() => document.querySelector("{PROGRESS}").value'
        return int(self.browser.evaluate(script))

    @property
    def saving(self) -> str:
        return str(self.browser.evaluate(SAVED))

    def is_saved(self) -> None:
        """Wait until the page says that the LMS has it, or keeps nothing in review."""
        script = f'() => ["saved", "review"].includes(({SAVED})())'
        assert self.browser.comes(script, seconds=12), f"it says: {self.saving}"

    def has_seen(self, lessons: int) -> None:
        """Wait until the page tells of so many lessons: it may have to read again."""
        script = f'(n) => document.querySelector("{PROGRESS}").value === n'
        assert self.browser.comes(script, lessons, seconds=6), self.progress

    @property
    def result(self) -> Result:
        # 54.5 and 54,5 are one number, in whatever language it is told.
        score = re.sub(r"[^\d.]", "", self.text(SCORE).replace(",", "."))
        return Result(self.text(VERDICT), float(score))

    # What the learner does

    def read_on(self) -> None:
        """Next; over when the next lesson is shown."""
        before = self.lesson
        self.browser.click(f"{LESSON} {NEXT}")
        self.browser.wait(
            f"(before) => ![before, ''].includes(({SHOWN})())", before, what="Next"
        )

    def read_to_the_end(self) -> None:
        while self.browser.is_shown(f"{LESSON} {NEXT}"):
            self.read_on()

    def go_to(self, lesson: str) -> None:
        """By the list of contents."""
        self.browser.click(f'{CONTENTS}[href="#{lesson}"]')
        self.browser.wait(f"(wanted) => ({SHOWN})() === wanted", lesson, what=lesson)

    def tick(self) -> None:
        """The first box of the task on the screen."""
        self.browser.click(TASK_BOX)

    def is_ticked(self) -> bool:
        script = f"""() => [...document.querySelectorAll("{TASK_BOX}")]
          .find((one) => one.getClientRects().length > 0).checked"""
        return bool(self.browser.evaluate(script))

    def questions(self) -> list[Question]:
        found = self.browser.evaluate(QUESTIONS)
        return [Question(**each) for each in found]

    def take_the_quiz(self, wrong: int = 0) -> None:
        """Answer all questions of the assessment, the first *wrong* of those that one
        clicks on badly, and hand in."""
        for question in self.questions():
            if wrong and question.scored and question.type in {"choice", "truefalse"}:
                self.choose(question, self._another(question))
                wrong -= 1
            else:
                self.answer(question)
        assert wrong == 0, "no question here can be answered badly"
        self.browser.click(SUBMIT)
        self.browser.click(CONFIRM)
        self.browser.wait(f"() => ({TEXT})('{VERDICT}')", what="the result")

    def _another(self, question: Question) -> str:
        right = question.solution["right"]
        return next(each for each in question.options if each not in right)

    def answer(self, question: Question) -> None:
        """Give the right answer; where there is none, any."""
        hands: dict[str, Callable[[Question], None]] = {
            "choice": self._tick_right,
            "truefalse": self._tick_right,
            "multiple": self._tick_right,
            "rating": self._rate,
            "match": self._match,
            "order": self._order,
            "gaps": self._fill_gaps,
            "number": self._type_number,
            "short": self._type_word,
            "reflection": lambda _: None,
        }
        hands[question.type](question)

    def _tick_right(self, question: Question) -> None:
        for option in question.solution["right"]:
            self.choose(question, option)

    def _rate(self, question: Question) -> None:
        self.choose(question, question.options[0])

    def _match(self, question: Question) -> None:
        for left, right in question.solution["pairs"]:
            field = f'{question.at} select[data-left="{left}"]'
            self.browser.choose(field, right)

    def _fill_gaps(self, question: Question) -> None:
        for number, accepted in enumerate(question.solution["gaps"]):
            self.browser.fill(f"{question.at} input", accepted[0], number)

    def _type_number(self, question: Question) -> None:
        low, high = question.solution["ranges"][0]
        self.browser.fill(f"{question.at} input", f"{(low + high) / 2:g}")

    def _type_word(self, question: Question) -> None:
        self.browser.fill(f"{question.at} input", question.solution["accepted"][0])

    def choose(self, question: Question, option: str) -> None:
        """Click on an option's words, as one does."""
        self.browser.click(f'{question.at} label:has(input[value="{option}"])')

    def _order(self, question: Question) -> None:
        steps = list(question.steps)
        for place, step in enumerate(question.solution["order"]):
            for _ in range(steps.index(step) - place):
                row = f'li[data-id="{step}"]'
                self.browser.click(f"{question.at} {row} [data-up]")
            steps.remove(step)
            steps.insert(place, step)

    def finish(self) -> None:
        self.browser.click(f"{LESSON} {FINISH}")
