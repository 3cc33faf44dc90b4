"""Does each SCO talk to the LMS? A guess from the texts of its pages and scripts.

Rules: an SCO must at least find the API and call Initialize and Terminate
(SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from spread_elearn.model import Finding
from spread_elearn.verify.findings import warning
from spread_elearn.verify.pages import inside
from spread_elearn.verify.reading import Element, Manifest, is_sco, line_of
from spread_elearn.verify.references import files_of, target_of
from spread_elearn.verify.scanning import Page

_CALLS = {"1.2": ("LMSInitialize", "LMSFinish"), "2004": ("Initialize", "Terminate")}
_FINDER = {"1.2": "API", "2004": "API_1484_11"}
_MOST_SCOS = 1_000
_MOST_FILES = 2_000
"""Bounds against packages that are made to waste time."""


def judge_runtime(manifest: Manifest, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Say which SCOs seem never to speak to the LMS, or to that of another version."""
    scos = (each for each in manifest.resources.values() if is_sco(each))
    for resource in islice(scos, _MOST_SCOS):
        start = target_of(manifest, resource, resource.get("href", ""))
        if start.name in pages:
            words = _words(manifest, resource, pages)
            yield from _judge_words(manifest, resource, words)


def _judge_words(
    manifest: Manifest, resource: Element, words: frozenset[str]
) -> Iterator[Finding]:
    version, name = manifest.version, resource.get("identifier", "")[:80]
    missing = [call for call in _CALLS[version] if call not in words]
    if missing and not (version == "1.2" and _FINDER["2004"] in words):
        yield warning(
            line_of(resource),
            f"the SCO {name} seems never to call {' or '.join(missing)}",
            "An LMS records nothing then: add the calls, or call it an asset.",
            "sco-silent",
        )
    elif missing or _FINDER[version] not in words:
        yield warning(
            line_of(resource),
            f"the SCO {name} looks for the API of another version, not for"
            f" {_FINDER[version]} of SCORM {version}",
            "Export the package for the version that its pages are made for.",
            "sco-other-version",
        )


def _words(
    manifest: Manifest, resource: Element, pages: Mapping[str, Page]
) -> frozenset[str]:
    """Words for the LMS in all pages and scripts that an SCO lists or loads."""
    wanted = {*_CALLS[manifest.version], _FINDER[manifest.version]}
    found: set[str] = set()
    for name in islice(_reached(manifest, resource, pages), _MOST_FILES):
        found |= pages[name].words
        if wanted <= found:
            break
    return frozenset(found)


def _reached(
    manifest: Manifest, resource: Element, pages: Mapping[str, Page]
) -> Iterator[str]:
    waiting = list(islice(_listed(manifest, resource), _MOST_FILES))[::-1]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in pages:
            seen.add(name)
            yield name
            targets = (inside(name, pages[name], link) for link in pages[name].links)
            waiting += [each.name for each in targets if each.where == "inside"]


def _listed(manifest: Manifest, resource: Element) -> Iterator[str]:
    """Files of a resource and of those it depends on."""
    waiting, seen = [resource.get("identifier", "")], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in manifest.resources:
            continue
        seen.add(name)
        each = manifest.resources[name]
        yield from files_of(manifest, each) or [""]
        needed = manifest.children(each, "dependency")
        waiting += [other.get("identifierref", "") for other in needed]
