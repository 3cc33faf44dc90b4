"""Metadata of a module for manifests, once for both spellings of LOM (IEEE 1484.12.3).

1.2 writes lower-case names with ``langstring`` in a fixed order (IMS MD 1.2.1); 2004
writes camelCase names with ``string``. ``Lom`` hides the difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from spread_elearn import Edition, Module


@dataclass(frozen=True)
class Lom:
    """Makes LOM elements in one spelling."""

    make: ElementMaker
    old: bool
    """The spelling of SCORM 1.2."""
    language: str
    xml_lang: str = "{http://www.w3.org/XML/1998/namespace}lang"

    def element(self, name: str, *children: Element | str) -> Element:
        return self.make(name.lower() if self.old else name, *children)

    def string(self, name: str, text: str) -> Element:
        """A text in the edition's language."""
        if self.old:
            return self.element(
                name, self.make("langstring", text, {self.xml_lang: self.language})
            )
        return self.element(
            name, self.make("string", text, {"language": self.language})
        )

    def value(self, name: str, value: str) -> Element:
        """A word of LOM's own vocabulary."""
        pairs = (("source", "LOMv1.0"), ("value", value))
        if self.old:
            words = [
                self.make(key, self.make("langstring", text, {self.xml_lang: "x-none"}))
                for key, text in pairs
            ]
        else:
            words = [self.make(key, text) for key, text in pairs]
        return self.element(name, *words)

    def duration(self, name: str, minutes: int) -> Element:
        return self.element(
            name,
            self.element("datetime" if self.old else "duration", iso_minutes(minutes)),
        )


def iso_minutes(minutes: int) -> str:
    """A duration of ISO 8601: ``PT1H25M``."""
    hours, rest = divmod(minutes, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{rest}M' if rest or not hours else ''}"


def lom(edition: Edition, maker: ElementMaker, old: bool, scheme: str) -> Element:
    """The whole record of an edition. *scheme* names the profile in metaMetadata."""
    module = edition.module
    spell = Lom(maker, old, edition.language)
    return spell.element(
        "lom",
        _general(spell, edition),
        _lifecycle(spell, module),
        spell.element(
            "metaMetadata",
            spell.element("metadataScheme" if old else "metadataSchema", scheme),
            spell.element("language", edition.language),
        ),
        spell.element(
            "technical",
            spell.element("format", "text/html"),
            spell.element("location", edition.site.scos[0].href),
        ),
        _educational(spell, edition),
        _rights(spell, module),
        *_classification(spell, module),
    )


def _general(spell: Lom, edition: Edition) -> Element:
    module = edition.module
    entry = f"{module.id}/{'+'.join(edition.languages)}"
    if spell.old:
        named = spell.element(
            "catalogentry",
            spell.element("catalog", "spread-elearn"),
            spell.string("entry", entry),
        )
    else:
        named = spell.element(
            "identifier",
            spell.element("catalog", "spread-elearn"),
            spell.element("entry", entry),
        )
    title = spell.string("title", module.title)
    about = [
        *(spell.element("language", code) for code in edition.languages),
        spell.string("description", module.description or module.title),
        *(spell.string("keyword", word) for word in module.keywords),
    ]
    first = [title, named] if spell.old else [named, title]
    return spell.element("general", *first, *about)


def _lifecycle(spell: Lom, module: Module) -> Element:
    return spell.element(
        "lifeCycle",
        spell.string("version", module.version),
        spell.value("status", "final"),
        *(_author(spell, name) for name in module.authors),
    )


def _author(spell: Lom, name: str) -> Element:
    """A person or an organisation as a vCard (RFC 2426: commas and such escaped)."""
    safe = re.sub(r"([\\,;])", r"\\\1", name)
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{safe}\nN:{safe}\nEND:VCARD"
    entity = (
        spell.element("centity", spell.element("vcard", card))
        if spell.old
        else spell.element("entity", card)
    )
    return spell.element("contribute", spell.value("role", "author"), entity)


def _educational(spell: Lom, edition: Edition) -> Element:
    module = edition.module
    minutes = sum(lesson.minutes or 0 for lesson in module.counted)
    parts = [
        spell.value(
            "learningResourceType",
            "self assessment" if module.has_assessment else "narrative text",
        ),
        spell.value("intendedEndUserRole", "learner"),
        _context(spell),
    ]
    if minutes:
        parts.append(spell.duration("typicalLearningTime", minutes))
    if module.audience:
        parts.append(spell.string("description", module.audience))
    return spell.element(
        "educational", *parts, spell.element("language", edition.language)
    )


def _context(spell: Lom) -> Element:
    return spell.value("context", "Vocational Training" if spell.old else "training")


def _rights(spell: Lom, module: Module) -> Element:
    return spell.element(
        "rights",
        spell.value("cost", "no"),
        spell.value("copyrightAndOtherRestrictions", "yes"),
        spell.string("description", rights_line(module)),
    )


def rights_line(module: Module) -> str:
    """Licence and attribution in one line, to be copied."""
    by = f" by {', '.join(module.authors)}" if module.authors else ""
    return f"{module.title} ({module.version}){by}: {module.licence}"


def _classification(spell: Lom, module: Module) -> list[Element]:
    parts = []
    if module.outcomes:
        told = "\n".join(f"{outcome.id}: {outcome.text}" for outcome in module.outcomes)
        parts.append(_purpose(spell, "educational objective", told, module.keywords))
    if module.eqf:
        told = f"EQF level {module.eqf} (indicative, self-declared)"
        parts.append(_purpose(spell, "educational level", told, ()))
    return parts


def _purpose(spell: Lom, purpose: str, told: str, keywords: tuple[str, ...]) -> Element:
    return spell.element(
        "classification",
        spell.value("purpose", purpose.title() if spell.old else purpose),
        spell.string("description", told),
        *(spell.string("keyword", word) for word in keywords),
    )
