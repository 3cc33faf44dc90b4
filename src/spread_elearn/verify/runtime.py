"""Does each SCO talk to the LMS? A guess from the texts of its pages and scripts.

Rules: an SCO must at least find the API and call Initialize and Terminate
(SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spread_elearn.model import Finding
from spread_elearn.verify.findings import warning
from spread_elearn.verify.pages import inside
from spread_elearn.verify.reading import Element, Manifest, is_sco, line_of
from spread_elearn.verify.references import files_of
from spread_elearn.verify.scanning import Page
from spread_elearn.verify.structure import Contents

_CALLS = {"1.2": ("LMSInitialize", "LMSFinish"), "2004": ("Initialize", "Terminate")}
_FINDER = {"1.2": "API", "2004": "API_1484_11"}


def judge_runtime(
    manifest: Manifest, contents: Contents, pages: Mapping[str, Page]
) -> Iterator[Finding]:
    """Say which SCOs seem never to speak to the LMS, or to that of another version."""
    for resource in manifest.resources.values():
        start = files_of(manifest, resource)[:1]
        if is_sco(resource) and start and start[0] in pages:
            yield from _judge_words(
                manifest, resource, _words(manifest, resource, pages)
            )


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
    waiting = list(_listed(manifest, resource))
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages:
            continue
        reached.add(name)
        targets = (inside(name, pages[name], link) for link in pages[name].links)
        waiting += [target.name for target in targets if target.where == "inside"]
    return frozenset().union(*(pages[name].words for name in reached))


def _listed(manifest: Manifest, resource: Element) -> Iterator[str]:
    """Files of a resource and of those it depends on."""
    waiting, seen = [resource], set()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        yield from files_of(manifest, each)
        wanted = (
            dependency.get("identifierref", "")
            for dependency in manifest.children(each, "dependency")
        )
        waiting += [
            manifest.resources[name] for name in wanted if name in manifest.resources
        ]
