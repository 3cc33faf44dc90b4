"""Does each SCO talk to the LMS? A guess from the texts of its pages and scripts.

Rules: an SCO must at least find the API and call Initialize and Terminate
(SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from spread_elearn.model import Finding, Message
from spread_elearn.verify.pages import link_target
from spread_elearn.verify.reading import Element, Manifest, is_sco, line_of
from spread_elearn.verify.references import files_of, target_of
from spread_elearn.verify.scanning import ScannedPage

_CALLS = {
    "1.2": {"LMSInitialize": {"LMS", "Initialize"}, "LMSFinish": {"LMS", "Finish"}},
    "2004": {"Initialize": {"Initialize"}, "Terminate": {"Terminate"}},
}
"""Calls and the words they may be put together from: ``api[prefix + "Initialize"]``."""
_FINDER = {"1.2": "API", "2004": "API_1484_11"}
_OTHER = {"1.2": "2004", "2004": "1.2"}
_MOST_SCOS = 1_000
_MOST_FILES = 1_000
"""Bounds against packages that are made to waste time."""

OTHER_VERSION = Message(
    "sco-other-version",
    "the SCO {name} seems made for SCORM {other}: it does not look for {api} of SCORM"
    " {version}",
    "Export the package for the version that its pages are made for.",
    "warning",
)
SILENT = Message(
    "sco-silent",
    "no page of the SCO {name} was found to call {calls}",
    "A script may load it. If none does, an LMS records nothing: add the calls, or"
    " call it an asset.",
    "warning",
)


@dataclass(frozen=True)
class Graph:
    """Which files belong together."""

    files: Mapping[str, list[str]]
    """Files of a resource, by its identifier."""
    needs: Mapping[str, list[str]]
    """Resources that a resource depends on."""
    pages: Mapping[str, ScannedPage]
    loads: dict[str, list[str]] = field(default_factory=dict)
    """What a file loads: filled when it is first asked for."""

    def loaded_by(self, name: str) -> list[str]:
        if name not in self.loads:
            page = self.pages[name]
            targets = (link_target(name, page, link) for link in page.links)
            self.loads[name] = [each.name for each in targets if each.where == "inside"]
        return self.loads[name]


def check_runtime(
    manifest: Manifest, pages: Mapping[str, ScannedPage]
) -> Iterator[Finding]:
    """Say which SCOs seem never to speak to the LMS, or to that of another version."""
    resources = manifest.resources
    files = {name: files_of(manifest, each) for name, each in resources.items()}
    needs = {
        name: [
            other.get("identifierref", "")
            for other in manifest.children(each, "dependency")
        ]
        for name, each in resources.items()
    }
    graph = Graph(files, needs, pages)
    scos = (each for each in resources.values() if is_sco(each))
    for resource in islice(scos, _MOST_SCOS):
        start = target_of(manifest, resource, resource.get("href", ""))
        if start.name in pages:
            words = _api_words(manifest, resource.get("identifier", ""), graph)
            yield from _check_calls(manifest, resource, words)


def _check_calls(
    manifest: Manifest, resource: Element, words: frozenset[str]
) -> Iterator[Finding]:
    version, name = manifest.version, resource.get("identifier", "")[:80]
    other, api = _OTHER[version], _FINDER[version]
    if _wanted(version) <= words:
        return
    place = line_of(resource)
    if _wanted(other) <= words:
        yield OTHER_VERSION.in_package(
            place, name=name, other=other, api=api, version=version
        )
        return
    calls = _CALLS[version].items()
    missing = [call for call, parts in calls if not parts <= words]
    yield SILENT.in_package(place, name=name, calls=" or ".join(missing or [api]))


def _wanted(version: str) -> set[str]:
    """Words without which nobody talks to an LMS of this version."""
    return {_FINDER[version]}.union(*_CALLS[version].values())


def _api_words(manifest: Manifest, resource: str, graph: Graph) -> frozenset[str]:
    """Words for the LMS in all pages and scripts that an SCO lists or loads."""
    wanted = _wanted(manifest.version)
    found: set[str] = set()
    for name in islice(_loaded_files(resource, graph), _MOST_FILES):
        found |= graph.pages[name].words
        if wanted <= found:
            break
    return frozenset(found)


def _loaded_files(resource: str, graph: Graph) -> Iterator[str]:
    waiting = [
        file
        for name in islice(_with_dependencies(resource, graph), _MOST_FILES)
        for file in graph.files[name]
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in graph.pages:
            seen.add(name)
            yield name
            waiting += graph.loaded_by(name)


def _with_dependencies(resource: str, graph: Graph) -> Iterator[str]:
    """A resource and those it depends on, each once."""
    waiting, seen = [resource], set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in graph.files:
            seen.add(name)
            yield name
            waiting += graph.needs[name]
