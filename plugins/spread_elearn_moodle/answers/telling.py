"""Statistics as lines for a teacher, or as JSON for another program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from spread_elearn import Edition

from .given import Report
from .statistics import Item, Statistics

_SAID = {"first": "first tries", "last": "last tries", "all": "all tries"}


def told(
    found: Statistics, report: Report, edition: Edition, which: str
) -> Iterator[str]:
    """The table: each question with its answers, outcomes, and what needs work."""
    module = edition.module
    learners = _many(found.learners, "learner")
    yield (
        f"{module.title}, version {module.version}, {edition.language}:"
        f" {learners}, {_SAID[which]}, {_many(len(found.items), 'question')}"
    )
    for number, item in enumerate(found.items, 1):
        yield ""
        yield from _item(number, item)
    if found.outcomes:
        texts = {each.id: each.text for each in module.outcomes}
        yield ""
        yield "By outcome:"
        for each in found.outcomes:
            asks = _many(each.questions, "question")
            yield f"  {_percent(each.facility)}  {each.id} {texts[each.id]}, {asks}"
    yield ""
    yield from _work(found)


def _item(number: int, item: Item) -> Iterator[str]:
    asked = item.asked
    outcome = f"  [{asked.outcome}]" if asked.outcome else ""
    yield f"{number}. {asked.stem}{outcome}"
    yield f"   {asked.place}"
    sharp = item.discrimination
    told = "" if sharp is None else f", discrimination {_decimal(sharp)}"
    yield (
        f"   {item.right} of {item.learners} right, facility"
        f" {_percent(item.facility).strip()}{told}"
    )
    for option in item.options:
        mark = "+" if option.right else "-"
        yield f"   {mark} {option.count:>3}  {option.words}"
    if item.hidden:
        yield f"   - {item.hidden:>3}  other words, each given by one or two"
    silent = item.learners - item.answered
    if silent:
        yield f"     {silent:>3}  no answer"


def _work(found: Statistics) -> Iterator[str]:
    items = [item for item in found.items if item.remarks]
    if not items:
        yield "No question stands out."
        return
    yield "Look at these:"
    for item in items:
        yield f"{item.asked.place}: {item.asked.id}: {'; '.join(item.remarks)}"


def as_json(found: Statistics, report: Report, edition: Edition, which: str) -> str:
    """The same for other programs; facility and discrimination have 4 decimals."""
    module = edition.module
    value: Mapping[str, Any] = {
        "module": module.id,
        "version": module.version,
        "language": edition.language,
        "report": report.kind,
        "tries": which,
        "learners": found.learners,
        "questions": [_item_value(item) for item in found.items],
        "outcomes": [
            {
                "id": each.id,
                "questions": each.questions,
                "facility": round(each.facility, 4),
            }
            for each in found.outcomes
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _item_value(item: Item) -> Mapping[str, Any]:
    asked, sharp = item.asked, item.discrimination
    return {
        "id": asked.id,
        "place": asked.place,
        "question": asked.stem,
        "type": asked.type,
        "outcome": asked.outcome or None,
        "learners": item.learners,
        "answered": item.answered,
        "right": item.right,
        "facility": round(item.facility, 4),
        "discrimination": None if sharp is None else round(sharp, 4),
        "answers": [
            {"words": each.words, "count": each.count, "right": each.right}
            for each in item.options
        ],
        "hidden": item.hidden,
        "remarks": [*item.remarks],
    }


def _percent(share: float) -> str:
    return f"{100 * share:>3.0f} %"


def _decimal(value: float) -> str:
    """Two places, and no minus before nothing."""
    return f"{round(value, 2) + 0.0:.2f}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
