"""Sequencing of SCORM 2004: order, dead ends, and what Moodle stumbles over.

Rules: imsss_v1p0.xsd and IMS Simple Sequencing; in 1.2 there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import counted
from spread_elearn.verify.reading import (
    Element,
    Manifest,
    is_sco,
    line_of,
    local,
)

_SPACE = "http://www.imsglobal.org/xsd/imsss"
_GOAL = ("minNormalizedMeasure", "mapInfo")
_ORDER = {
    "sequencing": (
        "controlMode",
        "sequencingRules",
        "limitConditions",
        "auxiliaryResources",
        "rollupRules",
        "objectives",
        "randomizationControls",
        "deliveryControls",
    ),
    "objectives": ("primaryObjective", "objective"),
    "primaryObjective": _GOAL,
    "objective": _GOAL,
}
_MANY = {"objective", "mapInfo"}
_BOOLEANS = {
    *("choice", "choiceExit", "flow", "forwardOnly", "tracked", "reorderChildren"),
    *("completionSetByContent", "objectiveSetByContent", "satisfiedByMeasure"),
    *("useCurrentAttemptObjectiveInfo", "useCurrentAttemptProgressInfo"),
    *("rollupObjectiveSatisfied", "rollupProgressCompletion"),
    *("readSatisfiedStatus", "readNormalizedMeasure"),
    *("writeSatisfiedStatus", "writeNormalizedMeasure"),
    *("objectivesGlobalToSystem", "sharedDataGlobalToSystem"),
}
_TRUE = {"true", "1"}
_FALSE = {"false", "0"}

IGNORED_12 = Message(
    "sequencing-ignored",
    "SCORM 1.2 has no sequencing: LMSs ignore it",
    "Remove it, or export as SCORM 2004.",
    "warning",
)
WRONG_ORDER = Message(
    "sequencing-order",
    "<imsss:{name}> is unknown, doubled or in the wrong place",
    "The order is: {order}.",
)
WRONG_BOOLEAN = Message("value-format", "{name} is {value}", "Write true or false.")
UNKNOWN_SEQUENCING = Message(
    "sequencing-reference",
    "the shared sequencing {name} does not exist",
    "Add it to imsss:sequencingCollection.",
)
DEAD_END = Message(
    "sequencing-dead-end",
    "with neither choice nor flow no lesson can ever be opened",
    'Add flow="true", or choice="true".',
)
DEAD_CLUSTER = Message(
    "sequencing-dead-end",
    "with neither choice nor flow nothing inside can be opened by the learner",
    'Add flow="true", or choice="true", unless rules of the package lead there.',
    "warning",
)
NO_PRIMARY = Message(
    "objective-primary",
    "objectives without a primary one",
    "Add <imsss:primaryObjective/> as the first.",
)
NO_OBJECTIVE_ID = Message(
    "objective-id", "an objective has no objectiveID", "Give it one."
)
MAP_INFO = Message(
    "moodle-map-info",
    "mapInfo in an objective stops Moodle 4.5 while it reads the package",
    "Leave the shared objectives out if the package is for Moodle.",
    "warning",
)
RULES = Message(
    "sequencing-rules",
    "Moodle follows sequencing rules only in part",
    "Do not build on them: the content must work in any order.",
    "warning",
)
NO_DELIVERY_CONTROLS = Message(
    "delivery-controls",
    "{scos} without a word that the page sets its own completion, so an LMS may"
    " complete it when it is opened",
    'Add imsss:deliveryControls with completionSetByContent="true" and'
    ' objectiveSetByContent="true".',
    "warning",
)


def check_sequencing(manifest: Manifest) -> Iterator[Finding]:
    """Say what is wrong with imsss:sequencing; warn of what Moodle cannot do."""
    blocks = list(manifest.top.iter(_tag("sequencing")))
    if manifest.version == "1.2":
        if blocks:
            yield IGNORED_12.in_package(line_of(blocks[0]))
        return
    yield from _check_order(manifest)
    yield from _check_booleans(manifest)
    known = {each.get("ID") for each in blocks}
    for block in blocks:
        reference = block.get("IDRef")
        if reference and reference not in known:
            name = repr(reference[:80])
            yield UNKNOWN_SEQUENCING.in_package(line_of(block), name=name)
    yield from _check_dead_ends(manifest)
    yield from _check_objectives(manifest)
    rules = next(manifest.top.iter(_tag("sequencingRules")), None)
    if rules is not None:
        yield RULES.in_package(line_of(rules))
    yield from _check_delivery(manifest)


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _check_order(manifest: Manifest) -> Iterator[Finding]:
    for parent in manifest.top.iter(*(_tag(name) for name in _ORDER)):
        order, reached = _ORDER[local(parent)], 0
        for child in parent.iterchildren(_tag("*")):
            name = local(child)
            at = order.index(name) if name in order else -1
            if at < reached:
                names = ", ".join(order)
                yield WRONG_ORDER.in_package(line_of(child), name=name, order=names)
            reached = max(reached, at if name in _MANY else at + 1)


def _check_booleans(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.top.iter(_tag("*"), manifest.tag("organization")):
        for attribute, value in element.attrib.items():
            name = str(attribute).rpartition("}")[2]
            if name in _BOOLEANS and str(value).strip() not in _TRUE | _FALSE:
                shown = repr(str(value)[:40])
                yield WRONG_BOOLEAN.in_package(line_of(element), name=name, value=shown)


def _check_dead_ends(manifest: Manifest) -> Iterator[Finding]:
    """controlMode: choice is true by default, flow is false (SN 3.2).

    It speaks of the children of its activity: at a leaf it means nothing.
    """
    for parent in (*manifest.organizations, *manifest.items):
        if not manifest.children(parent, "item"):
            continue
        for mode in parent.iterfind(f"{_tag('sequencing')}/{_tag('controlMode')}"):
            choice = mode.get("choice", "true").strip() in _TRUE
            flow = mode.get("flow", "false").strip() in _TRUE
            if not choice and not flow:
                top = local(parent) == "organization"
                yield (DEAD_END if top else DEAD_CLUSTER).in_package(line_of(mode))


def _check_objectives(manifest: Manifest) -> Iterator[Finding]:
    for group in manifest.top.iter(_tag("objectives")):
        if next(group.iterchildren(_tag("primaryObjective")), None) is None:
            yield NO_PRIMARY.in_package(line_of(group))
    for objective in manifest.top.iter(_tag("objective")):
        if not objective.get("objectiveID"):
            yield NO_OBJECTIVE_ID.in_package(line_of(objective))
        if next(objective.iterchildren(_tag("mapInfo")), None) is not None:
            yield MAP_INFO.in_package(line_of(objective))
            return


def _check_delivery(manifest: Manifest) -> Iterator[Finding]:
    """Without deliveryControls an LMS completes an SCO that said nothing."""
    open_items = [
        item
        for item in manifest.items
        if is_sco(manifest.resources.get(item.get("identifierref", ""), item))
        and not _is_controlled(item)
    ]
    if open_items:
        scos = counted(len(open_items), "SCO")
        yield NO_DELIVERY_CONTROLS.in_package(line_of(open_items[0]), scos=scos)


def _is_controlled(item: Element) -> bool:
    """Shared sequencing counts as controlled: it is seldom written without."""
    blocks = list(item.iterchildren(_tag("sequencing")))
    return any(block.get("IDRef") for block in blocks) or any(
        controls.get("completionSetByContent") in _TRUE
        for block in blocks
        for controls in block.iterchildren(_tag("deliveryControls"))
    )
