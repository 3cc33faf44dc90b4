"""Packages for the browser tests: the real module, and small ones written in a test."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from spread_elearn.build import Builder, Plan
from spread_elearn.package.bundle import bundle
from spread_elearn.plugins import Plugins

MODULES = Path(__file__).parents[2] / "modules"
OF = {
    "strict12": "scorm12",
    "again12": "scorm12",
    "strict2004": "scorm2004",
    "again2004": "scorm2004",
}
HEAD = "id: small\ntitle: A small module\nlanguage: en\ndescription: For a test.\n"


@cache
def builder() -> Builder:
    return Builder(Plugins())


@cache
def real(format_: str, name: str = "tutors-and-mentors") -> bytes:
    """A module of this repository as a package."""
    return packed(MODULES / name, format_)


def packed(folder: Path, format_: str, languages: tuple[str, ...] = ()) -> bytes:
    """A module's folder as a package of its source language, or of several."""
    shop = builder()
    shop.problems.clear()
    plan = Plan((folder,), languages=languages)
    editions = shop.editions(folder, plan)
    assert editions, "\n".join(map(str, shop.problems))
    if len(languages) > 1:
        editions = (bundle(editions),)
    return shop.package(shop.formats[format_], editions, plan).content


def small(format_: str, head: str = "", terms: str = "", **lessons: str) -> bytes:
    """A module of lessons given as text: ``small("scorm12", one="# One", two=...)``.

    *head* are more lines of ``module.yaml``, *terms* its glossary."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "small"
        (folder / "lessons").mkdir(parents=True)
        (folder / "module.yaml").write_text(HEAD + head, "utf-8")
        if terms:
            (folder / "glossary.md").write_text(terms, "utf-8")
        for number, (id_, text) in enumerate(lessons.items(), 1):
            (folder / "lessons" / f"{number:02}-{id_}.md").write_text(text, "utf-8")
        return packed(folder, format_)


LONG = "\n\n".join(
    f"Paragraph {n} says a little more, so that one must scroll." for n in range(40)
)
TASK = "::: task Do it {minutes=2}\n- [ ] first\n- [ ] second\n- [ ] third\n:::\n"


def lessons(*names: str) -> dict[str, str]:
    """Long lessons with a task each."""
    return {
        name: f"# {name.title()}\n\nWelcome.\n\n{TASK}\n## More\n\n{LONG}\n"
        for name in names
    }
