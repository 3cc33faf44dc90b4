"""Foreign HTML, catalogs and XML: twice as much takes twice as long to read."""

from __future__ import annotations

import pytest

from growth import Reader, assert_linear
from spread_elearn.exchange.escape import escape_markdown, guard_markdown
from spread_elearn.exchange.html_in import (
    html_blocks,
    html_line,
    html_words,
    take_parts,
)
from spread_elearn.exchange.po import read_po
from spread_elearn.exchange.several_languages import choose_language
from spread_elearn.exchange.xml import xml_text


class Deaf:
    """Takes no picture and hears nothing."""

    def picture(self, source: str, alt: str) -> str:
        return alt

    def tell(self, what: str) -> None:
        pass


def blocks(html: str) -> object:
    return html_blocks(html, Deaf())


def line(html: str) -> object:
    return html_line(html, Deaf())


def catalog(text: str) -> object:
    return read_po(text.encode(), "it.po")


HTML = {
    "open divisions": "<div>",
    "open bold": "<b>a",
    "open lists": "<ul><li>a",
    "breaks": "<br>",
    "bold with breaks": "<b>a<br>b</b>",
    "small": "a<sup>b c</sup><sub>2</sub>",
    "pre": "<pre>a\n\nb</pre>",
    "cells": "<td>a|",
    "formulas": "\\(a",
    "dollars": "$$a$",
    "entities": "&amp;&#x41;&nbsp",
    "signs": "*_`[{<&^~$=\\",
    "carets": "^",
    "colours": "<i style='color:red;background:blue'>a</i>",
    "languages": "{mlang en}a{mlang}",
    "spans": "<span class='multilang' lang='en'>a</span>",
    "parts": "<div class='part'>a</div>b",
}
GROWTH = {
    **{
        f"{name} as blocks": Reader(lambda n, unit=unit: unit * n, blocks)  # type: ignore[misc]
        for name, unit in HTML.items()
    },
    **{
        f"{name} as a line": Reader(lambda n, unit=unit: unit * n, line)  # type: ignore[misc]
        for name, unit in HTML.items()
        if name in ("open lists", "breaks")
    },
    "words of html": Reader(lambda n: "<b>a<sup>b" * n, html_words),
    "parts of html": Reader(
        lambda n: HTML["parts"] * n, lambda t: take_parts(t, "part")
    ),
    "languages of html": Reader(
        lambda n: HTML["spans"] * n, lambda t: choose_language(t, "it")
    ),
    "escapes": Reader(lambda n: "^a~b$c==d _e" * n, escape_markdown),
    "long words": Reader(lambda n: "^" + "a" * n, escape_markdown),
    "lines to guard": Reader(lambda n: "1. a\n- b\n" * n, guard_markdown),
    "digits to guard": Reader(lambda n: "1" * n, guard_markdown),
    "xml": Reader(lambda n: "a\x00b" * n, xml_text),
    "entries": Reader(
        lambda n: "".join(f'msgid "a{m}"\nmsgstr "b\\n"\n\n' for m in range(n)), catalog
    ),
    "lines of an entry": Reader(lambda n: 'msgid ""\n' + '"a\\"b"\n' * n, catalog),
    "comments": Reader(lambda n: "#: a:1\n#, fuzzy\n" * n + 'msgid "a"\n', catalog),
    "open strings": Reader(lambda n: 'msgid "a\\"' * n, catalog),
}


@pytest.mark.parametrize("name", GROWTH)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    assert_linear("exchange.test_growth", name)
