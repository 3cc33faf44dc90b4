"""Values at the very edge of what is allowed: a strict LMS must take them."""

from __future__ import annotations

ITEM = "cmi.interactions.0."
PATTERN = "correct_responses.0.pattern"
MANY = "[,]".join(f"p{n}" for n in range(36))

EDGES_12: dict[str, str] = {
    "cmi.suspend_data": "x" * 4096,
    "cmi.core.lesson_location": "x" * 255,
    "cmi.core.session_time": "9999:59:59.99",
    "cmi.core.score.raw": "100",
    "cmi.core.score.min": "",
    "cmi.core.exit": "",
    "cmi.comments": "é\n" * 2048,
    "cmi.student_preference.audio": "-1",
    "cmi.student_preference.speed": "-100",
    "cmi.objectives.0.id": "x" * 255,
    f"{ITEM}id": "!~" * 127,
    f"{ITEM}time": "23:59:59.9",
    f"{ITEM}result": "0.5",
    f"{ITEM}weighting": "-100",
}
RESPONSES_12 = (
    ("true-false", "t", "f"),
    ("true-false", "0", "1"),
    ("choice", "a", "{a,b}"),
    ("choice", "a,9", "a"),
    ("fill-in", "x" * 255, "é ü"),
    ("fill-in", "", "two words"),
    ("matching", "1.c,2.b", "{a.1,b.2}"),
    ("performance", "anything at all", "x"),
    ("sequencing", "c,a,b", "a,b,c"),
    ("likert", "5", "e"),
    ("numeric", "-2.5", "25"),
)
EDGES_2004: dict[str, str] = {
    "cmi.suspend_data": "x" * 64000,
    "cmi.location": "x" * 1000,
    "cmi.session_time": "P1Y2M3DT4H5M6.78S",
    "cmi.score.scaled": "-1",
    "cmi.score.raw": "-99999.5",
    "cmi.progress_measure": "1.0",
    "cmi.exit": "",
    "cmi.learner_preference.language": "pt-BR",
    "cmi.objectives.0.id": "urn:spread:K1",
    "cmi.objectives.0.description": "{lang=it}" + "x" * 250,
    f"{ITEM}id": "x" * 4000,
    f"{ITEM}timestamp": "2038-12-31T23:59:59.05+01:00",
    f"{ITEM}latency": "PT0S",
    f"{ITEM}result": "0.5",
}
RESPONSES_2004 = (
    ("true-false", "true", "false"),
    ("choice", "", "a[,]b"),
    ("choice", MANY, "x" * 250),
    ("fill-in", "{lang=fr}un[,]deux", "{case_matters=false}{order_matters=true}a[,]b"),
    ("long-fill-in", "x" * 4000, "{case_matters=true}{lang=en}text"),
    ("matching", "a[.]x[,]b[.]y", "a.1[.]x"),
    ("performance", "s1[.]done", "{order_matters=false}s1[.]1[:]2[,][.]any"),
    ("sequencing", MANY, "a[,]b[,]a"),
    ("likert", "agree_5", "5"),
    ("numeric", "-2.5", "1[:]3"),
    ("numeric", "12345", "[:]3"),
    ("other", "anything", "x"),
)
