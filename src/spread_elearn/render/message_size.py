"""How large the message is that a page leaves with: a browser sends 64 KiB, no more.

In SCORM 2004 Moodle's API sends all values again with each commit, so all answers of an
attempt are in the last one. One interaction per question is kept, however often it is
answered: the size does not grow with the tries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Edition, Question

ROOM_TO_TYPE = 40
"""So much of a typed answer is counted: what the state keeps of one at most."""
MOST_PATTERNS = 5
LONGEST_DESCRIPTION = 240
IN_STATE = 1.5
"""An escaped character takes 4 in the state and 6 in a message; all else takes less."""
ALONE = (
    *("completion_status", "success_status", "exit", "location", "progress_measure"),
    *("session_time", "score.raw", "score.min", "score.max", "score.scaled"),
    *("learner_preference.language", "suspend_data"),
)
VALUE = 20
"""A word, a number or a time, whatever it is."""
LIST, PAIR = quote("[,]"), quote("[.]")


def largest_message(edition: Edition) -> int:
    """The characters of the largest message of one page, as a form is encoded."""
    scos = edition.site.scos
    state = max((sco.state_size for sco in scos), default=0)
    own = sum(len(f"cmi.{name}=&") + VALUE for name in ALONE)
    pages = [{lesson.id for lesson in sco.lessons} for sco in scos]
    told = [question for question in edition.questions if _is_told(question, edition)]
    answers = (
        sum(_interaction(each) for each in told if each.lesson in page)
        for page in pages
    )
    outcomes = {each.outcome for each in told if each.outcome}
    return (
        int(state * IN_STATE)
        + own
        + max(answers, default=0)
        + sum(map(_objective, outcomes))
    )


def _is_told(question: Question, edition: Edition) -> bool:
    report = edition.module.report
    if report == "none" or question.type == "reflection":
        return False
    return report == "all" or question.scored


def _form(stem: str, values: Iterable[tuple[str, str]]) -> int:
    return sum(len(f"{stem}.{name}={quote(text)}&") for name, text in values)


def _objective(outcome: str) -> int:
    number = "9" * 8
    scores = [(f"score.{name}", number) for name in ("raw", "min", "max", "scaled")]
    words = [("success_status", "unknown"), ("completion_status", "completed")]
    return _form("cmi.objectives_99", [("id", outcome), *scores, *words])


def _interaction(question: Question) -> int:
    description = " ".join(filter(None, _words(question)))[:LONGEST_DESCRIPTION]
    patterns, response = _answers(question)
    fixed = [
        ("id", f"{question.lesson}.{question.id}"),
        ("type", "long-fill-in"),
        ("objectives_0.id", question.outcome),
        ("timestamp", "2026-01-02T03:04:05"),
        ("weighting", "9" * 8),
        ("result", "unanticipated"),
        ("latency", "PT99999.99S"),
        ("description", description),
    ]
    stem = "cmi.interactions_999"
    right = sum(
        len(f"{stem}.correct_responses_9.pattern=&") + size for size in patterns
    )
    return _form(stem, fixed) + right + len(f"{stem}.learner_response=&") + response


def _words(question: Question) -> Iterator[str]:
    for token in question.stem:
        if token.type == "inline":
            yield plain_text(token)


def _answers(question: Question) -> tuple[list[int], int]:
    """(size of each pattern, the largest response)."""
    ids = [len(quote(choice.id)) for choice in question.choices]
    joined = sum(ids) + len(LIST) * max(len(ids) - 1, 0)
    typed = 3 * ROOM_TO_TYPE
    if question.type in ("choice", "truefalse", "rating"):
        longest = max(ids, default=VALUE)
        return [longest], longest
    if question.type == "match":
        pairs = 2 * joined + len(PAIR) * len(ids)
        return [pairs], pairs
    if question.type in ("gaps", "short"):
        gaps = question.gaps or (question.accepted,)
        right = sum(max((len(quote(text)) for text in gap), default=0) for gap in gaps)
        between = len(LIST) * (len(gaps) - 1)
        return [right + between] * MOST_PATTERNS, typed * len(gaps) + between
    if question.type == "number":
        return [2 * VALUE + len(quote("[:]"))], VALUE
    return [joined], joined
