"""What Moodle XML says for each type of question, beyond what all have."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from lxml import etree
from lxml.etree import _Element as Element
from markdown_it.token import Token

from spread_elearn import Choice, Message, Prose, has_image, plain_text

from .grades import answer_and_tolerance, decimal_text, equal_share
from .losses import PRIVACY
from .moodle_question import QuestionElement, add_text
from .wording import escape_wildcard, truth_choices

_TRUE, _FALSE = "true", "false"
_ENTITIES = {ord(each): f"&#{ord(each)};" for each in "&<>\"'~#}{\\=%"}


UNEQUAL_SHARES = Message(
    "moodle-xml-loss",
    "{count} right choices have no equal part in Moodle's list of grades",
    "Each is written with {share} per cent.",
    "warning",
)
IMAGE_IN_MATCH = Message(
    "moodle-xml-loss",
    "the right side of a pair shows an image",
    "Moodle takes words only there: its alternative text is written.",
    "warning",
)
CHOICE_FEEDBACK = Message(
    "moodle-xml-loss",
    'the feedback of "{choice}" has no place in Moodle',
    "Say it in the feedback of the whole question.",
    "warning",
)
POINTS_OF_GAPS = Message(
    "moodle-xml-loss",
    "it has {points} points here",
    "Moodle counts one for each gap: {count}.",
    "warning",
)
POINT_OF_GAPS = Message(
    "moodle-xml-loss",
    "it has 1 point here",
    "Moodle counts one for each gap: {count}.",
    "warning",
)
NO_RATINGS = Message(
    "moodle-xml-loss",
    "Moodle's question banks have no rating scales",
    "Its text is written as a description, without the {count} steps.",
    "warning",
)


def _answer(
    entry: QuestionElement, fraction: Decimal | int, tokens: Prose, feedback: Prose
) -> Element:
    node = entry.prose("answer", tokens)
    node.set("fraction", decimal_text(Decimal(fraction)))
    entry.prose("feedback", feedback, node)
    return node


def _plain_answer(
    entry: QuestionElement, fraction: int, text: str, feedback: Prose = ()
) -> Element:
    node = etree.SubElement(
        entry.node, "answer", {"fraction": str(fraction), "format": "plain_text"}
    )
    add_text(node, text)
    entry.prose("feedback", feedback, node)
    return node


def _combined(entry: QuestionElement) -> None:
    """Moodle's own three sentences stay empty; our feedback is the general one."""
    for name in ("correct", "partiallycorrect", "incorrect"):
        entry.prose(f"{name}feedback", ())


def multichoice(entry: QuestionElement) -> None:
    question = entry.question
    several = question.type == "multiple"
    entry.value("single", "false" if several else "true")
    entry.value("shuffleanswers", "true" if question.shuffle else "false")
    entry.value("answernumbering", "abc")
    _combined(entry)
    right, wrong = Decimal(100), Decimal(0)
    if several:
        count = max(1, sum(each.right for each in question.choices))
        right, exact = equal_share(count)
        wrong = -right
        if not exact:
            entry.lose(UNEQUAL_SHARES, count=count, share=decimal_text(right))
    for choice in question.choices:
        grade = right if choice.right else wrong
        _answer(entry, grade, choice.text, choice.feedback)


def truefalse(entry: QuestionElement) -> None:
    pair = truth_choices(entry.question)
    assert pair is not None
    for word, choice in zip((_TRUE, _FALSE), pair, strict=True):
        _plain_answer(entry, 100 if choice.right else 0, word, choice.feedback)


def matching(entry: QuestionElement) -> None:
    entry.value("shuffleanswers", "true")
    _combined(entry)
    for choice in entry.question.choices:
        node = entry.prose("subquestion", choice.text)
        answer = etree.SubElement(node, "answer")
        add_text(answer, plain_text(choice.match))
        if has_image(choice.match):
            entry.lose(IMAGE_IN_MATCH)
        _no_feedback(entry, choice)


def ordering(entry: QuestionElement) -> None:
    """Steps in their right order, each worth its part in its place."""
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(entry.question.choices))),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        entry.value(name, value)
    _combined(entry)
    entry.value("shownumcorrect", "1")
    for number, choice in enumerate(entry.question.choices, 1):
        _answer(entry, number, choice.text, ())
        _no_feedback(entry, choice)


def _no_feedback(entry: QuestionElement, choice: Choice) -> None:
    if choice.feedback:
        entry.lose(CHOICE_FEEDBACK, choice=plain_text(choice.text))


def cloze_gap(token: Token) -> str:
    """``{1:SHORTANSWER:=goal~=aim}``, all that could end it written as entities.

    Words to choose from are ``{1:MULTICHOICE_S:=little~many}``, which Moodle shuffles.
    """
    right: tuple[str, ...] = token.meta["answers"]
    wrong: tuple[str, ...] = token.meta["wrong"]
    if wrong:
        kind, said = "MULTICHOICE_S", right
    else:
        kind, said = "SHORTANSWER", tuple(map(escape_wildcard, right))
    parts = [*(f"={_safe(each)}" for each in said), *map(_safe, wrong)]
    return f"{{1:{kind}:{'~'.join(parts)}}}"


def _safe(text: str) -> str:
    return text.translate(_ENTITIES)


def cloze(entry: QuestionElement) -> None:
    count = len(entry.question.gaps)
    points = entry.question.points
    if points != count:
        message = POINT_OF_GAPS if points == 1 else POINTS_OF_GAPS
        entry.lose(message, points=decimal_text(points), count=count)


def numerical(entry: QuestionElement) -> None:
    for least, most in entry.question.numbers:
        answer, tolerance = answer_and_tolerance(least, most)
        node = _plain_answer(entry, 100, answer)
        etree.SubElement(node, "tolerance").text = tolerance
    for known in entry.question.known:
        if known.number is not None:
            text = decimal_text(known.number)
            node = _plain_answer(entry, 0, text, known.feedback)
            etree.SubElement(node, "tolerance").text = "0"


def shortanswer(entry: QuestionElement) -> None:
    entry.value("usecase", "0")
    for text in entry.question.accepted:
        _plain_answer(entry, 100, escape_wildcard(text))
    for known in entry.question.known:
        for text in known.texts:
            _plain_answer(entry, 0, escape_wildcard(text), known.feedback)


def essay(entry: QuestionElement) -> None:
    for name, value in (
        ("responseformat", "editor"),
        ("responserequired", "0"),
        ("responsefieldlines", "10"),
        ("attachments", "0"),
        ("attachmentsrequired", "0"),
    ):
        entry.value(name, value)
    entry.prose("graderinfo", entry.question.answer)
    entry.prose("responsetemplate", ())
    entry.lose(PRIVACY)


def description(entry: QuestionElement) -> None:
    entry.lose(NO_RATINGS, count=entry.question.scale)


WRITERS: dict[str, Callable[[QuestionElement], None]] = {
    each.__name__: each
    for each in (
        multichoice,
        truefalse,
        matching,
        ordering,
        cloze,
        numerical,
        shortanswer,
        essay,
        description,
    )
}
