"""Changes of a source: only what they name changes, whatever ends its lines."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from spread_elearn.markdown.edits import apply_edits, lines_of
from spread_elearn.model import Edit

TEXT = st.lists(
    st.tuples(st.text("ab é\v\x85", max_size=4), st.sampled_from(["\n", "\r\n", "\r"])),
    min_size=1,
    max_size=6,
).map(lambda lines: "".join(words + end for words, end in lines))


def edit(first: int, last: int, text: str, old: str | None = None) -> Edit:
    return Edit("a.md", first, last, text, old)


@pytest.mark.parametrize(
    ("given", "edits", "wanted"),
    [
        ("a\nb\nc\n", [edit(2, 2, "x\ny")], "a\nx\ny\nc\n"),
        ("a\r\nb\r\n", [edit(1, 1, "x")], "x\r\nb\r\n"),
        ("a\nb\nc\n", [edit(2, 2, "")], "a\nc\n"),
        ("a\nb\n", [edit(2, 1, "x")], "a\nx\nb\n"),
        ("a\n", [edit(2, 1, "x")], "a\nx\n"),
        ("a b\n", [edit(1, 1, "{#x b}", old="b")], "a {#x b}\n"),
        ("a b \r\n", [edit(1, 1, "{#x}", old="")], "a b {#x}\r\n"),
        ("a\nb\nc\n", [edit(1, 1, "x\ny"), edit(3, 3, "z")], "x\ny\nb\nz\n"),
    ],
)
def test_edits_speak_of_the_lines_as_they_were(
    given: str, edits: list[Edit], wanted: str
) -> None:
    assert apply_edits(given, edits) == wanted
    assert apply_edits(given, reversed(edits)) == wanted


@given(TEXT, st.data())
def test_all_other_lines_stay_as_they_are(text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    line = data.draw(st.integers(1, len(lines)))
    changed = lines_of(apply_edits(text, [edit(line, line, "new")]))
    assert changed[: line - 1] == lines[: line - 1]
    assert changed[line:] == lines[line:]


@pytest.mark.parametrize("wrong", [(0, 0), (3, 2), (2, 2), (1, 2)])
def test_a_line_that_is_not_there_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="there is no line"):
        apply_edits("a\n", [edit(*wrong, "x")])
