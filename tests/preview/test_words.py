"""The words of the page stand in one place, and all of them are used."""

from __future__ import annotations

import re

from spread_elearn.preview.pages import STATIC

PANEL = STATIC / "panel"
SAID = {
    # What the values of the data model are called.
    *("not attempted", "incomplete", "completed", "passed", "failed", "browsed"),
    *("unknown", "correct", "wrong", "incorrect", "neutral", "unanticipated"),
    # By a name that is put together or comes from the server.
    *("scorm12", "scorm2004", "web", "error", "warning", "missing", "page", "teacher"),
    *("mode-review", "mode-browse", "broken", "sound"),
}


def text(*names: str) -> str:
    return "\n".join((PANEL / name).read_text("utf-8") for name in names)


def keys() -> list[str]:
    table = text("words.js").partition("const WORDS = {")[2].partition("\n  };")[0]
    return re.findall(r'^    "?([\w -]+?)"?:(?= |$)', table, re.M)


def used() -> set[str]:
    scripts = [path.name for path in PANEL.glob("*.js") if path.name != "words.js"]
    code = text(*sorted(scripts))
    called = re.findall(r"(?:word|tellSaying)\(([^(),{]*)", code)
    named = {key for call in called for key in re.findall(r'"([\w -]+)"', call)}
    page = text("panel.html")
    return named | set(re.findall(r'data-(?:word|label)="([\w-]+)"', page)) | SAID


def test_no_word_stands_twice() -> None:
    assert len(keys()) > 80
    assert len(set(keys())) == len(keys())


def test_each_word_that_is_used_is_there() -> None:
    assert used() - set(keys()) == set()


def test_each_word_is_used() -> None:
    assert set(keys()) - used() == set()


def test_the_page_holds_no_words_of_its_own() -> None:
    page = text("panel.html").partition("<body>")[2]
    bare = re.sub(r"<noscript>.*?</noscript>|<[^>]*>|360|768", "", page, flags=re.S)
    assert bare.split() == []
