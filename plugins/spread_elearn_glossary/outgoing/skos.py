"""``skos``: the terms as a SKOS concept scheme, written as JSON-LD 1.1.

The context stands in the file, so that nothing is fetched to read it.
"""

from __future__ import annotations

import json
from typing import Any

from spread_elearn import Edition, Module, Options, Package, split_forms

from .entries import ExportedTerm, by_term, equivalents, one_file

CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "title": {"@id": "dct:title", "@container": "@language"},
    "license": {"@id": "dct:license"},
    "creator": {"@id": "dct:creator"},
    "version": {"@id": "dct:hasVersion"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "related": {"@id": "skos:related", "@type": "@id"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "source": {"@id": "dct:source"},
}


def skos_package(editions: tuple[Edition, ...], options: Options) -> Package:
    text = json.dumps(skos(editions), ensure_ascii=False, indent=2)
    return one_file("glossary.jsonld", f"{text}\n".encode(), editions)


def skos(editions: tuple[Edition, ...]) -> dict[str, Any]:
    """The scheme and its concepts; labels and definitions by language."""
    module = editions[0].module
    scheme = f"urn:spread-elearn:{module.id}"
    terms = by_term(editions)
    concepts = [_concept(scheme, id_, terms[id_], terms) for id_ in terms]
    about = {
        "id": scheme,
        "type": "skos:ConceptScheme",
        "title": {each.language: each.module.title for each in editions},
        "license": _licence(module),
        "creator": list(module.authors),
        "version": module.version,
        "hasTopConcept": [concept["id"] for concept in concepts],
    }
    return {"@context": CONTEXT, "@graph": [about, *concepts]}


def _licence(module: Module) -> str:
    return f"https://spdx.org/licenses/{module.licence}"


def _concept(
    scheme: str,
    id_: str,
    entries: list[ExportedTerm],
    known: dict[str, list[ExportedTerm]],
) -> dict[str, Any]:
    agreed = {code: split_forms(words) for code, words in equivalents(entries)}
    preferred = {each.language: each.term.name for each in entries}
    others = {each.language: list(_others(each)) for each in entries}
    preferred |= {code: forms[0] for code, forms in agreed.items() if forms}
    others |= {code: list(forms[1:]) for code, forms in agreed.items()}
    concept: dict[str, Any] = {
        "id": f"{scheme}:{id_}",
        "type": "skos:Concept",
        "inScheme": scheme,
        "prefLabel": dict(sorted(preferred.items())),
        "altLabel": {code: forms for code, forms in sorted(others.items()) if forms},
        "definition": {each.language: each.plain for each in entries},
        "related": [f"{scheme}:{to}" for to in entries[0].related if to in known],
        "source": entries[0].term.reference,
    }
    return {key: value for key, value in concept.items() if value}


def _others(entry: ExportedTerm) -> tuple[str, ...]:
    return (*entry.term.forms[1:], *([entry.term.abbr] if entry.term.abbr else []))
