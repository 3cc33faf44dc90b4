"""Every mistake an author can make, with its line, in words, and all in one run.

The pairs in ``fixtures/mistakes`` hold a file and what ``check`` says of it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from authoring import (
    FRONT,
    LESSON,
    MODULE,
    PNG,
    Files,
    ModuleFolder,
    Pair,
    problems,
    read_pairs,
)

FOLDER = Path(__file__).parents[1] / "fixtures" / "mistakes"
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


def given(pair: Pair) -> dict[str, object]:
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


FILES: dict[str, tuple[Files, str]] = {
    "no lessons": (
        {"lessons/notes.txt": "later"},
        "module.yaml:1: there are no lessons\n"
        "    Write the first one: lessons/01-welcome.md\n",
    ),
    "an empty lesson": (
        {LESSON_NAME: ""},
        "lessons/01-one.md:1: this lesson is empty\n"
        "    Write its text, or remove the file.\n",
    ),
    "a lesson of white space": (
        {LESSON_NAME: " \n\n\t\n"},
        "lessons/01-one.md:1: this lesson is empty\n"
        "    Write its text, or remove the file.\n",
    ),
    "lessons that are not UTF-8, and what else is wrong in them": (
        {LESSON_NAME: b"# One\n\nText.\nCaf\xe9 <b>.\n"},
        "lessons/01-one.md:4: this file is not UTF-8\n"
        "    Save it again with the encoding UTF-8 in your editor.\n"
        "lessons/01-one.md:4: HTML is not read here: <b>\n"
        "    Use markdown, or write \\< for the sign itself.\n",
    ),
    "a lesson in UTF-16": (
        {LESSON_NAME: "# One\n\nText.\n".encode("utf-16")},
        "lessons/01-one.md:1: this file is not UTF-8\n"
        "    Save it again with the encoding UTF-8 in your editor.\n",
    ),
    "module.yaml that is not UTF-8": (
        {"module.yaml": MODULE.encode() + b"audience: Caf\xe9\n"},
        "module.yaml:5: this file is not UTF-8\n"
        "    Save it again with the encoding UTF-8 in your editor.\n",
    ),
    "names that are none for lessons": (
        {
            "lessons/01-One.md": LESSON,
            "lessons/02_two.md": f"{LESSON}<b>\n",
            "lessons/03-three.MD": LESSON,
            "lessons/04.md": LESSON,
            "lessons/.05-hidden.md": "",
        },
        "lessons/01-One.md:1: 01-One.md is no name for a lesson\n"
        "    Use small letters, digits and hyphens: 01-one.md\n"
        "lessons/02_two.md:1: 02_two.md is no name for a lesson\n"
        "    Use small letters, digits and hyphens: 02-two.md\n"
        "lessons/02_two.md:7: HTML is not read here: <b>\n"
        "    Use markdown, or write \\< for the sign itself.\n"
        "lessons/03-three.MD:1: 03-three.MD is no name for a lesson\n"
        "    Use small letters, digits and hyphens: 03-three.md\n"
        "lessons/04.md:1: 04.md is no name for a lesson\n"
        "    Use small letters, digits and hyphens: lesson-04.md\n",
    ),
    "two lessons with one id": (
        {LESSON_NAME: LESSON, "lessons/02-one.md": LESSON},
        'lessons/02-one.md:1: another lesson has the id "one" too\n'
        "    Rename this file or lessons/01-one.md.\n",
    ),
    "a lesson in a folder below": (
        {LESSON_NAME: LESSON, "lessons/part/02-two.md": LESSON},
        "lessons/part/02-two.md:1: a lesson in a folder of its own is not read\n"
        "    Move it to lessons/02-two.md.\n",
    ),
    "only pages and teachers' lessons": (
        {LESSON_NAME: LESSON.replace("minutes: 1", "role: page")},
        "lessons/01-one.md:1: no lesson counts for progress\n"
        "    One lesson at least needs role: lesson, or no role.\n",
    ),
    "an id in two lessons": (
        {
            LESSON_NAME: f"{LESSON}\n::: note {{#x}}\nText.\n:::\n",
            "lessons/02-two.md": f"{LESSON}\n::: note {{#x}}\nText.\n:::\n",
        },
        "lessons/02-two.md:8: the id #x stands here a second time\n"
        "    Give it another one; the first is in lessons/01-one.md:8.\n",
    ),
    "a link to what is for teachers": (
        {
            LESSON_NAME: f"{LESSON}\n[see](02-two.md)\n",
            "lessons/02-two.md": LESSON.replace("minutes: 1", "role: teacher"),
        },
        "lessons/01-one.md:8: 02-two.md is for teachers; learners do not get it\n"
        "    Remove the link, or the lesson's role.\n",
    ),
    "minutes that do not fit": (
        {LESSON_NAME: LESSON.replace("minutes: 1", "title: One\nminutes: 9")},
        "lessons/01-one.md:3: warning: minutes: 9 does not fit the lesson's length\n"
        "    It takes about 1: 5 words at 180 a minute.\n",
    ),
    "minutes that leave out the tasks": (
        {LESSON_NAME: f"{LESSON}\n::: task {{minutes=20}}\nDo.\n:::\n"},
        "lessons/01-one.md:2: warning: minutes: 1 does not fit the lesson's length\n"
        "    It takes about 20: 6 words at 180 a minute and 20 minutes of "
        "activities.\n",
    ),
    "a video without captions and transcript": (
        {LESSON_NAME: f"{LESSON}\n![A day](media/day.mp4)\n", "media/day.mp4": b"x"},
        "lessons/01-one.md:8: warning: media/day.mp4 has no captions\n"
        "    Add media/day.vtt beside it.\n"
        "lessons/01-one.md:8: warning: media/day.mp4 has no transcript\n"
        "    Add media/day.md beside it.\n",
    ),
    "captions and transcripts with mistakes": (
        {
            LESSON_NAME: f"{LESSON}\n![A day](media/day.mp4)\n",
            "media/day.mp4": b"x",
            "media/day.vtt": "1\n00:00 --> 00:01\n",
            "media/day.md": "Text\n<b> and [a](02-two.md).\n\n![](media/x.png)\n",
        },
        "media/day.md:2: HTML is not read here: <b>\n"
        "    Use markdown, or write \\< for the sign itself.\n"
        "media/day.md:2: there is no lesson 02-two.md\n"
        "    Lessons: 01-one.md.\n"
        "media/day.md:4: the image media/x.png has no alternative text\n"
        "    Say what it tells: ![Who signs what](media/roles.svg)\n"
        "media/day.md:4: there is no file media/x.png\n"
        "    Put it into the folder media.\n"
        "media/day.vtt:1: these captions do not begin with WEBVTT\n"
        "    Save them as WebVTT; many subtitle tools can.\n",
    ),
    "drawings that cannot be shown": (
        {
            LESSON_NAME: f"{LESSON}\n![a](media/a.svg) ![b](media/b.svg) "
            "![c](media/c.svg)\n![d](media/d.svg)\n",
            "media/a.svg": "<svg>\n<path>\n</svg>",
            "media/b.svg": "<html/>",
            "media/c.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "media/d.svg": "",
        },
        "lessons/01-one.md:9: media/d.svg is empty\n"
        "    Save the file again.\n"
        "media/a.svg:3: this drawing cannot be shown: "
        "Opening and ending tag mismatch: path line 2 and svg, line 3, column 7\n"
        "    Save it again as plain SVG in your drawing program.\n"
        "media/b.svg:1: this drawing cannot be shown: its first element is not svg\n"
        "    Save it again as plain SVG in your drawing program.\n"
        "media/c.svg:1: this drawing cannot be shown: "
        "it has no viewBox, so it cannot fit a phone\n"
        "    Save it again as plain SVG in your drawing program.\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_mistakes_with_files_are_told(name: str, module_folder: ModuleFolder) -> None:
    files, wanted = FILES[name]
    found = problems(module_folder(files))
    told = [each for each in found if each.code not in SAID_ELSEWHERE]
    assert "".join(f"{each}\n" for each in told) == wanted


SAID_ELSEWHERE = ("minutes-missing", "outcome-untaught")


def test_a_lesson_without_minutes_is_told_how_many_it_takes(
    module_folder: ModuleFolder,
) -> None:
    text = "# One\n\n" + "word " * 900
    [problem] = problems(module_folder({LESSON_NAME: text}))
    assert str(problem) == (
        "lessons/01-one.md:1: warning: this lesson does not say how long it takes\n"
        "    Add to the front matter: minutes: 5 (900 words at 180 a minute)."
    )


def test_files_outside_the_module_are_not_read_through_links(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    folder = module_folder({LESSON_NAME: f"{LESSON}\n![a](media/a.png)\n"})
    for name, target in {"lessons/02-two.md": "b.md", "media/a.png": "a.png"}.items():
        (tmp_path / target).write_bytes(b"# Secret\n\nText <b>.\n")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(tmp_path / target)
    assert said(folder) == (
        "lessons/01-one.md:8: media/a.png lies outside the module\n"
        "    Copy the file into the module's media folder.\n"
        "lessons/02-two.md:1: this is a link to a file outside the module\n"
        "    Copy the file itself to this place.\n"
    )


def test_links_that_lead_round_in_circles_are_told(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder({LESSON_NAME: f"{LESSON}\n![a](media/a.png)\n"})
    (folder / "media").mkdir()
    (folder / "media/a.png").symlink_to(folder / "media/a.png")
    (folder / "lessons/02-two.md").symlink_to(folder / "lessons/02-two.md")
    assert [str(each.source) for each in problems(folder)] == [
        "lessons/01-one.md:8",
        "lessons/02-two.md:1",
    ]


def test_a_folder_in_place_of_a_lesson_is_told(module_folder: ModuleFolder) -> None:
    folder = module_folder({})
    (folder / "lessons/02-two.md").mkdir()
    assert said(folder) == (
        "lessons/02-two.md:1: this is no ordinary file\n"
        "    A folder, a pipe or a device cannot be read. Put a file here.\n"
    )


def test_a_file_that_may_not_be_read_is_told(
    module_folder: ModuleFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = module_folder({})

    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    assert [each.message for each in problems(folder)] == [
        "cannot be read: Permission denied",
        "cannot be read: Permission denied",
    ]


def test_a_module_with_twenty_mistakes_reports_twenty(
    module_folder: ModuleFolder,
) -> None:
    lines = {
        "module.yaml": "id: Demo\ntitle: a: b\nlanguage: english\nhours: x\nnope: y\n",
        LESSON_NAME: "---\nminutes: x\nminuts: y\n---\n# One\n\n<b> and <i>\n\n"
        "#### Four\n\n[a](#b), [d](ftp://e) and ![](media/c.png)\n\n::: nope\n:::\n\n:::\n",
        "lessons/Two.md": "Text[^a].\n\n# Two\n\n# Three\n\n[b](javascript:c)\n",
    }
    found = problems(module_folder(lines))
    errors = [each for each in found if each.level == "error"]
    assert len(errors) == 20, "\n".join(map(str, errors))
    assert all(each.message and each.hint and each.code for each in found)
