"""Whatever an author types: no crash, right lines, nothing that runs in a browser."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import assume, example, given, strategies as st

from authoring import FRONT, LESSON, MODULE, PNG, SVG, load, write_files
from spread_elearn.build import Builder
from spread_elearn.load.files import decode
from spread_elearn.load.module_checks import module_problems
from spread_elearn.load.module_file import MODULE as KEYS
from spread_elearn.load.yaml.metadata import read_table
from spread_elearn.localise.words import localise, units_of
from spread_elearn.markdown.attributes import Allowed, parse_attributes
from spread_elearn.markdown.colon_lines import match_lines
from spread_elearn.markdown.links import classify
from spread_elearn.markdown.parser import make_parser
from spread_elearn.model import Module, Problem, Source, Translation
from spread_elearn.plugins import Plugins
from spread_elearn.render.page import Page

PLUGINS = Plugins(installed=False)
WORKSHOP = Builder(PLUGINS)

BITS = (
    *("# One\n", "\n\n", "\n", "## Two", "###", "- ", "- [x] ", "1. ", "> ", "    "),
    *(
        "::: note",
        "\n:::\n",
        "::: figure\n",
        "::: tabs\n### A\n",
        "::: task {minutes=2}",
    ),
    *("::: translator", "::: reveal R", "::::", "```", "~~~\n", "`", "**", "*", "~~"),
    *("| a | b |\n|---|:-:|\n", "|", "---\n", "===", "[^a]", "[^a]: ", "\n: ", "\\"),
    *(
        "[a](#two)",
        "[b](02-two.md)",
        "[",
        "](",
        ")",
        "![alt](media/a.png)",
        "![](x.svg)",
    ),
    *("![d](media/d.svg)", "[x](media/e.csv)", "{#id}", "{.small lang=it}", "{", "}"),
    *("[w]{.mute}", "<u>", "<!--", "<script>alert(1)</script>", "javascript:", "<"),
    *("[j](javascript:alert(1))", "<javascript:x>", "&lt;script&gt;", "&", '"', "'"),
    *("> [!NOTE]\n> ", "[!TIP]", "[r]: https://x.org\n", "[r]", "https://x.org", " "),
    *("\t", "\r\n", "\r", "\x00", "\u2028", "\ufeff", "é", "🙂", "“", "\u202e", "\x85"),
    *("title: ", "minutes: 5\n", "a b c", "word", ": ", "%", "@", "\ue000", "\ud7ff"),
)
LESSONS = st.one_of(
    st.lists(st.sampled_from(BITS), max_size=40).map("".join),
    st.lists(st.sampled_from(BITS), max_size=40).map(
        lambda bits: LESSON + "".join(bits)
    ),
    st.text(max_size=200),
)
AROUND = {
    "lessons/02-two.md": f"{FRONT}# Two\n\nText.\n",
    "media/a.png": PNG,
    "media/d.svg": SVG,
    "media/e.csv": "a\n",
}


@contextmanager
def module_of(lesson: str | bytes, yaml: str = MODULE) -> Iterator[Module]:
    """A module with this lesson, while its folder is there."""
    with tempfile.TemporaryDirectory() as name:
        files = {**AROUND, "module.yaml": yaml, "lessons/01-one.md": lesson}
        yield WORKSHOP.loader.load(write_files(Path(name) / "demo", files))


def lines_of(text: str | bytes) -> int:
    raw = text if isinstance(text, bytes) else text.encode()
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def check(problem: Problem, name: str, lines: int) -> None:
    assert problem.message
    assert problem.hint
    assert problem.code
    assert problem.source.line >= 1
    if problem.source.path == name:
        assert problem.source.line <= lines, str(problem)


@given(LESSONS)
@example("# One\n\n\x85x <b>\n")
@example("---\n")
@example("---\n---")
@example("# One\n\n- ::: note\n- b\n:::\n")
@example("# One\n\n[^a]: ::: note\n\n::: tip\n[^b]: x\n:::\n\n[^a][^b]")
def test_any_text_is_a_lesson_or_a_list_of_mistakes(text: str) -> None:
    with module_of(text) as module:
        found = module_problems(module, PLUGINS)
    for problem in found:
        check(problem, "lessons/01-one.md", lines_of(text))
    assert any(lesson.file == "01-one.md" for lesson in module.lessons)


@given(st.binary(max_size=100))
def test_any_bytes_are_a_lesson_or_a_list_of_mistakes(content: bytes) -> None:
    with module_of(content) as module:
        found = module_problems(module, PLUGINS)
    for problem in found:
        check(problem, "lessons/01-one.md", lines_of(content))


KEY = st.sampled_from([*KEYS, "nope", "- x", "", "?", "<<"])
VALUE = st.one_of(
    st.sampled_from(
        ["x", "[a, b]", "{a: b}", "&a x", "*a", "!!int 3", '"', "'", "|", ">", "null"]
    ),
    st.sampled_from(
        ["a: b", "@x", "[", "{", "\t", "# x", "10", "\n  - x", "...", "---"]
    ),
    st.text(max_size=20),
)
YAML = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(KEY, st.sampled_from([": ", ":", " ", "\t"]), VALUE)).map(
        lambda rows: "\n".join("".join(row) for row in rows)
    ),
)


@given(YAML)
@example("a: b\x85c: d\n: x")
@example("? [a, b]\n: c")
@example("title: {? a: b}")
@example("outcomes: [[a: b]]")
def test_any_yaml_is_a_module_or_a_list_of_mistakes(yaml: str) -> None:
    with module_of(LESSON, yaml) as module:
        found = module_problems(module, PLUGINS)
    for problem in found:
        check(problem, "module.yaml", lines_of(yaml))
    assert module.id
    assert module.title
    assert module.language


@given(st.text(max_size=100), st.integers(1, 9))
def test_reading_a_table_never_raises(text: str, first: int) -> None:
    text, _ = decode(text.encode("utf-8", "ignore"), "x")
    table = read_table(text, "x", KEYS, first)
    last = first + text.count("\n")
    assert all(first <= problem.source.line <= last for problem in table.problems)


def structures() -> st.SearchStrategy[list[str]]:
    """Lines of containers that are all closed, with other things between."""
    other = st.sampled_from(
        ["text", "", "- item", "  lazy", "> quote", "| a |", "```\n:::\n```", "## h"]
    )
    colons = st.integers(3, 6).map(lambda number: ":" * number)
    return st.recursive(
        other.map(lambda line: line.split("\n")),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: [*pair[0], *pair[1]]),
            st.tuples(colons, inner, colons).map(
                lambda parts: [f"{parts[0]} note", *parts[1], parts[2]]
            ),
        ),
        max_leaves=12,
    )


@given(structures())
def test_balanced_containers_are_all_closed(lines: list[str]) -> None:
    found = match_lines(lines)
    opened = [number for number, line in enumerate(lines) if line.endswith(" note")]
    assert sorted(found.closing) == opened
    assert not found.unclosed
    assert not found.surplus
    for start, end in found.closing.items():
        inside = [each for each in opened if start < each < end]
        assert all(found.closing[each] < end for each in inside)


@given(structures())
def test_balanced_containers_lose_no_words(lines: list[str]) -> None:
    marked = [
        f"{line} w{number}" if line in ("text", "- item", "  lazy", "> quote") else line
        for number, line in enumerate(lines)
    ]
    with module_of("# One\n\n" + "\n".join(marked)) as module:
        assume("nesting" not in {problem.code for problem in module.problems})
    said = " ".join(message.text for message in units_of(module))
    for word in re.findall(r"\bw\d+\b", "\n".join(marked)):
        assert re.search(rf"\b{word}\b", said), (word, marked)


@given(LESSONS)
def test_pages_hold_no_script_and_no_address_that_runs(text: str) -> None:
    looks = Looks()
    with module_of(text) as module:
        looks.feed(rendered(module))
    assert not looks.found


class Looks(HTMLParser):
    """Tags and attributes that no author can have asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "u", "style", "iframe", "javascript:x"):
            self.found.append(tag)
        for name, value in attrs:
            runs = (value or "").strip().lower().startswith(("javascript:", "data:"))
            if name.startswith("on") or name == "style" or runs:
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")


