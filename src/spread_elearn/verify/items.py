"""Organizations and items: what a learner sees in the table of contents.

Rules: SCORM CAM, content organization; limits of adlcp_rootv1p2.xsd; Moodle's columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import counted
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

NO_ITEMS = Message(
    "no-items",
    "the organization has no item: there is nothing to open",
    "Add an item for each lesson.",
)
UNKNOWN_DEFAULT = Message(
    "organization-default",
    "the default organization {name} does not exist",
    "Name one that is there.",
)
NO_DEFAULT = Message(
    "organization-default",
    "does not say which organization is the default one",
    'Add default="..." with its identifier.',
)
NO_DEFAULT_12 = NO_DEFAULT.as_warning()
NO_ORGANIZATION = Message(
    "no-organization",
    "there is no organization: no LMS can play it",
    "Add an organization with an item for each lesson.",
)
NO_TITLE = Message(
    "title-missing", "{name} has no title", "Add <title> as its first child."
)
EMPTY_TITLE = Message(
    "title-empty",
    "{name} has an empty title",
    "Learners see an empty line: write a title.",
    "warning",
)
LONG_TITLE = Message(
    "title-length",
    "{name} has a title of {length} characters; {most} are allowed",
    "Shorten it: Moodle refuses the upload above 255.",
)
OPENS_AND_HOLDS = Message(
    "item-cluster",
    "{count} with items inside must not open a file of their own",
    "Take identifierref away, or add an item for the file.",
)
OPENS_AND_HOLDS_12 = OPENS_AND_HOLDS.as_warning()
OPENS_NOTHING = Message(
    "item-launch",
    "the item opens nothing",
    'Add identifierref="..." with the identifier of a resource.',
)
OPENS_NOTHING_12 = OPENS_NOTHING.as_warning()
NO_RESOURCE = Message(
    "item-resource",
    "the item opens the resource {name}, which does not exist",
    "Name the identifier of a <resource>.",
)
NO_HREF = Message(
    "launch-missing",
    "the resource {name} is opened by an item but has no href",
    "Add the page that is to open.",
)
NO_SCORMTYPE = Message(
    "scormtype-missing",
    "the resource {name} does not say whether it is a SCO, so Moodle completes it as"
    " soon as it is opened",
    'Add adlcp:{attribute}="sco".',
)
WRONG_VISIBLE = Message("value-format", "isvisible is {value}", "Write true or false.")
LONG_PARAMETERS = Message(
    "value-length", "parameters have more than 1000 characters", "Shorten them."
)
IDENTIFIER_END = Message(
    "identifier-end",
    "the identifier {name} ends in a sign, and Moodle cannot jump to it",
    "End it in a letter or a digit.",
    "warning",
)
WRONG_VALUE = Message(
    "value-format",
    "<{name}> must be {wanted}",
    "Correct it: an LMS may refuse the package.",
)
MASTERY_UNUSED = Message(
    "masteryscore-place",
    "the mastery score of an item that opens nothing is ignored",
    "Move it to the item of the test.",
    "warning",
)


def check_items(manifest: Manifest) -> Iterator[Finding]:
    """Say what is wrong with organizations, items and what they launch."""
    yield from _check_default(manifest)
    for organization in manifest.organizations:
        yield from _check_title(manifest, organization)
        if not manifest.children(organization, "item"):
            yield NO_ITEMS.in_package(line_of(organization))
    both = [
        item
        for item in manifest.items
        if item.get("identifierref") and manifest.children(item, "item")
    ]
    if both:
        strict = manifest.version == "2004"
        message = OPENS_AND_HOLDS if strict else OPENS_AND_HOLDS_12
        yield message.in_package(line_of(both[0]), count=counted(len(both), "item"))
    for item in manifest.items:
        yield from _check_title(manifest, item)
        yield from _check_launch(manifest, item)
        yield from _check_attributes(manifest, item)
        yield from _check_additions(manifest, item)


def _check_default(manifest: Manifest) -> Iterator[Finding]:
    known = [each.get("identifier") for each in manifest.organizations]
    for group in manifest.children(manifest.top, "organizations")[:1]:
        default = group.get("default")
        if default is not None and default not in known:
            name = repr(default[:80])
            yield UNKNOWN_DEFAULT.in_package(line_of(group), name=name)
        elif default is None and manifest.version == "2004":
            yield NO_DEFAULT.in_package(line_of(group))
        elif default is None and len(known) > 1:
            yield NO_DEFAULT_12.in_package(line_of(group))
        if not known:
            yield NO_ORGANIZATION.in_package(line_of(group))


def _check_title(manifest: Manifest, element: Element) -> Iterator[Finding]:
    name = f"<{local(element)}> {element.get('identifier', '')[:80]}".strip()
    title, most = manifest.title(element), _TITLE[manifest.version]
    place = line_of(element)
    if not manifest.children(element, "title"):
        yield NO_TITLE.in_package(place, name=name)
    elif not title:
        yield EMPTY_TITLE.in_package(place, name=name)
    elif len(title) > most:
        yield LONG_TITLE.in_package(place, name=name, length=len(title), most=most)


def _check_launch(manifest: Manifest, item: Element) -> Iterator[Finding]:
    reference = item.get("identifierref") or ""
    parent = bool(manifest.children(item, "item"))
    strict = manifest.version == "2004"
    if not reference and not parent:
        message = OPENS_NOTHING if strict else OPENS_NOTHING_12
        yield message.in_package(line_of(item))
    if reference:
        yield from _check_target(manifest, item, reference)


def _check_target(
    manifest: Manifest, item: Element, reference: str
) -> Iterator[Finding]:
    resource = manifest.resources.get(reference)
    if resource is None:
        yield NO_RESOURCE.in_package(line_of(item), name=repr(reference[:80]))
        return
    place, name = line_of(resource), reference[:80]
    if not resource.get("href"):
        yield NO_HREF.in_package(place, name=name)
    if not scorm_attribute(resource)[0]:
        attribute = SCORMTYPE[manifest.version]
        yield NO_SCORMTYPE.in_package(place, name=name, attribute=attribute)


def _check_attributes(manifest: Manifest, item: Element) -> Iterator[Finding]:
    visible = item.get("isvisible", "true").strip()
    if visible not in _BOOLEANS:
        yield WRONG_VISIBLE.in_package(line_of(item), value=repr(visible[:40]))
    if len(item.get("parameters", "")) > _PARAMETERS:
        yield LONG_PARAMETERS.in_package(line_of(item))
    identifier = item.get("identifier", "")
    if manifest.version == "2004" and identifier and not identifier[-1].isalnum():
        yield IDENTIFIER_END.in_package(line_of(item), name=identifier[:80])


def _check_additions(manifest: Manifest, item: Element) -> Iterator[Finding]:
    """What SCORM adds to an item: whether its values are legal and of any use."""
    rules = _RULES[manifest.version]
    children = [*item.iterchildren("*")]
    for child in children:
        fits, wanted = rules.get(local(child), (None, ""))
        if fits and not fits(child):
            place, name = line_of(child), local(child)
            yield WRONG_VALUE.in_package(place, name=name, wanted=wanted)
    if manifest.children(item, "item"):
        for child in children:
            if local(child) == "masteryscore":
                yield MASTERY_UNUSED.in_package(line_of(child))


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
