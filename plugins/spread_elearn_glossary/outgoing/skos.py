"""``skos``: the terms as a SKOS concept scheme, written as JSON-LD 1.1.

The context stands in the file, so that nothing is fetched to read it.
"""

from __future__ import annotations

import json
from typing import Any

from spread_elearn import Edition, Options, Package, split_forms

from .exported import ExportedTerm, by_term, equivalents
from .files import one_file

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
        "license": f"https://spdx.org/licenses/{module.licence}",
        "creator": list(module.authors),
        "version": module.version,
        "hasTopConcept": [concept["id"] for concept in concepts],
    }
    return {"@context": CONTEXT, "@graph": [about, *concepts]}


def _concept(
    scheme: str,
    id_: str,
    versions: list[ExportedTerm],
    known: dict[str, list[ExportedTerm]],
) -> dict[str, Any]:
    agreed = {code: split_forms(words) for code, words in equivalents(versions)}
    preferred = {each.language: each.term.name for each in versions}
    others = {
        each.language: [*each.term.forms[1:], *filter(None, [each.term.abbr])]
        for each in versions
    }
    preferred |= {code: forms[0] for code, forms in agreed.items() if forms}
    others |= {code: list(forms[1:]) for code, forms in agreed.items()}
    concept: dict[str, Any] = {
        "id": f"{scheme}:{id_}",
        "type": "skos:Concept",
        "inScheme": scheme,
        "prefLabel": dict(sorted(preferred.items())),
        "altLabel": {code: forms for code, forms in sorted(others.items()) if forms},
        "definition": {each.language: each.plain for each in versions},
        "related": [f"{scheme}:{to}" for to in versions[0].related if to in known],
        "source": versions[0].term.reference,
    }
    return {key: value for key, value in concept.items() if value}
