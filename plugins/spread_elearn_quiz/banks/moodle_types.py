"""What Moodle XML says for each type of question, beyond what all have."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element as Element
from markdown_it.token import Token

from spread_elearn import Choice, Prose, Question, has_image, plain_text
from spread_elearn_quiz.banks.grades import decimal_text, middle, part
from spread_elearn_quiz.banks.texts import add_text
from spread_elearn_quiz.banks.truth import are_truth

if TYPE_CHECKING:
    from spread_elearn_quiz.banks.moodle_xml import XmlQuestion

_TRUE, _FALSE = "true", "false"
_ENTITIES = {ord(each): f"&#{ord(each)};" for each in "&<>\"'~#}{\\=%"}


def without_gaps(tokens: Prose) -> Prose:
    """The stem with ``_____`` where a gap is."""
    line = Token("text", "", 0, content="_____")
    return tuple(
        token.copy(
            children=[
                line if child.type == "gap" else child for child in token.children or ()
            ]
        )
        if token.type == "inline"
        else token
        for token in tokens
    )


def truth(question: Question) -> tuple[Choice, Choice] | None:
    """(the choice that says true, the one that says false); None where they do not.

    Our true one is the first. Moodle writes these two words itself: others, like yes
    and no, would be lost.
    """
    if len(question.choices) != len((_TRUE, _FALSE)):
        return None
    first, second = question.choices
    named = are_truth(plain_text(first.text), plain_text(second.text))
    return (first, second) if named else None


def _answer(
    entry: XmlQuestion, fraction: Decimal | int, tokens: Prose, feedback: Prose
) -> Element:
    node = entry.prose("answer", tokens)
    node.set("fraction", decimal_text(Decimal(fraction)))
    entry.prose("feedback", feedback, node)
    return node


def _plain_answer(
    entry: XmlQuestion, fraction: int, text: str, feedback: Prose = ()
) -> Element:
    node = etree.SubElement(
        entry.node, "answer", {"fraction": str(fraction), "format": "plain_text"}
    )
    add_text(node, text)
    entry.prose("feedback", feedback, node)
    return node


def _combined(entry: XmlQuestion) -> None:
    """Moodle's own three sentences stay empty; our feedback is the general one."""
    for name in ("correct", "partiallycorrect", "incorrect"):
        entry.prose(f"{name}feedback", ())


def multichoice(entry: XmlQuestion) -> None:
    question = entry.question
    several = question.type == "multiple"
    entry.value("single", "false" if several else "true")
    entry.value("shuffleanswers", "true" if question.shuffle else "false")
    entry.value("answernumbering", "abc")
    _combined(entry)
    right, wrong = Decimal(100), Decimal(0)
    if several:
        count = max(1, sum(each.right for each in question.choices))
        right, exact = part(count)
        wrong = -right
        if not exact:
            entry.lost(
                f"{count} right choices have no equal part in Moodle's list of grades",
                f"Each is written with {decimal_text(right)} per cent.",
            )
    for choice in question.choices:
        grade = right if choice.right else wrong
        _answer(entry, grade, choice.text, choice.feedback)


def truefalse(entry: XmlQuestion) -> None:
    pair = truth(entry.question)
    assert pair is not None
    for word, choice in zip((_TRUE, _FALSE), pair, strict=True):
        _plain_answer(entry, 100 if choice.right else 0, word, choice.feedback)


def matching(entry: XmlQuestion) -> None:
    entry.value("shuffleanswers", "true")
    _combined(entry)
    for choice in entry.question.choices:
        node = entry.prose("subquestion", choice.text)
        answer = etree.SubElement(node, "answer")
        add_text(answer, plain_text(choice.match))
        if has_image(choice.match):
            entry.lost(
                "the right side of a pair shows an image",
                "Moodle takes words only there: its alternative text is written.",
            )
        _no_feedback(entry, choice)


def ordering(entry: XmlQuestion) -> None:
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


def _no_feedback(entry: XmlQuestion, choice: Choice) -> None:
    if choice.feedback:
        entry.lost(
            f'the feedback of "{plain_text(choice.text)}" has no place in Moodle',
            "Say it in the feedback of the whole question.",
        )


def cloze_gap(token: Token) -> str:
    """``{1:SHORTANSWER:=goal~=aim}``, all that could end it written as entities."""
    answers: tuple[str, ...] = token.meta["answers"]
    return "{1:SHORTANSWER:" + "~".join(f"={_safe(each)}" for each in answers) + "}"


def _safe(text: str) -> str:
    return wild(text).translate(_ENTITIES)


def wild(text: str) -> str:
    """``*`` stands for anything in Moodle's short answers, unless escaped."""
    return text.replace("*", "\\*")


def cloze(entry: XmlQuestion) -> None:
    count = len(entry.question.gaps)
    points = entry.question.points
    if points != count:
        word = "point" if points == 1 else "points"
        entry.lost(
            f"it has {decimal_text(points)} {word} here",
            f"Moodle counts one for each gap: {count}.",
        )


def numerical(entry: XmlQuestion) -> None:
    for least, most in entry.question.numbers:
        answer, tolerance = middle(least, most)
        node = _plain_answer(entry, 100, answer)
        etree.SubElement(node, "tolerance").text = tolerance
    for known in entry.question.known:
        if known.number is not None:
            text = decimal_text(known.number)
            node = _plain_answer(entry, 0, text, known.feedback)
            etree.SubElement(node, "tolerance").text = "0"


def shortanswer(entry: XmlQuestion) -> None:
    entry.value("usecase", "0")
    for text in entry.question.accepted:
        _plain_answer(entry, 100, wild(text))
    for known in entry.question.known:
        for text in known.texts:
            _plain_answer(entry, 0, wild(text), known.feedback)


def essay(entry: XmlQuestion) -> None:
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
    entry.lost(
        "a reflection never leaves the learner's device here",
        "In Moodle it is an essay, which teachers can read.",
    )


def description(entry: XmlQuestion) -> None:
    entry.lost(
        "Moodle's question banks have no rating scales",
        f"Its text is written as a description, without the {entry.question.scale} "
        "steps.",
    )


WRITERS: dict[str, Callable[[XmlQuestion], None]] = {
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
