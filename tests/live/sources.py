"""A course with one of everything, written by authors' means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from authoring import SVG
from e2e.quizzes import all_types, assessment, practice, question
from spread_elearn.build import Plan, build
from spread_elearn.model import Options
from spread_elearn.plugins import Plugins

PICTURE = """Which colour?

![A small picture](media/dot.svg)

- [x] None
- [ ] Green"""
YAML = """id: {id}
title: {title}
language: en
description: A module & its <words>, for a test.
version: {version}
authors: [A. Author & friends]
audience: Tutors
hours: 2
eqf: 4-5
pass_mark: 70
outcomes:
  - {{id: K1, kind: knowledge, text: Roles of the five parties}}
  - {{id: K2, kind: knowledge, text: Tutor and mentor}}
  - {{id: S1, kind: skill, text: "Plan, and review"}}
"""
GLOSSARY = """tutor, tutors, tutoring
: A person in the company who answers for tasks and learning.

mentor, mentors
: A person who listens.
"""
SEMINAR = """# An afternoon for tutors

| Time | Minutes | What |
|---|---|---|
| 0:00 | 10 | Welcome |
| 0:10 | 20 | Cards |

- [ ] Room booked
"""


@dataclass(frozen=True, slots=True)
class Course:
    """Where its files are."""

    folder: Path
    out: Path

    @property
    def mbz(self) -> Path:
        return self.out / "live.en.moodle-course.mbz"

    def package(self, version: str = "1.0.0", id_: str = "live-rich") -> Path:
        return self.out / f"{id_}-{version}.en.scorm12.zip"


def make_course(folder: Path) -> Course:
    """Write the modules and build them."""
    rich, plain, drill = folder / "rich", folder / "plain", folder / "drill"
    lesson = practice(question("try", PICTURE) + "\nTutors and mentors meet.\n")
    files = {
        "module.yaml": YAML.format(id="live-rich", title="Rich one", version="1.0.0"),
        "lessons/01-l1.md": lesson,
        "lessons/02-l2.md": assessment(all_types("outcome=K1")),
        "glossary.md": GLOSSARY,
        "seminar.md": SEMINAR,
    }
    write(rich, files)
    (rich / "media").mkdir()
    (rich / "media/dot.svg").write_text(SVG, "utf-8")
    yaml = YAML.replace("pass_mark: 70\n", "")
    write(
        plain,
        {
            "module.yaml": yaml.format(id="live-plain", title="Plain", version="1.0.0"),
            "lessons/01-l1.md": "---\nminutes: 1\n---\n# One\n\nHello.\n",
        },
    )
    write(
        drill,
        {
            "module.yaml": yaml.format(id="live-drill", title="Drill", version="1.0.0"),
            "lessons/01-l1.md": practice(all_types("outcome=K1")),
        },
    )
    course = Course(folder, folder / "dist")
    formats = ("moodle-course", "scorm12", "moodle-competencies")
    plan = Plan((rich, plain, drill), course.out, formats, options=Options("live"))
    build(plan, Plugins())
    return course


def rebuild(course: Course, old: str, new: str) -> Path:
    """The rich module with other words, as the next version; returns its package."""
    rich = course.folder / "rich"
    for path in rich.rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    yaml = YAML.format(id="live-rich", title="Rich one", version="1.1.0")
    (rich / "module.yaml").write_text(yaml, "utf-8")
    build(Plan((rich,), course.out, ("scorm12",)), Plugins())
    return course.package("1.1.0")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
