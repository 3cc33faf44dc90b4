"""The page of all messages: ``python docs/messages.py`` writes reference/messages.md.

Finds every ``Message`` of the core and of the plugins that come with it, and groups
them by what a trainer does. A message that no group takes ends the run with its name.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from inspect import getsource
from pathlib import Path
from types import ModuleType

from spread_elearn.model import Message

PAGE = Path(__file__).resolve().parent / "reference" / "messages.md"
INTRO = (
    "# All messages\n\n"
    "<!-- Written by docs/messages.py from the messages themselves. -->\n\n"
    "`spread-elearn` says what is wrong in these sentences; a word in *italics* stands "
    "for something in your files, and beside each sentence stands what to do. "
    "An error has to be mended before a package is built; a warning may stay, unless "
    "you ask for `--strict`. "
    "`check --json` and `verify --json` give the word of the first column as `code`: "
    "it stays when a sentence is put in better words, so let scripts look at the code "
    "only.\n"
)
GROUPS = {
    "Lessons": (
        "spread_elearn.load.lessons",
        "spread_elearn.load.bodies",
        "spread_elearn.load.files",
        "spread_elearn.load.module.LESSON_TWICE",
        "spread_elearn.load.module.IN_A_FOLDER",
        "spread_elearn.load.module.ID_TWICE",
        "spread_elearn.load.module_checks",
        "spread_elearn.load.module_files",
        "spread_elearn.markdown",
        "spread_elearn.build",
    ),
    "module.yaml and front matter": (
        "spread_elearn.load.yaml",
        "spread_elearn.load.module",
        "spread_elearn.load.module_file",
        "spread_elearn.load.selection",
        "spread_elearn.load.module_checks.NO_DESCRIPTION",
        "spread_elearn.load.module_checks.OUTCOME_UNTAUGHT",
        "spread_elearn.load.module_checks.TITLE_LONG",
    ),
    "Media": (
        "spread_elearn.load.media",
        "spread_elearn.load.module_checks.DRAWING_BROKEN",
        "spread_elearn.load.module_checks.DRAWING_LARGE",
    ),
    "Links": (
        "spread_elearn.load.links",
        "spread_elearn.markdown.footnotes",
        "spread_elearn.markdown.stray_marks.ADDRESS_IN_TEXT",
        "spread_elearn.markdown.stray_marks.NO_ADDRESS",
        "spread_elearn.markdown.stray_marks.SCHEME",
        "spread_elearn.markdown.stray_marks.SPACE_BEFORE_ADDRESS",
        "spread_elearn.markdown.stray_marks.SPACE_IN_ADDRESS",
    ),
    "Containers": (
        "spread_elearn.kinds",
        "spread_elearn.markdown.activities",
        "spread_elearn.markdown.attributes",
        "spread_elearn.markdown.colon_lines",
        "spread_elearn.markdown.stray_marks.BRACES_PLACE",
        "spread_elearn.markdown.stray_marks.COLONS_IN_TEXT",
    ),
    "Questions": ("spread_elearn_quiz",),
    "Scenarios": ("spread_elearn_scenario",),
    "Glossary": (
        "spread_elearn_glossary",
        "spread_elearn.markdown.stray_marks.NO_TERM",
    ),
    "Translations": (
        "spread_elearn_translations",
        "spread_elearn.localise",
        "spread_elearn.exchange.po",
    ),
    "Seminar": ("spread_elearn_seminar",),
    "Moodle": ("spread_elearn_moodle",),
    "Packages": ("spread_elearn.verify", "spread_elearn.archive"),
    "Updates of packages": ("spread_elearn.compare",),
    "Preview": ("spread_elearn.preview",),
}
"""Heading -> whose messages stand below it: packages, modules, or single messages.

The longest name that fits decides.
"""
_BLANK = re.compile(r"\{([a-z_]+)\}")
_MARKS = re.compile(r"[\\`*_\[\]<|~&]|(?<=\])\(")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(messages()), "utf-8", newline="\n")
    print(PAGE.name)


def messages() -> dict[str, Message]:
    """Every message by the name of its module and its own."""
    own = distribution("spread-elearn").entry_points.select(group="spread_elearn")
    found: dict[str, Message] = {}
    for name in ("spread_elearn", *sorted(each.module for each in own)):
        for module in modules(importlib.import_module(name)):
            found.update(messages_of(module))
    return found


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """A package and all modules in it, in the order of their names."""
    yield package
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not each.name.endswith(".__main__"):
            yield importlib.import_module(each.name)


def messages_of(module: ModuleType) -> Iterator[tuple[str, Message]]:
    """The messages that a module makes; those that it imports are another's."""
    held = {k: v for k, v in vars(module).items() if isinstance(v, Message)}
    source = getsource(module) if held else ""
    for name, message in held.items():
        if re.search(rf"^{name}\b.*=", source, re.MULTILINE):
            yield f"{module.__name__}.{name}", message


def page(found: Mapping[str, Message]) -> str:
    """The whole page. Raises LookupError for a message that no group takes."""
    groups: dict[str, list[Message]] = {heading: [] for heading in GROUPS}
    for name, message in found.items():
        groups[group_of(name)].append(message)
    return INTRO + "".join(
        f"\n## {heading}\n\n{table(group)}"
        for heading, group in groups.items()
        if group
    )


def group_of(name: str) -> str:
    """The heading that takes the message of this name."""
    fitting = {
        owner: heading
        for heading, owners in GROUPS.items()
        for owner in owners
        if f"{name}.".startswith(f"{owner}.")
    }
    if not fitting:
        raise LookupError(f"no group of docs/messages.py takes {name}")
    return fitting[max(fitting, key=len)]


def table(found: list[Message]) -> str:
    """A row for each sentence, by code; said in two levels it has one row."""
    levels: dict[tuple[str, str, str], set[str]] = {}
    for each in found:
        levels.setdefault((each.code, each.text, each.hint), set()).add(each.level)
    rows = ["| Code | Level | What it says | What to do |", "|---|---|---|---|"]
    for (code, text, hint), said in sorted(levels.items()):
        level = " or ".join(sorted(said))
        rows.append(f"| `{code}` | {level} | {shown(text)} | {shown(hint)} |")
    return "".join(f"{row}\n" for row in rows)


def shown(text: str) -> str:
    """A sentence as Markdown: its blanks in italics, its marks as they stand."""
    parts = _BLANK.split(" ".join(text.split()))
    return "".join(
        f"*{part.replace('_', ' ')}*" if number % 2 else _MARKS.sub(r"\\\g<0>", part)
        for number, part in enumerate(parts)
    )


if __name__ == "__main__":
    main()
