"""What an author wrote in a question is on the page, or a line tells that it is not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from authoring import PNG, write_files
from spread_elearn.build import Builder, Plan
from spread_elearn.load.module_checks import module_problems
from spread_elearn.localise.words import units_of
from spread_elearn.model import Edition, Options, Package
from spread_elearn.plugins import Plugins

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>w0000</text></svg>'
)
BLOCKS = {
    "paragraph": "W W",
    "hard break": "W\\\nW",
    "marks": "**W** *W* ~~W~~ `W` [W](https://example.org)",
    "code": "```\nW = W\n```",
    "indented code": "    W\n    W",
    "table": "| W | W |\n|---|---|\n| W | W |",
    "quote": "> W\n>\n> W",
    "list": "* W\n* W\n  * W",
    "numbered list": "1) W\n2) W",
    "definitions": "W\n: W",
    "alert": "> [!NOTE]\n> W",
    "rule": "---",
    "image": "![W](media/roles.png)",
    "drawing": "![W](media/drawing.svg)",
    **{
        name: f"::: {name} W\nW\n\n* W\n:::"
        for name in ("note", "tip", "important", "warning", "caution", "example")
    },
    "task": "::: task W\nW\n\n- [ ] W\n:::",
    "reveal": "::: reveal W\nW\n:::",
    "figure": "::: figure\n![W](media/roles.png)\n\nW\n\n---\n\nW\n:::",
    "figure of a table": "::: figure\n| W |\n|---|\n| W |\n\nW\n:::",
    "tabs": "::: tabs\n### W\nW\n### W\n| W |\n|---|\n| W |\n:::",
    "box in a box": ":::: note W\n::: reveal W\nW\n:::\n::::",
}
ANSWERS = {
    "choice": "- [ ] W\n  > W\n- [x] W\n\n> W",
    "multiple": "- [x] W\n- [x] W\n  > W\n- [ ] W",
    "truefalse": "- [x] True\n  > W\n- [ ] False",
    "match": "W\n: W\n\nW\n: W\n\n…\n: W",
    "order": "1. W\n2. W\n3. W\n\n> W",
    "gaps": "W [[W|W]] W [[W]] W.",
    "gaps of words": "W [[W|W||W|W]] W.",
    "number": "= 3\n\n~ 4\n> W",
    "short": "= W | W\n\n~ W\n> W",
    "rating": "",
    "reflection": "::: hint\nW\n:::\n\n::: answer\nW\n:::",
}
PLACES = ("Asks W?\n\n{}", "{}\n\nAsks W?", "{}", "W\n\nAsks W?\n\n{}\n\n{}")
WITH_PAGES = ("web", "scorm12", "scorm2004")
WITHOUT_LESSONS = {
    *("moodle-glossary", "glossary-csv", "tbx", "skos"),
    *("seminar", "moodle-competencies"),
}
"""What holds terms, a seminar or outcomes, and no lesson."""


def questions() -> Iterator[str]:
    """Every kind of block in every place of every type's stem."""
    for type_, answers in ANSWERS.items():
        more = " rating=5" if type_ == "rating" else f" type={type_.split()[0]}"
        for block, text in BLOCKS.items():
            for number, place in enumerate(PLACES):
                stem = place.format(*[text] * 2)
                id_ = f"{type_}-{block}-{number}".replace(" ", "-")
                yield f"::: question {{#{id_}{more}}}\n{stem}\n\n{answers}\n:::\n"


def numbered(texts: Iterator[str]) -> list[str]:
    """Each W as a word that stands nowhere else."""
    count = iter(range(1, 10**5))
    return [re.sub(r"\bW\b", lambda _: f"w{next(count):04}", each) for each in texts]


def write(folder: Path, asked: list[str]) -> Path:
    files: Mapping[str, str | bytes] = {
        "lessons/01-one.md": "---\nminutes: 1\n---\n# One\n\n" + "\n".join(asked),
        "media/roles.png": PNG,
        "media/drawing.svg": DRAWING,
    }
    return write_files(folder, files)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """One lesson with all of them that have no mistakes."""
    folder = tmp_path_factory.mktemp("words") / "demo"
    builder = Builder(PLUGINS)
    asked = numbered(questions())
    loaded = builder.loader.load(write(folder, asked))
    wrong = {
        found[1]
        for each in module_problems(loaded, PLUGINS)
        if each.level == "error"
        and (found := re.search(r'question "([^"]+)"', each.message))
    }
    right = [
        each for each in asked if (found := ID.search(each)) and found[1] not in wrong
    ]
    assert len(right) > 0.75 * len(asked), wrong
    [whole] = builder.editions(write(folder, right), Plan((folder,)))
    return whole


PLUGINS = Plugins()
ID = re.compile(r"\{#([^ }]+)")
WORD = re.compile(r"\bw\d{4}\b")


def words_of(edition: Edition) -> set[str]:
    """Every word that a lesson's units hold."""
    units = units_of(edition.module)
    return {
        word
        for unit in units
        if unit.source.path.startswith(("lessons/", "media/"))
        for word in WORD.findall(unit.text)
    }


class Shown(HTMLParser):
    """What learners see, hear in place of an image, or can open."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in ("script", "style", "template")
        given = dict(attrs)
        if tag in ("img", "svg"):
            self.text.append(given.get("alt") or given.get("aria-label") or "")

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("script", "style", "template")

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.text.append(data)


def shown(page: str) -> set[str]:
    looks = Shown()
    looks.feed(page)
    return set(WORD.findall(" ".join(looks.text)))


def package(edition: Edition, name: str) -> Package:
    formats = PLUGINS.formats()
    return formats[name].package((edition,), Options(formats=formats))


@pytest.mark.parametrize("name", WITH_PAGES)
def test_every_word_of_a_question_is_on_the_page(name: str, edition: Edition) -> None:
    pages = [
        file.content.decode()
        for file in package(edition, name).files
        if file.href.endswith(".html")
    ]
    assert words_of(edition) - shown("".join(pages)) == set()


def test_no_other_format_holds_lessons() -> None:
    known = {*WITH_PAGES, "moodle-xml", "gift", "moodle-course", *WITHOUT_LESSONS}
    assert set(PLUGINS.formats()) == known


@pytest.mark.parametrize("name", ["moodle-xml", "gift"])
def test_every_word_of_a_question_is_in_the_bank_or_is_told(
    name: str, edition: Edition
) -> None:
    written = package(edition, name)
    [file] = written.files
    text = file.content.decode().replace("\\n", "\n")
    there = set(WORD.findall(html.unescape(html.unescape(text))))
    left_out = {
        found[1]
        for each in written.warnings
        if (found := re.search(r'question "([^"]+)"', each.message))
    }
    lost = {
        question.id
        for question in edition.questions
        if words_of_question(edition, question.id) - there
    }
    assert lost - left_out == set()


def words_of_question(edition: Edition, id_: str) -> set[str]:
    text = (edition.module.folder / "lessons" / "01-one.md").read_text("utf-8")
    begin = text.index(f"{{#{id_} ")
    return set(WORD.findall(text[begin : text.find("\n::: question", begin)]))
