"""The public API: what plugins and formats may use, and nothing below it.

    from spread_elearn import hookimpl, Format, Package

Names are imported when they are first used, so that a plugin's root module costs
nothing on the way to ``--help``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spread_elearn.activities import (
        slug as slug,
    )
    from spread_elearn.activities import (
        stem_of as stem_of,
    )
    from spread_elearn.archive import (
        archive_bytes as archive_bytes,
    )
    from spread_elearn.errors import (
        ArchiveError as ArchiveError,
    )
    from spread_elearn.errors import (
        PackageError as PackageError,
    )
    from spread_elearn.errors import (
        PluginError as PluginError,
    )
    from spread_elearn.errors import (
        SourceError as SourceError,
    )
    from spread_elearn.errors import (
        SpreadError as SpreadError,
    )
    from spread_elearn.errors import (
        UsageError as UsageError,
    )
    from spread_elearn.exchange.drawing import (
        clean_drawing as clean_drawing,
    )
    from spread_elearn.exchange.escape import (
        escape_markdown as escape_markdown,
    )
    from spread_elearn.exchange.escape import (
        guard_markdown as guard_markdown,
    )
    from spread_elearn.exchange.html_in import (
        Guest as Guest,
    )
    from spread_elearn.exchange.html_in import (
        html_blocks as html_blocks,
    )
    from spread_elearn.exchange.html_in import (
        html_line as html_line,
    )
    from spread_elearn.exchange.html_in import (
        html_words as html_words,
    )
    from spread_elearn.exchange.html_in import (
        take_parts as take_parts,
    )
    from spread_elearn.exchange.html_out import (
        Html as Html,
    )
    from spread_elearn.exchange.html_out import (
        HtmlWriter as HtmlWriter,
    )
    from spread_elearn.exchange.html_out import (
        has_image as has_image,
    )
    from spread_elearn.exchange.html_out import (
        media_of as media_of,
    )
    from spread_elearn.exchange.xml import (
        parse_xml as parse_xml,
    )
    from spread_elearn.exchange.xml import (
        xml_text as xml_text,
    )
    from spread_elearn.files import (
        shared_folder as shared_folder,
    )
    from spread_elearn.find import (
        find_modules as find_modules,
    )
    from spread_elearn.hookspecs import (
        hookimpl as hookimpl,
    )
    from spread_elearn.load import (
        Loader as Loader,
    )
    from spread_elearn.localise import (
        messages as messages,
    )
    from spread_elearn.markdown import (
        allow as allow,
    )
    from spread_elearn.model import (
        Activity as Activity,
    )
    from spread_elearn.model import (
        ActivityKind as ActivityKind,
    )
    from spread_elearn.model import (
        Attributes as Attributes,
    )
    from spread_elearn.model import (
        Choice as Choice,
    )
    from spread_elearn.model import (
        Document as Document,
    )
    from spread_elearn.model import (
        Edition as Edition,
    )
    from spread_elearn.model import (
        Finding as Finding,
    )
    from spread_elearn.model import (
        Fix as Fix,
    )
    from spread_elearn.model import (
        Footnote as Footnote,
    )
    from spread_elearn.model import (
        Format as Format,
    )
    from spread_elearn.model import (
        Funding as Funding,
    )
    from spread_elearn.model import (
        Heading as Heading,
    )
    from spread_elearn.model import (
        Known as Known,
    )
    from spread_elearn.model import (
        Language as Language,
    )
    from spread_elearn.model import (
        Lesson as Lesson,
    )
    from spread_elearn.model import (
        Medium as Medium,
    )
    from spread_elearn.model import (
        Message as Message,
    )
    from spread_elearn.model import (
        Module as Module,
    )
    from spread_elearn.model import (
        Options as Options,
    )
    from spread_elearn.model import (
        Outcome as Outcome,
    )
    from spread_elearn.model import (
        Package as Package,
    )
    from spread_elearn.model import (
        Problem as Problem,
    )
    from spread_elearn.model import (
        Prose as Prose,
    )
    from spread_elearn.model import (
        Question as Question,
    )
    from spread_elearn.model import (
        Resource as Resource,
    )
    from spread_elearn.model import (
        Scene as Scene,
    )
    from spread_elearn.model import (
        Sco as Sco,
    )
    from spread_elearn.model import (
        Script as Script,
    )
    from spread_elearn.model import (
        Site as Site,
    )
    from spread_elearn.model import (
        Source as Source,
    )
    from spread_elearn.model import (
        Style as Style,
    )
    from spread_elearn.model import (
        Term as Term,
    )
    from spread_elearn.model import (
        Transform as Transform,
    )
    from spread_elearn.model import (
        Translation as Translation,
    )
    from spread_elearn.model import (
        Way as Way,
    )
    from spread_elearn.model import (
        split_forms as split_forms,
    )
    from spread_elearn.model import (
        unmarked as unmarked,
    )
    from spread_elearn.model import (
        words as words,
    )
    from spread_elearn.player_words import (
        Words as Words,
    )
    from spread_elearn.player_words import (
        words_in as words_in,
    )
    from spread_elearn.prose import (
        Look as Look,
    )
    from spread_elearn.prose import (
        activities_in as activities_in,
    )
    from spread_elearn.prose import (
        inlines as inlines,
    )
    from spread_elearn.prose import (
        plain_text as plain_text,
    )
    from spread_elearn.prose import (
        rewrite as rewrite,
    )
    from spread_elearn.verify import (
        verify_package as verify_package,
    )

__version__ = "0.1.0"

_HOMES = {
    "activities": "slug stem_of",
    "archive": "archive_bytes",
    "errors": "ArchiveError PackageError PluginError SourceError SpreadError "
    "UsageError",
    "exchange.drawing": "clean_drawing",
    "exchange.escape": "escape_markdown guard_markdown",
    "exchange.html_in": "Guest html_blocks html_line html_words take_parts",
    "exchange.html_out": "Html HtmlWriter has_image media_of",
    "exchange.xml": "parse_xml xml_text",
    "files": "shared_folder",
    "find": "find_modules",
    "hookspecs": "hookimpl",
    "load": "Loader",
    "localise": "messages",
    "markdown": "allow",
    "model": "Activity ActivityKind Attributes Choice Document Edition Finding Fix "
    "Footnote Format Funding Heading Known Language Lesson Medium Message Module "
    "Options Outcome "
    "Package Problem Prose Question Resource Scene Sco Script Site Source Style Term "
    "Transform Translation Way split_forms unmarked words",
    "player_words": "Words words_in",
    "prose": "Look activities_in inlines plain_text rewrite",
    "verify": "verify_package",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found  # the next time Python finds it without asking here
    return found
