"""Does each SCO talk to the LMS? A guess from the texts of its pages and scripts.

Rules: an SCO must at least find the API and call Initialize and Terminate
(SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1). What the page that is launched loads counts,
and what that loads, not what the manifest lists. A page that loads no script cannot
talk: an error. All else is a guess: a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from spread_elearn.model import Finding, Message
from spread_elearn.verify.loading import Loaded, Loading
from spread_elearn.verify.reading import Element, Manifest, is_sco, line_of
from spread_elearn.verify.references import files_of, target_of
from spread_elearn.verify.scanning import ScannedPage
from spread_elearn.verify.structure import Contents

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
NO_SCRIPT = Message(
    "sco-no-script",
    "the SCO {name} opens {page}, which loads no script: it can never talk to the LMS",
    "Load the script that calls {calls}, or call the resource an asset.",
)
NOT_LOADED = Message(
    "sco-not-loaded",
    "no page of the SCO {name} was found to load {file}, which calls {calls}",
    "A script may load it. If none does, an LMS records nothing: load it in the page.",
    "warning",
)


def check_runtime(
    manifest: Manifest, contents: Contents, pages: Mapping[str, ScannedPage]
) -> Iterator[Finding]:
    """Say which SCOs seem never to speak to the LMS, or to that of another version."""
    loading, lists = Loading(contents, pages), Lists(manifest)
    scos = (each for each in manifest.resources.values() if is_sco(each))
    for resource in islice(scos, _MOST_SCOS):
        start = target_of(manifest, resource, resource.get("href", ""))
        if start.name in pages and not loading.is_spent:
            yield from _check_sco(manifest, resource, start.name, loading, lists)


@dataclass(frozen=True)
class Lists:
    """Which files a resource lists, with those of the resources that it depends on."""

    manifest: Manifest

    @cached_property
    def files(self) -> Mapping[str, list[str]]:
        resources = self.manifest.resources
        return {name: files_of(self.manifest, each) for name, each in resources.items()}

    @cached_property
    def needs(self) -> Mapping[str, list[str]]:
        return {
            name: [
                other.get("identifierref", "")
                for other in self.manifest.children(each, "dependency")
            ]
            for name, each in self.manifest.resources.items()
        }

    def of(self, resource: str) -> list[str]:
        names = islice(self._with_dependencies(resource), _MOST_FILES)
        found = (file for name in names for file in self.files[name])
        return list(dict.fromkeys(islice(found, _MOST_FILES)))

    def _with_dependencies(self, resource: str) -> Iterator[str]:
        """A resource and those it depends on, each once."""
        waiting, seen = [resource], set()
        while waiting:
            name = waiting.pop()
            if name not in seen and name in self.files:
                seen.add(name)
                yield name
                waiting += self.needs[name]


def _check_sco(
    manifest: Manifest, resource: Element, start: str, loading: Loading, lists: Lists
) -> Iterator[Finding]:
    version, identifier = manifest.version, resource.get("identifier", "")
    place, name = line_of(resource), identifier[:80]
    wanted, pages = _wanted(version), loading.pages
    loaded = loading.loaded_by(start)
    words = _words(loaded.files, pages)
    if wanted <= words or loading.is_spent:
        return
    if not loaded.runs and loaded.known:
        calls = " and ".join(_CALLS[version])
        yield NO_SCRIPT.in_package(place, name=name, page=start, calls=calls)
        return
    listed = [file for file in lists.of(identifier) if file in pages]
    others = [file for file in listed if file not in loaded.files]
    calling = [file for file in others if pages[file].words & (wanted - words)]
    words |= _words(_by_name(loaded, calling, loading), pages)
    if wanted <= words:
        return
    other = _OTHER[version]
    if _wanted(other) <= words | _words(others, pages):
        yield OTHER_VERSION.in_package(
            place, name=name, other=other, api=_FINDER[version], version=version
        )
        return
    missing = _missing(version, words)
    if wanted <= words | _words(calling, pages):
        file = calling[0]
        yield NOT_LOADED.in_package(place, name=name, file=file, calls=missing)
        return
    yield SILENT.in_package(place, name=name, calls=missing)


def _by_name(
    loaded: Loaded, candidates: Iterable[str], loading: Loading
) -> tuple[str, ...]:
    """What scripts of the page name, with all that is loaded by that."""
    named = loading.named_by(loaded.files, candidates)
    return loading.loaded_by(*named).files


def _wanted(version: str) -> set[str]:
    """Words without which nobody talks to an LMS of this version."""
    return {_FINDER[version]}.union(*_CALLS[version].values())


def _words(files: Iterable[str], pages: Mapping[str, ScannedPage]) -> set[str]:
    """Words for the LMS in these pages and scripts."""
    return set[str]().union(*(pages[file].words for file in files))


def _missing(version: str, words: set[str]) -> str:
    """The calls whose words were not found, in words."""
    calls = _CALLS[version].items()
    missing = [call for call, parts in calls if not parts <= words]
    return " or ".join(missing or [_FINDER[version]])
