"""What a bank's answers earn in, in our words out: right, wrong, or a warning.

No answer changes from right to wrong, or back, without a line that names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from spread_elearn import words_of_markdown

from ...syntax.comparing import shown
from ..grades import decimal_text, is_equally_weighted
from .imported import ImportedBank, ImportedChoice, ImportedQuestion, Refused

FULL = Decimal(100)
_READABLE = re.compile(r"-?\d{1,30}(\.\d{1,30})?\Z")
"""A number that our syntax takes."""
_EXPONENT = 30
Graded = list[tuple[Decimal, ImportedChoice]]


def percent(text: str | None) -> Decimal:
    """A fraction of Moodle in per cent; what is no number earns nothing."""
    return _finite(text or "0") or Decimal(0)


def grade_choices(
    question: ImportedQuestion,
    graded: Graded,
    single: bool,
    bank: ImportedBank,
) -> None:
    """Set the choices, which of them are right, and the type. Raises Refused."""
    graded = _distinct(question, graded, bank)
    if len(graded) < 2:
        raise Refused("it has fewer than two choices")
    best = max(grade for grade, _ in graded)
    if best <= 0:
        raise Refused("no choice is right")
    question.choices = [choice for _, choice in graded]
    if single:
        _grade_single(question, graded, best, bank)
        return
    question.type = "multiple"
    for grade, choice in graded:
        choice.right = grade > 0
    uneven = not is_equally_weighted(grade for grade, _ in graded)
    if uneven or any(not grade for grade, _ in graded):
        bank.warn(question.name, "its own weights of choices were left out")


def _grade_single(
    question: ImportedQuestion, graded: Graded, best: Decimal, bank: ImportedBank
) -> None:
    """One choice is right; where several are, all have to be ticked here."""
    for grade, choice in graded:
        choice.right = grade == best
        if 0 < grade < best:
            share = decimal_text(grade)
            words = f'"{choice.text}" earned {share} per cent there; it is wrong here'
            bank.warn(question.name, words)
        elif grade < 0:
            bank.warn(question.name, "its own weights of choices were left out")
    rights = [choice.text for choice in question.choices if choice.right]
    if len(rights) > 1:
        question.type = "multiple"
        named = ", ".join(f'"{each}"' for each in rights)
        bank.warn(
            question.name,
            f"one of {named} was enough there; here all of them have to be ticked",
        )


def _distinct(question: ImportedQuestion, graded: Graded, bank: ImportedBank) -> Graded:
    """Without empty and repeated choices. Raises Refused for one right and wrong."""
    filled = [each for each in graded if each[1].text]
    told_dropped(question, len(graded) - len(filled), "choice", bank)
    found: dict[str, tuple[Decimal, ImportedChoice]] = {}
    for grade, choice in filled:
        before = found.setdefault(_words(choice.text), (grade, choice))
        if before[0] != grade:
            raise Refused("two of its choices are the same")
        if before[1] is not choice:
            bank.warn(question.name, f'"{choice.text}" stood there twice')
    return [*found.values()]


def told_dropped(
    question: ImportedQuestion, count: int, what: str, bank: ImportedBank
) -> None:
    """Say once how many parts without words were left out."""
    if count == 1:
        bank.warn(question.name, f"a {what} without words was left out")
    elif count:
        bank.warn(question.name, f"{count} {what}s without words were left out")


def grade_texts(
    question: ImportedQuestion,
    graded: list[tuple[Decimal, str, str]],
    bank: ImportedBank,
) -> None:
    """(per cent, text, feedback) of a short answer. Raises Refused."""
    for grade, text, feedback in graded:
        plain = re.sub(r"\\\*", "\ue002", text)
        words = " ".join(plain.replace("\ue002", "*").split())
        if not words:
            told_dropped(question, 1, "answer", bank)
        elif "*" in plain:
            bank.warn(question.name, f'the answer "{words}" was left out: a wildcard')
        elif grade == FULL:
            question.accepted.append(words)
            if feedback:
                bank.warn(question.name, "the feedback of a right answer was left out")
        else:
            _wrong(question, grade, words, feedback, bank)
    if not question.accepted:
        raise Refused("no answer is right that can be written here")


def _wrong(
    question: ImportedQuestion,
    grade: Decimal,
    words: str,
    feedback: str,
    bank: ImportedBank,
) -> None:
    if grade:
        share = decimal_text(grade)
        bank.warn(question.name, f'"{words}" earned {share} per cent; it is wrong here')
    if feedback:
        question.known.append((words, feedback))
    elif not grade:
        bank.warn(question.name, f'the wrong answer "{words}" was left out')


def grade_numbers(
    question: ImportedQuestion,
    graded: list[tuple[Decimal, str, str, str]],
    bank: ImportedBank,
) -> None:
    """(per cent, number, tolerance, feedback). Raises Refused."""
    for grade, number, tolerance, feedback in graded:
        value = _number(number)
        margin = _number(tolerance or "0")
        if not number.strip():
            told_dropped(question, 1, "answer", bank)
        elif value is None or margin is None:
            bank.warn(question.name, f'the answer "{number}" was left out: no number')
        elif not all(_READABLE.match(decimal_text(n)) for n in (value, margin)):
            bank.warn(question.name, f'the answer "{number}" was left out: too long')
        elif grade == FULL:
            within = f" +- {decimal_text(abs(margin))}" if margin else ""
            question.accepted.append(f"{decimal_text(value)}{within}")
            if feedback:
                bank.warn(question.name, "the feedback of a right answer was left out")
        else:
            if margin:
                bank.warn(question.name, "the tolerance of a wrong number was left out")
            _wrong(question, grade, decimal_text(value), feedback, bank)
    if not question.accepted:
        raise Refused("no number is right")


def check_pairs(question: ImportedQuestion, bank: ImportedBank) -> None:
    """Leave out what fits nothing we can say. Raises Refused where little is left.

    A match may belong to several terms; a match without a term fits nothing, so it can
    be neither the match of a term nor stand twice.
    """
    given = question.choices
    filled = [choice for choice in given if choice.match]
    told_dropped(question, len(given) - len(filled), "match", bank)
    terms = _once((each for each in filled if each.text), _pair_words, question, bank)
    fitting = {_words(each.match) for each in terms}
    others = [each for each in filled if not each.text]
    for other in others:
        if _words(other.match) in fitting:
            bank.warn(question.name, f'"{other.match}" without a term was left out')
    others = [each for each in others if _words(each.match) not in fitting]
    others = _once(others, lambda each: _words(each.match), question, bank)
    if len({_words(each.text) for each in terms}) < len(terms):
        raise Refused("two of its terms are the same, with two matches")
    if len(terms) < 2:
        raise Refused("it has fewer than two pairs")
    kept = {id(each) for each in (*terms, *others)}
    question.choices = [each for each in filled if id(each) in kept]


def _pair_words(choice: ImportedChoice) -> str:
    return f"{_words(choice.text)}\n{_words(choice.match)}"


def _words(markdown: str) -> str:
    """A text as our own check tells it from others."""
    return shown(words_of_markdown(markdown))


def _once(
    choices: Iterable[ImportedChoice],
    words: Callable[[ImportedChoice], str],
    question: ImportedQuestion,
    bank: ImportedBank,
) -> list[ImportedChoice]:
    """Each of the choices once; the others are told."""
    found: dict[str, ImportedChoice] = {}
    for choice in choices:
        if found.setdefault(words(choice), choice) is not choice:
            bank.warn(
                question.name, f'"{choice.text or choice.match}" stood there twice'
            )
    return [*found.values()]


def check_steps(question: ImportedQuestion, bank: ImportedBank) -> None:
    """Leave out steps without words. Raises Refused where little is left."""
    given = question.choices
    question.choices = [choice for choice in given if choice.text]
    told_dropped(question, len(given) - len(question.choices), "step", bank)
    if len({_words(each.text) for each in question.choices}) < len(question.choices):
        raise Refused("two of its steps are the same")
    if len(question.choices) < 2:
        raise Refused("it has fewer than two steps")


def points_of(grade: str) -> str:
    """Points as our syntax takes them: above 0, below 1000, two decimals."""
    points = min(percent(grade), Decimal(999)).quantize(Decimal("0.01"))
    return decimal_text(points) if points > 0 else "1"


def _number(text: str) -> Decimal | None:
    number = _finite(text)
    if number is None or abs(number.adjusted()) > _EXPONENT:
        return None
    return number


def _finite(text: str) -> Decimal | None:
    """A number with a point or a comma; None for what is none."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
