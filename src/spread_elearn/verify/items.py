"""Organizations and items: what a learner sees in the table of contents.

Rules: SCORM CAM, content organization; limits of adlcp_rootv1p2.xsd; Moodle's columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spread_elearn.model import Finding
from spread_elearn.verify.findings import error, warning
from spread_elearn.verify.reading import (
    SCORMTYPE,
    Element,
    Manifest,
    line_of,
    local,
    scorm_attribute,
    text_of,
)

_TITLE = {"1.2": 200, "2004": 255}
"""The schema of 1.2 allows 200 characters; Moodle's column takes 255."""
_PARAMETERS = 1000
_TIMESPAN = re.compile(r"\d{2,4}:\d{2}:\d{2}(?:\.\d{1,2})?")
_BOOLEANS = {"true", "false", "0", "1"}
_TIMEOUTS = {
    f"{what},{how}"
    for what in ("exit", "continue")
    for how in ("message", "no message")
}


def judge_items(manifest: Manifest) -> Iterator[Finding]:
    """Say what is wrong with organizations, items and what they launch."""
    yield from _judge_default(manifest)
    for organization in manifest.organizations:
        yield from _judge_title(manifest, organization)
        if not manifest.children(organization, "item"):
            yield error(
                line_of(organization),
                "the organization has no item: there is nothing to open",
                "Add an item for each lesson.",
                "no-items",
            )
    for item in manifest.items:
        yield from _judge_title(manifest, item)
        yield from _judge_launch(manifest, item)
        yield from _judge_attributes(manifest, item)
        yield from _judge_additions(manifest, item)


def _judge_default(manifest: Manifest) -> Iterator[Finding]:
    known = [each.get("identifier") for each in manifest.organizations]
    for group in manifest.children(manifest.top, "organizations")[:1]:
        default = group.get("default")
        if default is not None and default not in known:
            yield error(
                line_of(group),
                f"the default organization {default[:80]!r} does not exist",
                "Name one that is there.",
                "organization-default",
            )
        elif default is None and (manifest.version == "2004" or len(known) > 1):
            yield (error if manifest.version == "2004" else warning)(
                line_of(group),
                "does not say which organization is the default one",
                'Add default="..." with its identifier.',
                "organization-default",
            )
        if not known:
            yield warning(
                line_of(group),
                "there is no organization: an LMS can at best list the files",
                "Add an organization with an item for each lesson.",
                "no-organization",
            )


def _judge_title(manifest: Manifest, element: Element) -> Iterator[Finding]:
    name = f"<{local(element)}> {element.get('identifier', '')[:80]}".strip()
    title, most = manifest.title(element), _TITLE[manifest.version]
    if not manifest.children(element, "title"):
        hint = "Add <title> as its first child."
        yield error(line_of(element), f"{name} has no title", hint, "title-missing")
    elif not title:
        hint = "Learners see an empty line: write a title."
        yield warning(
            line_of(element), f"{name} has an empty title", hint, "title-empty"
        )
    elif len(title) > most:
        yield error(
            line_of(element),
            f"{name} has a title of {len(title)} characters; {most} are allowed",
            "Shorten it: Moodle refuses the upload above 255.",
            "title-length",
        )


def _judge_launch(manifest: Manifest, item: Element) -> Iterator[Finding]:
    reference = item.get("identifierref") or ""
    parent = bool(manifest.children(item, "item"))
    strict = error if manifest.version == "2004" else warning
    if reference and parent:
        yield strict(
            line_of(item),
            "an item with items inside must not open a file itself",
            "Take identifierref away, or add an item for the file.",
            "item-cluster",
        )
    if not reference and not parent:
        yield strict(
            line_of(item),
            "the item opens nothing",
            'Add identifierref="..." with the identifier of a resource.',
            "item-launch",
        )
    if reference:
        yield from _judge_target(manifest, item, reference)


