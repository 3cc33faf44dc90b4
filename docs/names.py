"""The page of public names: ``python docs/names.py`` writes reference/names.md.

Every name that ``from spread_elearn import`` gives, with what goes in and comes out,
from the sources themselves. A name in no group ends the run.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import spread_elearn

PAGE = Path(__file__).resolve().parent / "reference" / "names.md"
INTRO = (
    "# Public names\n\n"
    "<!-- Written by docs/names.py from the sources themselves. -->\n\n"
    "What a plugin may import from `spread_elearn`. Nothing below it is public: it may "
    "change in every release. The hooks have [a page of their own](hooks.md).\n"
)
GROUPS = {
    "To begin": "hookimpl",
    "A module": (
        "Module Lesson Document Outcome Term Heading Footnote Funding Medium Language"
    ),
    "Activities": "Activity Attributes ActivityKind Starter Field Part Paper Gathered",
    "Questions and scenes": "Question Choice KnownMistake Scene Turn",
    "Prose": (
        "Prose words unmarked plain_text inlines activities_in rewrite Visitor "
        "source_of slug stem_of allow mark_at words_of_markdown raised_signs "
        "lowered_signs"
    ),
    "Formats and pages": (
        "Format Options Edition Site Sco Package Resource Script Style Transform "
        "archive_bytes verify_package Transport edition_of"
    ),
    "Words and translations": (
        "Words words_of Unit Translation units_of translation_problems forms_of "
        "join_forms split_forms choose_language"
    ),
    "Mistakes": (
        "Problem Source Message Fix Edit Finding SpreadError UsageError SourceError "
        "PluginError PackageError ArchiveError"
    ),
    "Files": (
        "read_source read_source_text read_medium write_source shared_folder "
        "SourcePlace from_here located"
    ),
    "Commands": "takes_modules load_modules Loader find_modules",
    "HTML, XML, markdown and catalogs of others": (
        "html_blocks html_line html_words take_parts ForeignHtml HtmlWriter Rendered "
        "has_image media_of escape_markdown guard_markdown without_control_characters "
        "clean_drawing parse_xml xml_text PoFile PoEntry read_po write_po"
    ),
}
"""Heading -> names. One that is not there yet or no more is passed over."""
NOTES = {
    "hookimpl": "Marks a function of a plugin as a hook: `@hookimpl` above it.",
    "Prose": "A tuple of markdown-it tokens: a text as it was parsed.",
}
"""What has no docstring of its own."""
_ADDRESS = re.compile(r"<[^<>]* at 0x[0-9a-f]+>")
_CLASS = re.compile(r"\b(?:spread_elearn|markdown_it|collections|pathlib)[\w.]*\.(\w+)")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8", newline="\n")
    print(PAGE.name)


def page() -> str:
    """The whole page. Raises LookupError for a name in no group."""
    names = {name for name in spread_elearn.__all__ if not name.startswith("_")}
    groups = {heading: said.split() for heading, said in GROUPS.items()}
    if lost := names - {name for group in groups.values() for name in group}:
        raise LookupError(f"in no group of docs/names.py: {', '.join(sorted(lost))}")
    parts = [INTRO]
    for heading, group in groups.items():
        told = [entry(name) for name in group if name in names]
        if told:
            parts.append(f"\n## {heading}\n\n" + "\n".join(told))
    return "".join(parts)


def entry(name: str) -> str:
    """A name with its signature, what it is, and its fields."""
    value = getattr(spread_elearn, name)
    doc = inspect.cleandoc(value.__doc__ or "") if _has_doc(value) else NOTES[name]
    lines = [f"### `{name}{_signature(value)}`", ""]
    lines += [_prose(doc), ""] if doc else []
    fields = [*_fields(value)]
    if fields:
        lines += ["| field | what |", "|---|---|", *fields, ""]
    calls = [*_calls(value)]
    if calls:
        lines += ["| call | what |", "|---|---|", *calls, ""]
    return "\n".join(lines)


def _has_doc(value: Any) -> bool:
    return inspect.isclass(value) or inspect.isroutine(value)


def _prose(doc: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", doc)


def _signature(value: Any) -> str:
    if not inspect.isroutine(value):
        return ""
    text = str(inspect.signature(value)).replace("~", "")
    return _CLASS.sub(r"\1", _ADDRESS.sub("...", text)).replace("'", "")


def _fields(value: Any) -> Iterator[str]:
    """The rows of a data class: name, type, what the source says below it."""
    if not (inspect.isclass(value) and dataclasses.is_dataclass(value)):
        return
    told = _comments(value)
    for field in dataclasses.fields(value):
        if not field.name.startswith("_"):
            type_ = f"{field.type}{_default(field)}".replace("|", "\\|")
            about = _prose(told.get(field.name, "")).replace("|", "\\|")
            yield f"| `{field.name}: {type_}` | {about} |"


def _default(field: dataclasses.Field[Any]) -> str:
    """What stands where the field is left out."""
    missing = dataclasses.MISSING
    if isinstance(field.default, (str, int, float, bool, tuple, type(None))):
        return f" = {field.default!r}"
    left_out = field.default is not missing or field.default_factory is not missing
    return " = ..." if left_out else ""


def _calls(value: Any) -> Iterator[str]:
    """The rows of a class's methods and properties that say what they do."""
    if not inspect.isclass(value) or issubclass(value, Exception):
        return
    for name, member in vars(value).items():
        if name.startswith("_") and name != "__call__":
            continue
        own = getattr(member, "func", None) or getattr(member, "__func__", member)
        doc = inspect.getdoc(own)
        if doc and (inspect.isfunction(own) or isinstance(member, property)):
            said = _signature(own).replace("(self, ", "(").replace("(self)", "()")
            shown = "" if name == "__call__" else f".{name}"
            if isinstance(member, property) or own is not member:
                said = said.partition(" -> ")[2] and f": {said.partition(' -> ')[2]}"
            about = " ".join(_prose(doc).split()).replace("|", "\\|")
            yield f"| `{shown}{said}` | {about} |".replace(" | None", " \\| None")


def _comments(value: type) -> Mapping[str, str]:
    """The text below each field of a class, on one line."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for before, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[before.target.id] = " ".join(str(after.value.value).split())
    return found


if __name__ == "__main__":
    main()