def rendered(module: Module) -> str:
    """All prose of a module's lessons as a page shows it, even with mistakes."""
    words = WORKSHOP.renderer.words(module)
    html = []
    for lesson in module.lessons:
        page = Page(
            module,
            words,
            WORKSHOP.loader.kinds,
            {},
            WORKSHOP.loader.md,
            lambda name: WORKSHOP.renderer.env.get_template(name).render,
            module.lessons,
            module.lessons,
        )
        page.lesson = lesson
        html += [page.inline(lesson.heading), page.inline(lesson.standfirst)]
        html += [page.prose(lesson.tokens)]
        html += [page.prose(note.text) for note in lesson.footnotes]
    return "".join(html)


@given(LESSONS)
def test_an_identity_translation_gives_the_same_lessons(text: str) -> None:
    with module_of(text) as module:
        same = localise(
            module, "it", lambda message: Translation(message.text), make_parser()
        )
    assert same.lessons == module.lessons
    assert units_of(same) == units_of(module)


@given(st.text(max_size=60))
def test_attributes_never_raise_and_keep_only_what_is_allowed(text: str) -> None:
    found, _ = parse_attributes(text, Source("x", 1), Allowed())
    assert set(found.values) <= {"lang", "dir", "width", "height"}
    assert set(found.classes) <= {"wide", "small", "mute"}
    assert re.fullmatch(r"([a-z][a-z0-9-]*)?", found.id)


@given(st.text(max_size=60))
def test_addresses_never_raise_and_only_known_ones_are_external(href: str) -> None:
    target = classify(href)
    if target.kind == "external":
        assert re.match(r"(https?|mailto|tel):", target.path.strip(), re.IGNORECASE)


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "demo", AROUND)
    assert load(folder) == load(folder)
