"""Drafts as a lesson's markdown, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from spread_elearn import escape_markdown, guard_markdown
from spread_elearn_quiz.banks.incoming.draft import Bank, Draft, Option


def write_lesson(bank: Bank, title: str) -> str:
    """A heading, then the questions; a heading for each category, if several."""
    several = len({draft.category for draft in bank.drafts}) > 1
    parts = [f"# {_heading(title)}"]
    category = ""
    for draft in bank.drafts:
        if several and draft.category != category:
            category = draft.category
            parts.append(f"## {_heading(last_of(category))}")
        parts.append(write_draft(draft))
    return "\n\n".join(parts) + "\n"


def last_of(category: str) -> str:
    """The last part of a category's path: ``//`` is a slash in a name."""
    parts = category.replace("//", "\x00").split("/")
    return parts[-1].replace("\x00", "/").strip() or "Questions"


def _heading(text: str) -> str:
    return escape_markdown(" ".join(text.split())).rstrip("#").strip()


def write_draft(draft: Draft) -> str:
    if draft.type == "text":
        return draft.stem
    return "\n\n".join([f"::: question {{{_attributes(draft)}}}\n" + _inside(draft)])


def _attributes(draft: Draft) -> str:
    parts = [f"#{draft.id}"]
    rights = sum(option.right for option in draft.options)
    if draft.type == "multiple" and rights == 1:
        parts.append("type=multiple")
    if draft.type in ("reflection", "gaps") and _ends_in_list(draft.stem):
        parts.append(f"type={draft.type}")
    if draft.type == "short" and any(text[:1].isdigit() for text in _texts(draft)):
        parts.append("type=short")
    if draft.outcome:
        parts.append(f"outcome={draft.outcome}")
    if draft.points != "1" and draft.type != "reflection":
        parts.append(f"points={draft.points}")
    return " ".join(parts)


def _texts(draft: Draft) -> Iterator[str]:
    """What is compared, without a sign that numbers may have."""
    yield from (text.lstrip("+-−") for text in draft.accepted)


def _inside(draft: Draft) -> str:
    parts = [_stem(draft)]
    if body := "\n".join(_body(draft)):
        parts.append(body.strip("\n"))
    parts += [
        f"::: {name}\n{text}\n:::"
        for name, text in (("hint", draft.hint), ("answer", draft.answer))
        if text
    ]
    if draft.feedback:
        parts.append(_quote(draft.feedback))
    return "\n\n".join(parts) + "\n:::"


def _stem(draft: Draft) -> str:
    """The stem; a list at its end would run into the list of choices."""
    stem = draft.stem or guard_markdown(escape_markdown(draft.name))
    start = _list_at_end(stem)
    if draft.type in ("gaps", "reflection") or not start:
        return stem
    parts = stem.split("\n\n")
    lines = [line for part in parts[-start:] for line in part.split("\n")]
    flat = [f"– {text}" for line in lines if (text := _bare(line))]
    return "\n\n".join([*parts[:-start], *flat])


def _bare(line: str) -> str:
    """A line of a list without its sign; of code inside it, the words."""
    text = re.sub(r"^(?:\s|- |\d+\. )+", "", line).rstrip("\\")
    return "" if text.startswith("```") else text


def _ends_in_list(stem: str) -> bool:
    return bool(_list_at_end(stem))


def _list_at_end(stem: str) -> int:
    """How many paragraphs the list takes that ends the stem; 0 without one."""
    count = 0
    for number, part in enumerate(reversed(stem.split("\n\n")), 1):
        if re.match(r"- |\d+\. ", part):
            count = number
        elif not part.startswith(" "):
            break
    return count


def _body(draft: Draft) -> Iterator[str]:
    for number, option in enumerate(draft.options, 1):
        yield from _option(draft.type, number, option)
    if draft.type == "number":
        yield from (f"= {number}" for number in draft.accepted)
    elif draft.accepted:
        yield f"= {_alternatives(draft.accepted)}"
    for feedback, wrongs in _grouped(draft):
        yield f"\n~ {_alternatives(wrongs)}\n{_quote(feedback)}"


def _grouped(draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """(feedback, wrong texts that it is for); each number has its own."""
    for place, same in groupby(
        enumerate(draft.known),
        lambda each: (each[1][1], each[0] if draft.type == "number" else 0),
    ):
        yield place[0], [known[0] for _, known in same]


def _alternatives(texts: list[str]) -> str:
    return " | ".join(text.replace("|", "\\|") for text in texts)


def _option(type_: str, number: int, option: Option) -> Iterator[str]:
    if type_ == "match":
        term = guard_markdown(option.text) or "…"
        yield f"\n{term}\n: {guard_markdown(option.match)}"
        return
    box = f"- [{'x' if option.right else ' '}] "
    mark = f"{number}. " if type_ == "order" else box
    yield mark + guard_markdown(option.text)
    if option.feedback:
        pad = "   " if type_ == "order" else "  "
        yield "\n".join(pad + line for line in _quote(option.feedback).split("\n"))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
