"""What ``compare`` reads of rules, where it does, and in which words.

What learners then meet is played in ``tests/e2e/test_forecast.py``.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from packages import codes, scorm12
from spread_elearn.compare import Comparison, compare, format_comparison

TEST = (
    '<article id="l2" data-k="b4" data-role="lesson" data-title="Check"'
    ' data-assessment><spread-question id="l2.who" data-k="c5" data-fp="7f"'
    ' data-points="1" data-scored data-solution="{{&quot;right&quot;:[&quot;{right}'
    '&quot;],&quot;ids&quot;:[&quot;a&quot;,&quot;b&quot;]}}"></spread-question>'
    "</article>"
)


def package(right: str = "a", **config: Any) -> bytes:
    """A page with a test, and a script with these rules."""
    rules = {"passMark": 70.0, "attempts": None, "report": "assessment"} | config
    said = json.dumps({"config": rules, "words": {}})
    files = {
        "index.html": TEST.format(right=right),
        "player.js": f"globalThis.spread={said};\nmore(script);",
    }
    return scorm12(files=files)


def compared(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    return compare(package(**before), package(**after))


@pytest.mark.parametrize(
    ("before", "after", "verdict", "code"),
    [
        ({}, {"passMark": 70.5}, "stricter", {"stricter-pass-mark"}),
        ({"passMark": None}, {}, "stricter", {"stricter-pass-mark"}),
        ({}, {"passMark": None}, "risk", {"pass-mark-gone"}),
        ({}, {"passMark": 69.5}, "keeps", set()),
        ({}, {"attempts": 3}, "stricter", {"stricter-attempts"}),
        ({"attempts": 3}, {"attempts": 2}, "stricter", {"stricter-attempts"}),
        ({"attempts": 2}, {"attempts": 3}, "keeps", set()),
        ({"attempts": 2}, {"attempts": None}, "keeps", set()),
        ({"report": "none"}, {"report": "all"}, "risk", {"report-more"}),
        ({"report": "all"}, {"report": "assessment"}, "keeps", set()),
        ({}, {"right": "b"}, "risk", {"question-answer"}),
        ({}, {}, "keeps", set()),
    ],
)
def test_each_rule_milder_and_stricter(
    before: dict[str, Any], after: dict[str, Any], verdict: str, code: set[str]
) -> None:
    found = compared(before, after)
    assert found.verdict == verdict
    assert codes(found.findings) == code
    assert found.loses == (verdict == "stricter")


def test_what_is_milder_is_a_note() -> None:
    for before, after in (({"attempts": 2}, {}), ({}, {"passMark": 40.0})):
        found = compared(before, after)
        assert found.findings == ()
        assert len(found.notes) == 2, "the note, and that Moodle reckons anew"


def test_tries_without_a_mark_fail_nobody() -> None:
    found = compared({"passMark": None}, {"passMark": None, "attempts": 1})
    assert "fail" not in format_comparison(found)
    assert "who has done so has no further try" in format_comparison(found)


def test_the_headline_tells_stricter_from_lost() -> None:
    text = format_comparison(compared({}, {"passMark": 95.0}))
    assert text.splitlines()[0].endswith(
        "Learners keep their work, but this update asks more of them."
    )


@pytest.mark.parametrize(
    "script",
    [
        "",
        "globalThis.spread=",
        "globalThis.spread=[];",
        'globalThis.spread={"config":[]};',
        "something(else);",
    ],
)
def test_a_script_that_tells_no_rules_is_not_guessed_at(script: str) -> None:
    odd = scorm12(files={"index.html": TEST.format(right="a"), "player.js": script})
    for pair in ((odd, package()), (package(passMark=1.0), odd)):
        assert compare(*pair).verdict == "keeps"


def test_a_page_of_others_may_hold_any_numbers() -> None:
    page = TEST.format(right="a").replace('data-points="1"', 'data-points="many"')
    page = page.replace("{&quot;right", "[&quot;right")
    odd = scorm12(files={"index.html": page})
    assert compare(odd, odd).verdict == "keeps"
