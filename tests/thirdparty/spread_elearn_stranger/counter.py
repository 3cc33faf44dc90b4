"""``::: counter``: an activity with a state, words in its data, a neutral Question."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Problem,
    Prose,
    Question,
    SourceError,
    words,
)


@dataclass(frozen=True, slots=True)
class Counter:
    """How often to click, and the words around it."""

    most: int
    title: Token | None = words("heading", None)
    body: Prose = ()
    unit: str = words("hint", "")


def parse(tokens: Prose, attributes: Attributes) -> Counter:
    most = attributes.get("most", "9")
    if not most.isdecimal():
        raise SourceError(
            [
                Problem(
                    "error",
                    attributes.source,
                    f"most={most} is no number",
                    "Write: {most=9}",
                    "stranger-most",
                )
            ]
        )
    return Counter(int(most), attributes.title, tokens, attributes.get("unit"))


def state_size(activity: Activity) -> int:
    return len(str(activity.data.most))


def question(activity: Activity) -> Question:
    most = str(activity.data.most)
    return Question(
        activity.id,
        "number",
        activity.data.body,
        accepted=(most,),
        source=activity.source,
    )


KIND = ActivityKind(
    "counter",
    parse,
    "stranger/counter.html",
    attributes=frozenset({"most", "unit"}),
    needs_id=True,
    state_size=state_size,
    minutes=lambda activity: 0.5,
    question=question,
)
