"""An ImportedBank in, a lesson's markdown out, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from spread_elearn import escape_markdown, guard_markdown

from .importable import escape_answer
from .imported import ImportedBank, ImportedChoice, ImportedQuestion, last_of

_BULLETS = re.compile(r"^- ", re.MULTILINE)
_NUMBERS = re.compile(r"^(\d{1,9})[.)] ", re.MULTILINE)
_FENCE = re.compile(r"(?P<marks>`{3,})")
_DIGIT = re.compile(r"[-+−]?\d")


def write_lesson(bank: ImportedBank, title: str) -> str:
    """A heading, then the questions; a heading for each category, if several."""
    parts = [f"# {_heading(title)}", *write_parts(bank)]
    return "\n\n".join(parts) + "\n"


def write_parts(bank: ImportedBank) -> Iterator[str]:
    """The texts and questions of a bank, with the headings of their categories."""
    several = len({question.category for question in bank.questions}) > 1
    category = ""
    for question in bank.questions:
        if several and question.category != category:
            category = question.category
            yield f"## {_heading(last_of(category))}"
        yield write_question(question)


def _heading(text: str) -> str:
    escaped = escape_markdown(" ".join(text.split())).rstrip("#").strip()
    return escaped or "Questions"


def write_question(question: ImportedQuestion) -> str:
    """A question in its container; a text as it is."""
    if question.type == "text":
        return question.stem
    return f"::: question {{{attributes_of(question)}}}\n{_inside(question)}"


def attributes_of(question: ImportedQuestion) -> str:
    """What stands in the braces: the id, and what the shape does not tell."""
    parts = [f"#{question.id}"]
    rights = sum(choice.right for choice in question.choices)
    if question.type == "multiple" and rights == 1:
        parts.append("type=multiple")
    if question.type in ("reflection", "gaps") and _ends_in_list(question.stem):
        parts.append(f"type={question.type}")
    if question.type == "short" and any(map(_DIGIT.match, question.accepted)):
        parts.append("type=short")
    if question.outcome:
        parts.append(f"outcome={question.outcome}")
    if question.points != "1" and question.type != "reflection":
        parts.append(f"points={question.points}")
    return " ".join(parts)


def _inside(question: ImportedQuestion) -> str:
    parts = [_stem(question)]
    if body := "\n".join(_body(question)):
        parts.append(body.strip("\n"))
    parts += [
        f"::: {name}\n{text}\n:::"
        for name, text in (("hint", question.hint), ("answer", question.answer))
        if text
    ]
    if question.feedback:
        parts.append(_quote(question.feedback))
    return "\n\n".join(parts) + "\n:::"


def _stem(question: ImportedQuestion) -> str:
    """The stem; a list at its end must not run into the list of answers."""
    stem = question.stem or guard_markdown(escape_markdown(question.name))
    if not _ends_in_list(stem):
        return stem
    blocks = blocks_in(stem)
    if question.type == "order" and _NUMBERS.match(blocks[-1]):
        lines = _NUMBERS.sub(r"\1\\. ", blocks[-1]).split("\n")
        flat = [text for line in lines if (text := _without_sign(line))]
        return "\n\n".join([*blocks[:-1], *flat])
    if question.choices and question.type not in ("order", "match"):
        blocks[-1] = _BULLETS.sub("+ ", blocks[-1])
    return "\n\n".join(blocks)


def _without_sign(line: str) -> str:
    """A line of a list without its sign; of code inside it, the words."""
    text = re.sub(r"^(?:\s|[-*] )+", "", line).rstrip("\\")
    return "" if text.startswith("```") else text


def blocks_in(markdown: str) -> list[str]:
    """The outermost blocks of what we have written: code and lists are whole."""
    blocks: list[list[str]] = []
    marks, blank = "", 1
    for line in markdown.split("\n"):
        if not line and not marks:
            blank += 1
            continue
        inside = marks or line.startswith(" ")
        if blank and not inside:
            blocks.append([])
        elif blank:
            blocks[-1] += [""] * blank
        blank = 0
        blocks[-1].append(line)
        found = _FENCE.match(line)
        if marks:
            marks = "" if line == marks else marks
        elif found:
            marks = found["marks"]
    return ["\n".join(block) for block in blocks]


def _ends_in_list(stem: str) -> bool:
    blocks = blocks_in(stem)
    return bool(blocks and re.match(r"[-*] |\d{1,9}[.)] ", blocks[-1]))


def _body(question: ImportedQuestion) -> Iterator[str]:
    for number, choice in enumerate(question.choices, 1):
        yield from _choice(question.type, number, choice)
    if question.type == "number":
        yield from (f"= {number}" for number in question.accepted)
    elif question.accepted:
        yield f"= {_alternatives(question.accepted)}"
    for feedback, wrongs in _by_feedback(question):
        yield f"\n~ {_alternatives(wrongs)}\n{_quote(feedback)}"


def _by_feedback(question: ImportedQuestion) -> Iterator[tuple[str, list[str]]]:
    """(feedback, wrong texts that it is for); each number has its own."""
    for place, same in groupby(
        enumerate(question.known),
        lambda each: (each[1][1], each[0] if question.type == "number" else 0),
    ):
        yield place[0], [known[0] for _, known in same]


def _alternatives(texts: list[str]) -> str:
    return " | ".join(map(escape_answer, texts))


def _choice(type_: str, number: int, choice: ImportedChoice) -> Iterator[str]:
    if type_ == "match":
        term = guard_markdown(choice.text) or "…"
        yield f"\n{term}\n: {guard_markdown(choice.match)}"
        return
    box = f"- [{'x' if choice.right else ' '}] "
    mark = f"{number}. " if type_ == "order" else box
    yield mark + guard_markdown(choice.text)
    if choice.feedback:
        pad = "   " if type_ == "order" else "  "
        yield "\n".join(pad + line for line in _quote(choice.feedback).split("\n"))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
