"""The same for SCORM 2004."""

from __future__ import annotations

from .wrong_12 import ITEM, PATTERN


def in_2004(*calls: list[str]) -> list[list[str]]:
    """Calls in a session of SCORM 2004 that has begun."""
    return [["Initialize", ""], *calls]


def put(element: str, value: str) -> list[str]:
    return ["SetValue", element, value]


ASKED = put("cmi.interactions.0.id", "q")


def answered(kind: str, field: str, value: str) -> list[list[str]]:
    """The same as ``typed`` for SCORM 2004."""
    return in_2004(ASKED, put(f"{ITEM}type", kind), put(f"{ITEM}{field}", value))


END = ["Terminate", ""]
TOO_MANY = "[,]".join(f"p{n}" for n in range(37))
WRONG_2004: dict[str, tuple[list[list[str]], str]] = {
    "initialise twice": (in_2004(["Initialize", ""]), "103"),
    "initialise after the end": (in_2004(END, ["Initialize", ""]), "104"),
    "argument of initialise": ([["Initialize", "x"]], "201"),
    "terminate before": ([END], "112"),
    "terminate twice": (in_2004(END, END), "113"),
    "get before": ([["GetValue", "cmi.mode"]], "122"),
    "get after": (in_2004(END, ["GetValue", "cmi.mode"]), "123"),
    "set before": ([put("cmi.location", "x")], "132"),
    "set after": (in_2004(END, put("cmi.location", "x")), "133"),
    "commit before": ([["Commit", ""]], "142"),
    "commit after": (in_2004(END, ["Commit", ""]), "143"),
    "get nothing": (in_2004(["GetValue", ""]), "301"),
    "set nothing": (in_2004(put("", "x")), "351"),
    "unset value": (in_2004(["GetValue", "cmi.score.raw"]), "403"),
    "entry not there": (in_2004(["GetValue", "cmi.interactions.0.id"]), "301"),
    "count of a value": (in_2004(["GetValue", "cmi.location._count"]), "301"),
    "name of 1.2": (in_2004(put("cmi.core.lesson_status", "passed")), "401"),
    "read only": (in_2004(put("cmi.learner_id", "x")), "404"),
    "keyword": (in_2004(put("cmi.interactions._count", "1")), "404"),
    "write only": (in_2004(["GetValue", "cmi.exit"]), "405"),
    "state over 64000": (in_2004(put("cmi.suspend_data", "x" * 64001)), "406"),
    "location over 1000": (in_2004(put("cmi.location", "x" * 1001)), "406"),
    "status of 1.2": (in_2004(put("cmi.completion_status", "passed")), "406"),
    "success of 1.2": (in_2004(put("cmi.success_status", "completed")), "406"),
    "scaled over 1": (in_2004(put("cmi.score.scaled", "1.1")), "407"),
    "progress below 0": (in_2004(put("cmi.progress_measure", "-0.1")), "407"),
    "exponent": (in_2004(put("cmi.score.raw", "1e-7")), "406"),
    "plain PT": (in_2004(put("cmi.session_time", "PT")), "406"),
    "three decimals": (in_2004(put("cmi.session_time", "PT1.123S")), "406"),
    "time of 1.2": (in_2004(put("cmi.session_time", "00:00:01")), "406"),
    "part before the id": (in_2004(put(f"{ITEM}type", "choice")), "408"),
    "objective without id": (in_2004(put("cmi.objectives.0.score.raw", "1")), "408"),
    "response before type": (
        in_2004(ASKED, put(f"{ITEM}learner_response", "a")),
        "408",
    ),
    "pattern before type": (in_2004(ASKED, put(f"{ITEM}{PATTERN}", "a")), "408"),
    "gap": (in_2004(put("cmi.interactions.1.id", "q")), "351"),
    "same objective twice": (
        in_2004(put("cmi.objectives.0.id", "K1"), put("cmi.objectives.1.id", "K1")),
        "351",
    ),
    "changed objective": (
        in_2004(put("cmi.objectives.0.id", "K1"), put("cmi.objectives.0.id", "K2")),
        "351",
    ),
    "id with a space": (in_2004(put("cmi.interactions.0.id", "a b")), "406"),
    "urn without name": (in_2004(put("cmi.interactions.0.id", "urn:x")), "406"),
    "zone without fraction": (
        in_2004(ASKED, put(f"{ITEM}timestamp", "2026-01-02T03:04:05Z")),
        "406",
    ),
    "three digits of time": (
        in_2004(ASKED, put(f"{ITEM}timestamp", "2026-01-02T03:04:05.123Z")),
        "406",
    ),
    "year 2039": (
        in_2004(ASKED, put(f"{ITEM}timestamp", "2039-01-02T03:04:05")),
        "406",
    ),
    "description over 250": (
        in_2004(ASKED, put(f"{ITEM}description", "x" * 251)),
        "406",
    ),
    "result of 1.2": (in_2004(ASKED, put(f"{ITEM}result", "wrong")), "406"),
    "hyphen in a short id": (answered("choice", "learner_response", "a-b"), "406"),
    "choice of 1.2": (answered("choice", "learner_response", "a,b"), "406"),
    "same choice twice": (answered("choice", "learner_response", "a[,]a"), "406"),
    "37 parts": (answered("sequencing", PATTERN, TOO_MANY), "406"),
    "t for true": (answered("true-false", "learner_response", "t"), "406"),
    "pair without dot": (answered("matching", "learner_response", "a[,]b"), "406"),
    "range as response": (answered("numeric", "learner_response", "1[:]2"), "406"),
    "number as pattern": (answered("numeric", PATTERN, "1"), "406"),
    "second true": (
        [
            *answered("true-false", PATTERN, "true"),
            put(f"{ITEM}correct_responses.1.pattern", "false"),
        ],
        "351",
    ),
    "gap text over 250": (answered("fill-in", "learner_response", "x" * 251), "406"),
    "eleven gaps": (answered("fill-in", PATTERN, "[,]".join("abcdefghijk")), "406"),
    "long text over 4000": (
        answered("long-fill-in", "learner_response", "x" * 4001),
        "406",
    ),
    "navigation": (in_2004(put("adl.nav.request", "next")), "406"),
    "target ends in a dot": (
        in_2004(put("adl.nav.request", "{target=I.}choice")),
        "406",
    ),
}
