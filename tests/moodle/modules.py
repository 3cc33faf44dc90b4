"""Modules for the tests of courses, and what a backup of them says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from authoring import SVG, Files, write_files
from spread_elearn.build import Plan, build
from spread_elearn.model import Options, Problem
from spread_elearn.plugins import Plugins

YAML = """id: small
title: Rooms & <people>
language: en
description: For tests.
version: 1.2.0
authors: [Anna, Ben & Co]
audience: Tutors
hours: 2
eqf: 4-5
pass_mark: 70
outcomes:
  - {id: K1, kind: knowledge, text: Know who decides}
  - {id: S1, kind: skill, text: "Plan, then review"}
"""
LESSON = """---
minutes: 2
---
# One

Tutors meet.

::: question {#picture}
Which?

![A dot](media/dot.svg)

- [x] This
  > Yes, ![a dot](media/dot.svg).
- [ ] That
:::

::: question {#think}
What do you think?

::: answer
Anything.
:::
:::
"""
QUIZ = """---
minutes: 3
assessment: true
---
# Check

Hi.

::: question {#several outcome=K1}
Which two?

- [x] one
- [x] two
- [ ] three

::: hint
Count them.
:::
:::

::: question {#said}
Everybody signs.

- [x] True
- [ ] False
:::

::: question {#pairs}
Who?

Tutor
: tasks

Mentor
: wellbeing

…
: money
:::

::: question {#steps}
In order.

1. Prepare
2. Show
3. Let try
:::

::: question {#gaps points=2}
It begins with the [[goal|aim]] and ends with the [[will & way]].
:::

::: question {#hours points=2}
How many?

= 25 +- 0.5

~ 17
> Two days are missing.
:::

::: question {#word}
W stands for?

= will | way forward
:::
"""
GLOSSARY = """tutor, tutors, tutoring
: A person who answers for **tasks**.

mentor
: A person who listens.
"""
SEMINAR = """# An afternoon

| Time | Minutes | What |
|---|---|---|
| 0:00 | 10 | Welcome |
| 0:10 | 20 | Cards |

- [ ] Room booked

![A dot](media/dot.svg)
"""
SMALL: Files = {
    "module.yaml": YAML,
    "lessons/01-one.md": LESSON,
    "lessons/02-check.md": QUIZ,
    "media/dot.svg": SVG,
    "glossary.md": GLOSSARY,
    "seminar.md": SEMINAR,
}
PLAIN: Files = {
    "module.yaml": "id: plain\ntitle: Plain\nlanguage: en\ndescription: Plain one.\n",
    "lessons/01-one.md": "---\nminutes: 1\n---\n# One\n\nHello.\n",
}


@dataclass(frozen=True)
class Backup:
    """A course as it was built: entries by name, companions, notes."""

    content: bytes
    companions: dict[str, bytes]
    notes: tuple[Problem, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Element:
        return etree.fromstring(self.files[name])

    def activities(self) -> Iterator[tuple[str, Element, Element]]:
        """(folder, ``module.xml``, the activity's own file) in the course's order."""
        files = self.files
        for each in self.xml("moodle_backup.xml").iterfind(".//activities/activity"):
            folder, kind = text(each, "directory"), text(each, "modulename")
            module = etree.fromstring(files[f"{folder}/module.xml"])
            yield folder, module, etree.fromstring(files[f"{folder}/{kind}.xml"])

    def one(self, kind: str) -> Element:
        """The only ``<scorm>``, ``<quiz>`` ... of the course."""
        [found] = [
            own[0]
            for _, module, own in self.activities()
            if text(module, "modulename") == kind
        ]
        return found

    def stored(self) -> list[dict[str, str]]:
        """The rows of ``files.xml``."""
        return [
            {str(cell.tag): cell.text or "" for cell in row} | {"id": row.get("id", "")}
            for row in self.xml("files.xml")
        ]


def text(node: Element, path: str) -> str:
    found = node.findtext(path)
    assert found is not None, f"{node.tag!r} has no {path}"
    return found


def texts(node: Element, path: str) -> list[str]:
    return [each.text or "" for each in node.findall(path)]


def built(
    *folders: Path, name: str = "", formats: tuple[str, ...] = ("moodle-course",)
) -> Backup:
    """Build a course of these modules."""
    out = folders[0].parent / "dist"
    plan = Plan(folders, out, formats, options=Options(name))
    done, notes = build(plan, Plugins())
    found = {each.path.name: each.path.read_bytes() for each in done}
    main = f"{name or 'modules'}.en.moodle-course.mbz"
    return Backup(found.pop(main), found, tuple(notes))


def small(folder: Path, **changes: str) -> Path:
    """The small module, with other texts where *changes* says so."""
    files: dict[str, object] = dict(SMALL)
    for old, new in changes.items():
        files["module.yaml"] = str(files["module.yaml"]).replace(old, new)
    return write_files(folder / "small", files)


def plain(folder: Path) -> Path:
    return write_files(folder / "plain", PLAIN)
