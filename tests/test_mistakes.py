"""Every mistake an author can make, with its line, in words, and all in one run.

The pairs in ``fixtures/mistakes`` hold a file and what ``check`` says of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import (
    FRONT,
    LESSON,
    MODULE,
    PNG,
    ModuleFolder,
    Pair,
    problems,
    read_pairs,
)

FOLDER = Path(__file__).parent / "fixtures" / "mistakes"
LESSON_NAME = "lessons/01-one.md"
AROUND = {
    "lessons/02-two.md": f"{FRONT}# Two\n\nText.\n\n## Its part\n\nText.\n",
    "media/desk.png": PNG,
    "media/broken.png": b"no image",
    "media/empty.png": b"",
    "media/raci.docx": b"PK",
}
PAIRS = [pair for path in sorted(FOLDER.glob("*.md")) for pair in read_pairs(path)]


def said(folder: Path) -> str:
    """What ``check`` says, but that a lesson does not state its minutes."""
    found = (each for each in problems(folder) if each.code != "minutes-missing")
    return "".join(f"{each}\n" for each in found)


def given(pair: Pair) -> dict[str, str | bytes]:
    if pair.file == "module.md":
        return {"module.yaml": pair.given}
    return {**AROUND, LESSON_NAME: pair.given}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.file}:{pair.title}")
def test_every_mistake_is_told_with_its_line_and_what_to_do(
    pair: Pair, module_folder: ModuleFolder
) -> None:
    assert said(module_folder(given(pair))) == pair.wanted, f"{pair.file}:{pair.line}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.file}:{pair.title}")
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    pair: Pair, module_folder: ModuleFolder
) -> None:
    files = given(pair)
    name = "module.yaml" if pair.file == "module.md" else LESSON_NAME
    text = files[name]
    assert isinstance(text, str)
    files[name] = text.replace("\n", "\r\n").encode("utf-8-sig")
    assert said(module_folder(files)) == pair.wanted
