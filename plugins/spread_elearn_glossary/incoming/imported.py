"""What is read from a stranger's glossary, before it is written as markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spread_elearn import escape_markdown


@dataclass(frozen=True, slots=True)
class ImportedTerm:
    """A term; its definition is markdown already, all else is plain text."""

    forms: tuple[str, ...]
    definition: str
    category: str = ""
    abbr: str = ""
    reference: str = ""
    equivalents: Mapping[str, str] = field(default_factory=dict)
    id: str = ""


@dataclass
class ImportedGlossary:
    """All that one file holds for us."""

    terms: list[ImportedTerm] = field(default_factory=list)
    language: str = ""
    """The language that was asked for; "" for any."""
    written: int = 0
    """How many of the terms could be written as markdown."""
    warnings: list[str] = field(default_factory=list)
    """What was not imported, or not wholly: ``name: what``."""

    def warn(self, name: str, what: str) -> None:
        """Say once of a term or of a language what does not come over."""
        line = f"{name}: {what}"
        if line not in self.warnings:
            self.warnings.append(line)


@dataclass(frozen=True)
class DefinitionHtml:
    """Whose HTML is read: a glossary keeps no pictures, and says so."""

    glossary: ImportedGlossary
    name: str

    def picture(self, source: str, alt: str) -> str:
        where = source if len(source) < 80 else f"{source[:77]}..."
        self.tell(f"the image {where} was left out")
        return escape_markdown(" ".join(alt.split()))

    def tell(self, what: str) -> None:
        self.glossary.warn(self.name, what)
