"""An ImportedBank in, a lesson's markdown out, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from spread_elearn import escape_markdown, guard_markdown

from .imported import ImportedBank, ImportedChoice, ImportedQuestion


def write_lesson(bank: ImportedBank, title: str) -> str:
    """A heading, then the questions; a heading for each category, if several."""
    several = len({question.category for question in bank.questions}) > 1
    parts = [f"# {_heading(title)}"]
    category = ""
    for question in bank.questions:
        if several and question.category != category:
            category = question.category
            parts.append(f"## {_heading(last_of(category))}")
        parts.append(write_question(question))
    return "\n\n".join(parts) + "\n"


def last_of(category: str) -> str:
    """The last part of a category's path: ``//`` is a slash in a name."""
    parts = category.replace("//", "\x00").split("/")
    return parts[-1].replace("\x00", "/").strip() or "Questions"


def _heading(text: str) -> str:
    return escape_markdown(" ".join(text.split())).rstrip("#").strip()


def write_question(question: ImportedQuestion) -> str:
    if question.type == "text":
        return question.stem
    return f"::: question {{{_attributes(question)}}}\n{_inside(question)}"


def _attributes(question: ImportedQuestion) -> str:
    parts = [f"#{question.id}"]
    rights = sum(choice.right for choice in question.choices)
    if question.type == "multiple" and rights == 1:
        parts.append("type=multiple")
    if question.type in ("reflection", "gaps") and _list_at_end(question.stem):
        parts.append(f"type={question.type}")
    if question.type == "short" and any(
        text.lstrip("+-−")[:1].isdigit() for text in question.accepted
    ):
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
    """The stem; a list at its end would run into the list of choices."""
    stem = question.stem or guard_markdown(escape_markdown(question.name))
    start = _list_at_end(stem)
    if question.type in ("gaps", "reflection") or not start:
        return stem
    parts = stem.split("\n\n")
    lines = [line for part in parts[-start:] for line in part.split("\n")]
    flat = [f"– {text}" for line in lines if (text := _without_sign(line))]
    return "\n\n".join([*parts[:-start], *flat])


def _without_sign(line: str) -> str:
    """A line of a list without its sign; of code inside it, the words."""
    text = re.sub(r"^(?:\s|- |\d+\. )+", "", line).rstrip("\\")
    return "" if text.startswith("```") else text


def _list_at_end(stem: str) -> int:
    """How many paragraphs the list takes that ends the stem; 0 without one."""
    count = 0
    for number, part in enumerate(reversed(stem.split("\n\n")), 1):
        if re.match(r"- |\d+\. ", part):
            count = number
        elif not part.startswith(" "):
            break
    return count


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
    return " | ".join(text.replace("|", "\\|") for text in texts)


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
