"""What is read from a stranger's glossary, before it is written as markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spread_elearn import escape_markdown


@dataclass(frozen=True, slots=True)
class Draft:
    """A term; its definition is markdown already, all else is plain text."""

    forms: tuple[str, ...]
    definition: str
    category: str = ""
    abbr: str = ""
    reference: str = ""
    equivalents: Mapping[str, str] = field(default_factory=dict)
    id: str = ""


@dataclass
class Found:
    """All that one file holds for us, and what was not or not wholly imported."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, name: str, what: str) -> None:
        line = f"{name}: {what}"
        if line not in self.notes:
            self.notes.append(line)


@dataclass(frozen=True)
class ForeignHtml:
    """Whose HTML is read: a glossary keeps no pictures, and says so."""

    found: Found
    name: str

    def picture(self, source: str, alt: str) -> str:
        where = source if len(source) < 80 else f"{source[:77]}..."
        self.tell(f"the image {where} was left out")
        return escape_markdown(" ".join(alt.split()))

    def tell(self, what: str) -> None:
        self.found.tell(self.name, what)
