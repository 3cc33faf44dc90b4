"""What our own check would refuse, mended where no meaning is lost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from spread_elearn_quiz.banks.incoming.draft import Bank, Draft, Refused


def fit(draft: Draft, bank: Bank) -> None:
    """Drop doubled answers. Raises Refused for choices that nobody can tell apart."""
    if draft.type == "text" and not draft.stem:
        raise Refused("it has no text")
    for sort, texts in (
        ("choices", [option.text for option in draft.options]),
        ("matches", [option.match for option in draft.options]),
    ):
        if _doubled(text for text in texts if text):
            raise Refused(f"two of its {sort} are the same")
    if draft.type == "match":
        _check(option.match for option in draft.options)
    else:
        _check(option.text for option in draft.options)
    draft.accepted = once(draft.accepted)
    draft.known = [each for each in draft.known if not _is_right(draft, each[0], bank)]


def _check(texts: Iterable[str]) -> None:
    if not all(texts):
        raise Refused("one of its choices has no words")


def _doubled(texts: Iterable[str]) -> bool:
    seen = [_same(text) for text in texts]
    return len(seen) != len(set(seen))


def once(texts: Iterable[str]) -> list[str]:
    """Each text once, whatever its capitals, in order."""
    return list({_same(text): text for text in reversed([*texts])}.values())[::-1]


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_right(draft: Draft, wrong: str, bank: Bank) -> bool:
    """Feedback for a wrong answer that is one of the right ones says nothing."""
    if draft.type == "number":
        right = any(_within(wrong, each) for each in draft.accepted)
    else:
        right = _same(wrong) in {_same(each) for each in draft.accepted}
    if right:
        bank.tell(draft.name, f'"{wrong}" is right and wrong there: kept as right')
    return right


def _within(number: str, accepted: str) -> bool:
    middle, _, margin = accepted.partition(" +- ")
    return abs(Decimal(number) - Decimal(middle)) <= Decimal(margin or "0")
