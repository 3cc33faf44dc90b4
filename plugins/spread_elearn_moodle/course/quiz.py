"""The practice quiz: what can be marked of practice, with feedback at once."""

from __future__ import annotations

from lxml.etree import _Element as Element

from spread_elearn import Edition

from .bank import Slot
from .elements import Fields, element
from .parts import Activity, Numbers, context_of, idnumber
from .question import decimal
from .wording import Wording

_ALWAYS = 0x11110
"""While answering, right after, later, and when the quiz is closed."""
_AFTERWARDS = 0x01110
_SETTINGS: Fields = {
    "timeopen": 0,
    "timeclose": 0,
    "timelimit": 0,
    "overduehandling": "autosubmit",
    "graceperiod": 0,
    "preferredbehaviour": "immediatefeedback",
    "canredoquestions": 1,
    "attempts_number": 0,
    "attemptonlast": 0,
    "grademethod": 1,
    "decimalpoints": 2,
    "questiondecimalpoints": -1,
    "reviewattempt": _ALWAYS,
    "reviewcorrectness": _ALWAYS,
    "reviewmaxmarks": _ALWAYS,
    "reviewmarks": _ALWAYS,
    "reviewspecificfeedback": _ALWAYS,
    "reviewgeneralfeedback": _ALWAYS,
    "reviewrightanswer": _ALWAYS,
    "reviewoverallfeedback": _AFTERWARDS,
    "questionsperpage": 1,
    "navmethod": "free",
    "shuffleanswers": 1,
}
_NO_GRADE: Fields = {
    "grade": 0.0,
    "timecreated": 0,
    "timemodified": 0,
    "password": "",
    "subnet": "",
    "browsersecurity": "-",
    "delay1": 0,
    "delay2": 0,
    "showuserpicture": 0,
    "showblocks": 0,
    "completionattemptsexhausted": 0,
    "completionminattempts": 0,
    "allowofflineattempts": 0,
}


def practice_quiz(
    edition: Edition, bank: tuple[Slot, ...], numbers: Numbers
) -> Activity | None:
    """A quiz that nobody can fail: no grade is kept of it.

    None where there is nothing to practise.
    """
    slots = _practice(edition, bank)
    if not slots:
        return None
    wording, number = Wording.of(edition), numbers.next("module")
    name, instance = wording.named("moodle-practice"), numbers.next("quiz")
    fields: Fields = {
        "name": name,
        "intro": wording.paragraph("moodle-practice-intro"),
        "introformat": 1,
        **_SETTINGS,
        "sumgrades": sum((slot.mark for slot in slots), 0.0),
        **_NO_GRADE,
    }
    children = [
        element(
            "question_instances",
            children=[
                _instance(instance, context_of(number), place, slot, numbers)
                for place, slot in enumerate(slots, 1)
            ],
        ),
        _only_section(numbers),
        element("feedbacks"),
        element("overrides"),
        element("grades"),
        element("attempts"),
    ]
    return Activity(
        number,
        "quiz",
        name,
        idnumber(edition, "practice"),
        element("quiz", fields, children, id=instance),
        categories=tuple(dict.fromkeys(slot.category for slot in bank)),
    )


def _practice(edition: Edition, bank: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Without what counts in the module: the quiz would give its answers away."""
    practice = {question.id for question in edition.questions if not question.scored}
    return tuple(slot for slot in bank if slot.id in practice)


def _instance(
    quiz: int, context: int, place: int, slot: Slot, numbers: Numbers
) -> Element:
    """A place in the quiz; ``version`` null means the newest."""
    number = numbers.next("question_instance")
    reference: Fields = {
        "usingcontextid": context,
        "component": "mod_quiz",
        "questionarea": "slot",
        "questionbankentryid": slot.entry,
        "version": None,
    }
    fields: Fields = {
        "quizid": quiz,
        "slot": place,
        "page": place,
        "requireprevious": 0,
        "maxmark": decimal(slot.mark),
    }
    named = element("question_reference", reference, id=number)
    return element("question_instance", fields, [named], id=number)


def _only_section(numbers: Numbers) -> Element:
    fields: Fields = {"firstslot": 1, "heading": "", "shufflequestions": 0}
    row = element("section", fields, id=numbers.next("quiz_section"))
    return element("sections", children=[row])
