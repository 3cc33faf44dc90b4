"""Calls that SCORM 1.2 or Moodle refuses, by what is wrong: the calls of one
session, of which only the last fails, and its error code."""

from __future__ import annotations

INIT: list[str] = ["LMSInitialize", ""]
SET, GET = "LMSSetValue", "LMSGetValue"
ITEM = "cmi.interactions.0."


def typed(kind: str, field: str, value: str) -> list[list[str]]:
    """The calls that set a response or a pattern of a question of this kind."""
    return [INIT, [SET, f"{ITEM}type", kind], [SET, f"{ITEM}{field}", value]]


PATTERN = "correct_responses.0.pattern"
WRONG_12: dict[str, tuple[list[list[str]], str]] = {
    "get before initialise": ([[GET, "cmi.suspend_data"]], "301"),
    "set before initialise": ([[SET, "cmi.suspend_data", ""]], "301"),
    "commit before initialise": ([["LMSCommit", ""]], "301"),
    "finish before initialise": ([["LMSFinish", ""]], "301"),
    "finish twice": ([INIT, ["LMSFinish", ""], ["LMSFinish", ""]], "301"),
    "set after finish": ([INIT, ["LMSFinish", ""], [SET, "cmi.comments", ""]], "301"),
    "initialise twice": ([INIT, INIT], "101"),
    "argument of initialise": ([["LMSInitialize", "x"]], "201"),
    "argument of commit": ([INIT, ["LMSCommit", "x"]], "201"),
    "unknown element": ([INIT, [GET, "cmi.completion_status"]], "201"),
    "unknown part": ([INIT, [SET, f"{ITEM}description", "x"]], "201"),
    "name of 2004": ([INIT, [SET, f"{ITEM}learner_response", "x"]], "201"),
    "leading zero": ([INIT, [SET, "cmi.interactions.00.id", "x"]], "201"),
    "children of a value": ([INIT, [GET, "cmi.core.exit._children"]], "202"),
    "count of a value": ([INIT, [GET, "cmi.core.exit._count"]], "203"),
    "set a keyword": ([INIT, [SET, "cmi.interactions._count", "1"]], "402"),
    "set what is read only": ([INIT, [SET, "cmi.core.student_id", "x"]], "403"),
    "set the mode": ([INIT, [SET, "cmi.core.lesson_mode", "normal"]], "403"),
    "read what is write only": ([INIT, [GET, "cmi.core.exit"]], "404"),
    "read an answer": (
        [*typed("choice", "student_response", "a"), [GET, f"{ITEM}student_response"]],
        "404",
    ),
    "gap in interactions": ([INIT, [SET, "cmi.interactions.1.id", "x"]], "201"),
    "gap in patterns": (typed("choice", "correct_responses.1.pattern", "a"), "201"),
    "objective not there": ([INIT, [GET, "cmi.objectives.0.id"]], "201"),
    "state over 4096": ([INIT, [SET, "cmi.suspend_data", "x" * 4097]], "405"),
    "location over 255": ([INIT, [SET, "cmi.core.lesson_location", "x" * 256]], "405"),
    "status not attempted": (
        [INIT, [SET, "cmi.core.lesson_status", "not attempted"]],
        "405",
    ),
    "status of 2004": ([INIT, [SET, "cmi.core.lesson_status", "unknown"]], "405"),
    "exit normal": ([INIT, [SET, "cmi.core.exit", "normal"]], "405"),
    "score over 100": ([INIT, [SET, "cmi.core.score.raw", "100.01"]], "405"),
    "score below 0": ([INIT, [SET, "cmi.core.score.raw", "-1"]], "405"),
    "score with a comma": ([INIT, [SET, "cmi.core.score.raw", "7,5"]], "405"),
    "score with an exponent": ([INIT, [SET, "cmi.core.score.raw", "1e1"]], "405"),
    "time with one digit": ([INIT, [SET, "cmi.core.session_time", "0:00:01"]], "405"),
    "time of 2004": ([INIT, [SET, "cmi.core.session_time", "PT1M"]], "405"),
    "three decimals": ([INIT, [SET, "cmi.core.session_time", "00:00:01.123"]], "405"),
    "time of day": ([INIT, [SET, f"{ITEM}time", "31:00:00"]], "405"),
    "date for a time": ([INIT, [SET, f"{ITEM}time", "2026-01-02T03:04:05"]], "405"),
    "id with a space": ([INIT, [SET, f"{ITEM}id", "who decides"]], "405"),
    "id with an accent": ([INIT, [SET, f"{ITEM}id", "é"]], "405"),
    "empty id": ([INIT, [SET, f"{ITEM}id", ""]], "405"),
    "id over 255": ([INIT, [SET, f"{ITEM}id", "x" * 256]], "405"),
    "type of 2004": ([INIT, [SET, f"{ITEM}type", "long-fill-in"]], "405"),
    "result of 2004": ([INIT, [SET, f"{ITEM}result", "incorrect"]], "405"),
    "weighting over 100": ([INIT, [SET, f"{ITEM}weighting", "101"]], "405"),
    "language over 255": (
        [INIT, [SET, "cmi.student_preference.language", "x" * 256]],
        "405",
    ),
    "text preference": ([INIT, [SET, "cmi.student_preference.text", "2"]], "405"),
    "choice with words": (typed("choice", "student_response", "yes"), "405"),
    "choice of 2004": (typed("choice", "student_response", "a[,]b"), "405"),
    "braces in a response": (typed("choice", "student_response", "{a,b}"), "405"),
    "true for t": (typed("true-false", "student_response", "true"), "405"),
    "matching of 2004": (typed("matching", "student_response", "a[.]b"), "405"),
    "pairs without dot": (typed("matching", PATTERN, "a-b"), "405"),
    "sequence of words": (typed("sequencing", PATTERN, "one,two"), "405"),
    "likert of two": (typed("likert", "student_response", "10"), "405"),
    "number with comma": (typed("numeric", "student_response", "2,5"), "405"),
    "text over 255": (typed("fill-in", "student_response", "x" * 256), "405"),
    "type that does not fit": (
        [INIT, [SET, f"{ITEM}student_response", "yes"], [SET, f"{ITEM}type", "choice"]],
        "405",
    ),
}
