"""``tbx``: TBX-Basic, the exchange format of term bases (ISO 30042:2019, DCA style).

One concept for each term; each language has its forms, the first preferred.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import Edition, Options, Package, split_forms, xml_text

from ..view.index import is_capital
from .exported import ExportedTerm, by_term, equivalents
from .files import one_file, xml_bytes

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tbx_package(editions: tuple[Edition, ...], options: Options) -> Package:
    return one_file("glossary.tbx", tbx(editions), editions)


def tbx(editions: tuple[Edition, ...]) -> bytes:
    """All languages of a module in one term base."""
    module = editions[0].module
    source = module.written_in or module.language
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx",
        {"type": "TBX-Basic", "style": "dca", LANG: source},
        nsmap={None: NAMESPACE},
    )
    about = _inside(_inside(root, "tbxHeader"), "fileDesc")
    _inside(_inside(about, "titleStmt"), "title", module.title)
    licence = f"{module.id} {module.version}, {module.licence}"
    _inside(_inside(about, "sourceDesc"), "p", licence)
    body = _inside(_inside(root, "text"), "body")
    terms = by_term(editions)
    for id_, versions in terms.items():
        related = [to for to in versions[0].related if to in terms]
        _concept(body, id_, versions, related)
    return xml_bytes(root)


def _concept(
    body: Element, id_: str, versions: list[ExportedTerm], related: list[str]
) -> None:
    concept = _inside(body, "conceptEntry", id=f"c_{id_}")
    if versions[0].category:
        _inside(concept, "descrip", versions[0].category, type="subjectField")
    for other in related:
        _inside(concept, "ref", other, type="crossReference", target=f"c_{other}")
    for version in versions:
        _language(concept, version)
    for code, words in equivalents(versions):
        section = _section(concept, code)
        for number, form in enumerate(split_forms(words)):
            _form(section, form, number)


def _language(concept: Element, version: ExportedTerm) -> None:
    section = _section(concept, version.language)
    group = _inside(section, "descripGrp")
    _inside(group, "descrip", version.plain, type="definition")
    if version.term.reference:
        _inside(group, "admin", version.term.reference, type="source")
    for number, form in enumerate(version.term.forms):
        _form(section, form, number)
    if version.term.abbr:
        _form(section, version.term.abbr, 1, "fullForm")


def _section(concept: Element, code: str) -> Element:
    section = _inside(concept, "langSec")
    section.set(LANG, code)
    return section


def _form(section: Element, form: str, number: int, kind: str = "") -> None:
    """The headword is preferred, the other forms are admitted."""
    group = _inside(section, "termSec")
    _inside(group, "term", form)
    status = "preferredTerm-admn-sts" if number == 0 else "admittedTerm-admn-sts"
    _inside(group, "termNote", status, type="administrativeStatus")
    kind = kind or ("abbreviation" if is_capital(form) else "")
    if kind:
        _inside(group, "termNote", kind, type="termType")


def _inside(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    node = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    node.text = xml_text(text) or None
    return node