def _judge_target(
    manifest: Manifest, item: Element, reference: str
) -> Iterator[Finding]:
    resource = manifest.resources.get(reference)
    if resource is None:
        yield error(
            line_of(item),
            f"the item opens the resource {reference[:80]!r}, which does not exist",
            "Name the identifier of a <resource>.",
            "item-resource",
        )
        return
    if not resource.get("href"):
        yield error(
            line_of(resource),
            f"the resource {reference[:80]} is opened by an item but has no href",
            "Add the page that is to open.",
            "launch-missing",
        )
    if not scorm_attribute(resource)[0]:
        yield error(
            line_of(resource),
            f"the resource {reference[:80]} does not say whether it is a SCO, so Moodle"
            " completes it as soon as it is opened",
            f'Add adlcp:{SCORMTYPE[manifest.version]}="sco".',
            "scormtype-missing",
        )


def _judge_attributes(manifest: Manifest, item: Element) -> Iterator[Finding]:
    visible = item.get("isvisible", "true").strip()
    if visible not in _BOOLEANS:
        hint = "Write true or false."
        yield error(
            line_of(item), f"isvisible is {visible[:40]!r}", hint, "value-format"
        )
    if len(item.get("parameters", "")) > _PARAMETERS:
        yield error(
            line_of(item),
            f"parameters have more than {_PARAMETERS} characters",
            "Shorten them.",
            "value-length",
        )
    identifier = item.get("identifier", "")
    if manifest.version == "2004" and identifier and not identifier[-1].isalnum():
        yield warning(
            line_of(item),
            f"the identifier {identifier[:80]} ends in a sign, and Moodle cannot jump"
            " to it",
            "End it in a letter or a digit.",
            "identifier-end",
        )


def _judge_additions(manifest: Manifest, item: Element) -> Iterator[Finding]:
    rules = _RULES[manifest.version]
    for child in item.iterchildren("*"):
        fits, wanted = rules.get(local(child), (None, ""))
        if fits and not fits(child):
            yield error(
                line_of(child),
                f"<{local(child)}> must be {wanted}",
                "Correct it: an LMS may refuse the package.",
                "value-format",
            )
    if item.getparent() is not None and local(item) == "item":
        yield from _judge_mastery_place(manifest, item)


def _judge_mastery_place(manifest: Manifest, item: Element) -> Iterator[Finding]:
    clusters = bool(manifest.children(item, "item"))
    for child in item.iterchildren("*"):
        if clusters and local(child) == "masteryscore":
            yield warning(
                line_of(child),
                "the mastery score of an item that opens nothing is ignored",
                "Move it to the item of the test.",
                "masteryscore-place",
            )


Rule = tuple[Callable[[Element], bool], str]


def _at_most(characters: int) -> Callable[[Element], bool]:
    return lambda element: len(text_of(element)) <= characters


def _number_between(low: float, high: float) -> Callable[[Element], bool]:
    return lambda element: _between(text_of(element), low, high)


def _between(text: str, low: float, high: float) -> bool:
    plain = re.fullmatch(r"\s*[+-]?\d{0,9}(?:\.\d{0,18})?\s*", text)
    try:
        return bool(plain) and low <= float(text) <= high
    except ValueError:
        return False


def _is_timeout(element: Element) -> bool:
    return text_of(element).strip() in _TIMEOUTS


def _is_timespan(element: Element) -> bool:
    return bool(_TIMESPAN.fullmatch(text_of(element).strip()))


def _is_script(element: Element) -> bool:
    return element.get("type") == "aicc_script" and len(text_of(element)) <= 200


def _is_threshold(element: Element) -> bool:
    given = element.get("minProgressMeasure") or text_of(element).strip() or "1"
    return _between(given, 0, 1)


_RULES: dict[str, dict[str, Rule]] = {
    "1.2": {
        "prerequisites": (
            _is_script,
            'of type="aicc_script", with at most 200 characters',
        ),
        "maxtimeallowed": (_is_timespan, "a time like 00:30:00"),
        "timelimitaction": (_is_timeout, "one of " + "; ".join(sorted(_TIMEOUTS))),
        "datafromlms": (_at_most(255), "at most 255 characters long"),
        "masteryscore": (_number_between(0, 100), "a number from 0 to 100"),
    },
    "2004": {
        "timeLimitAction": (_is_timeout, "one of " + "; ".join(sorted(_TIMEOUTS))),
        "dataFromLMS": (_at_most(4000), "at most 4,000 characters long"),
        "completionThreshold": (_is_threshold, "a number from 0 to 1"),
    },
}
