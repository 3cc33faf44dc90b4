"""Answers of many -> how each question did. Nobody's name, no row, no order of people.

Facility is the mean part of the points. Discrimination is the correlation between the
points of a question and those of all others that the same learner was asked: it tells
whether those who know more get it right. Both are what Moodle's own quiz statistics
call so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .asked import Asked
from .given import Given, Try
from .judging import PAIR, Answer, right_answer, worth

FEWEST = 10
"""Learners below whom a correlation says nothing."""
HARD, EASY, BLUNT = 0.3, 0.95, 0.1
_COMMON = 3
"""A typed answer is shown where so many learners have given it: one alone may hold
what somebody wrote about themselves."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer in words, and how many gave it."""

    words: str
    count: int
    right: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question and what became of it."""

    asked: Asked
    learners: int
    """Who was asked."""
    answered: int
    right: int
    """Who has all of the points."""
    facility: float
    discrimination: float | None
    """None where there are too few learners, or no differences between them."""
    options: tuple[Option, ...]
    hidden: int
    """Typed answers that are not shown."""
    remarks: tuple[str, ...]
    """Why somebody should look at it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome over all its questions."""

    id: str
    questions: int
    facility: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that is told of a report."""

    learners: int
    items: tuple[Item, ...]
    outcomes: tuple[Outcome, ...]


def reckon(
    tries: Sequence[Try], questions: Sequence[Asked], names: frozenset[str]
) -> Statistics:
    """The numbers of each question, in the order of the module."""
    items = []
    for asked in questions:
        found = [(one, each) for one in tries for each in one.given if _is(each, asked)]
        if found:
            items.append(_item(asked, found, questions, names))
    learners = len({each.learner for each in tries})
    return Statistics(learners, tuple(items), tuple(_outcomes(items)))


def _is(given: Given, asked: Asked) -> bool:
    return given.question == asked.id


def _item(
    asked: Asked,
    found: Sequence[tuple[Try, Given]],
    questions: Sequence[Asked],
    names: frozenset[str],
) -> Item:
    shares = [given.share for _, given in found]
    facility = sum(shares) / len(shares)
    points = {each.id: each.question.points for each in questions}
    sharpness = _discrimination(asked, found, points)
    options, hidden = _options(asked, [each for _, each in found], names)
    remarks = _remarks(asked, facility, sharpness, options, len(found))
    return Item(
        asked,
        len(found),
        sum(bool(given.answer) for _, given in found),
        sum(share >= 1 for share in shares),
        facility,
        sharpness,
        options,
        hidden,
        tuple(remarks),
    )


def _discrimination(
    asked: Asked, found: Sequence[tuple[Try, Given]], points: Mapping[str, float]
) -> float | None:
    pairs = []
    for one, given in found:
        others = [each for each in one.given if not _is(each, asked)]
        most = sum(points[each.question] for each in others)
        if most:
            rest = sum(each.share * points[each.question] for each in others)
            pairs.append((given.share, rest / most))
    if len(pairs) < FEWEST:
        return None
    return _correlation(pairs)


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    count = len(pairs)
    mean_x = sum(x for x, _ in pairs) / count
    mean_y = sum(y for _, y in pairs) / count
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    spread_x = sum((x - mean_x) ** 2 for x, _ in pairs)
    spread_y = sum((y - mean_y) ** 2 for _, y in pairs)
    # Sums of thirds are never quite equal.
    if min(spread_x, spread_y) < 1e-12:
        return None
    return both / sqrt(spread_x * spread_y)


# ---- answers in words


def _options(
    asked: Asked, found: Sequence[Given], names: frozenset[str]
) -> tuple[tuple[Option, ...], int]:
    """The right answer first, then the others by how many gave them."""
    if asked.type in ("gaps", "number", "short"):
        return _typed(asked, found, names)
    if asked.type in ("match", "order"):
        counts = Counter(part for each in found for part in _parts(asked, each.answer))
        right = _parts(asked, right_answer(asked))
        words = {part: _part_words(asked, part) for part in [*right, *counts]}
    else:
        counts = Counter(id_ for each in found for id_ in each.answer)
        right = right_answer(asked)
        words = {id_: asked.lefts[id_] for id_ in asked.solution["ids"]}
    options = [Option(said, counts[id_], id_ in right) for id_, said in words.items()]
    return _sorted(options), 0


def _parts(asked: Asked, answer: Answer) -> Answer:
    """Pairs; of an order, each step with its place."""
    if asked.type == "match":
        return answer
    return tuple(f"{step}{PAIR}{n}" for n, step in enumerate(answer, 1) if step)


def _part_words(asked: Asked, part: str) -> str:
    left, _, right = part.partition(PAIR)
    if asked.type == "order":
        return f"{right}. {asked.lefts[left]}"
    return f"{asked.lefts[left]} - {asked.rights[right]}"


def _typed(
    asked: Asked, found: Sequence[Given], names: frozenset[str]
) -> tuple[tuple[Option, ...], int]:
    """Right answers by the module's own words; wrong ones where several gave them."""
    right = " / ".join(right_answer(asked))
    counts: Counter[str] = Counter()
    good = 0
    for each in found:
        if not each.answer:
            continue
        if each.share >= 1 or worth(asked, each.answer) >= 1:
            good += 1
        else:
            counts[" / ".join(text.strip() for text in each.answer)] += 1
    shown = {
        text: count
        for text, count in counts.items()
        if count >= _COMMON and not _names_somebody(text, names)
    }
    options = [Option(right, good, True)]
    options += [Option(text, count, False) for text, count in shown.items()]
    return _sorted(options), sum(counts.values()) - sum(shown.values())


def _names_somebody(text: str, names: frozenset[str]) -> bool:
    folded = text.casefold()
    return any(name in folded for name in names)


def _sorted(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple(
        sorted(options, key=lambda each: (not each.right, -each.count, each.words))
    )


# ---- what to look at


def _remarks(
    asked: Asked,
    facility: float,
    sharpness: float | None,
    options: Sequence[Option],
    learners: int,
) -> Iterator[str]:
    """In sentences. Nothing is said of a handful of learners."""
    if learners < FEWEST:
        return
    least = min((each.count for each in options if each.right), default=0)
    for option in options:
        if not option.right and option.count > least:
            yield f"more learners say “{option.words}” than what is right"
            break
    if facility < HARD:
        yield "few get it right"
    elif facility > EASY:
        yield "nearly everybody gets it right: it tells little"
    if sharpness is not None and sharpness < 0:
        yield "those who know more get it wrong more often: is the right answer right?"
    elif sharpness is not None and sharpness < BLUNT and facility <= EASY:
        yield "it does not tell those who know more from the others"
    unused = [each.words for each in options if not each.right and not each.count]
    if unused and asked.type in ("choice", "multiple"):
        said = ", ".join(f"“{each}”" for each in unused)
        yield f"nobody chooses {said}"


def _outcomes(items: Sequence[Item]) -> Iterator[Outcome]:
    """Over the points of all its questions."""
    for id_ in dict.fromkeys(item.asked.outcome for item in items):
        own = [item for item in items if item.asked.outcome == id_]
        most = sum(item.asked.question.points * item.learners for item in own)
        if id_ and most:
            got = sum(
                item.facility * item.asked.question.points * item.learners
                for item in own
            )
            yield Outcome(id_, len(own), got / most)
