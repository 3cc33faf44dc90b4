"""Sequencing of SCORM 2004: order, dead ends, and what Moodle stumbles over.

Rules: imsss_v1p0.xsd and IMS Simple Sequencing; in 1.2 there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from spread_elearn.model import Finding
from spread_elearn.verify.findings import counted, error, warning
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


def judge_sequencing(manifest: Manifest) -> Iterator[Finding]:
    """Say what is wrong with imsss:sequencing; warn of what Moodle cannot do."""
    blocks = list(manifest.top.iter(_tag("sequencing")))
    if manifest.version == "1.2":
        yield from _judge_useless(blocks)
        return
    yield from _judge_order(manifest)
    yield from _judge_booleans(manifest)
    yield from _judge_references(manifest, blocks)
    yield from _judge_dead_ends(manifest)
    yield from _judge_objectives(manifest)
    yield from _judge_rules(manifest)
    yield from _judge_delivery(manifest)


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _judge_useless(blocks: list[Element]) -> Iterator[Finding]:
    for block in blocks[:1]:
        yield warning(
            line_of(block),
            "SCORM 1.2 has no sequencing: LMSs ignore it",
            "Remove it, or export as SCORM 2004.",
            "sequencing-ignored",
        )


def _judge_order(manifest: Manifest) -> Iterator[Finding]:
    for parent in manifest.top.iter(*(_tag(name) for name in _ORDER)):
        order, reached = _ORDER[local(parent)], 0
        for child in parent.iterchildren(_tag("*")):
            at = order.index(local(child)) if local(child) in order else -1
            if at < reached:
                yield error(
                    line_of(child),
                    f"<imsss:{local(child)}> is unknown, doubled or in the wrong place",
                    f"The order is: {', '.join(order)}.",
                    "sequencing-order",
                )
            reached = max(reached, at if local(child) in _MANY else at + 1)


def _judge_booleans(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.top.iter(_tag("*"), manifest.tag("organization")):
        for name, value in element.attrib.items():
            plain = str(name).rpartition("}")[2]
            if plain in _BOOLEANS and str(value).strip() not in _TRUE | _FALSE:
                yield error(
                    line_of(element),
                    f"{plain} is {str(value)[:40]!r}",
                    "Write true or false.",
                    "value-format",
                )


def _judge_references(manifest: Manifest, blocks: list[Element]) -> Iterator[Finding]:
    known = {each.get("ID") for each in blocks}
    for block in blocks:
        reference = block.get("IDRef")
        if reference and reference not in known:
            yield error(
                line_of(block),
                f"the shared sequencing {reference[:80]!r} does not exist",
                "Add it to imsss:sequencingCollection.",
                "sequencing-reference",
            )


def _judge_dead_ends(manifest: Manifest) -> Iterator[Finding]:
    """controlMode: choice is true by default, flow is false."""
    for mode in manifest.top.iter(_tag("controlMode")):
        choice = mode.get("choice", "true").strip() in _TRUE
        flow = mode.get("flow", "false").strip() in _TRUE
        if not choice and not flow:
            yield error(
                line_of(mode),
                "with neither choice nor flow no lesson can ever be opened",
                'Add flow="true", or choice="true".',
                "sequencing-dead-end",
            )


def _judge_objectives(manifest: Manifest) -> Iterator[Finding]:
    for group in manifest.top.iter(_tag("objectives")):
        if next(group.iterchildren(_tag("primaryObjective")), None) is None:
            yield error(
                line_of(group),
                "objectives without a primary one",
                "Add <imsss:primaryObjective/> as the first.",
                "objective-primary",
            )
    for objective in manifest.top.iter(_tag("objective")):
        if not objective.get("objectiveID"):
            yield error(
                line_of(objective),
                "an objective has no objectiveID",
                "Give it one.",
                "objective-id",
            )
        if next(objective.iterchildren(_tag("mapInfo")), None) is not None:
            yield warning(
                line_of(objective),
                "mapInfo in an objective stops Moodle 4.5 while it reads the package",
                "Leave the shared objectives out if the package is for Moodle.",
                "moodle-map-info",
            )
            return


def _judge_rules(manifest: Manifest) -> Iterator[Finding]:
    for rules in manifest.top.iter(_tag("sequencingRules")):
        yield warning(
            line_of(rules),
            "Moodle follows sequencing rules only in part",
            "Do not build on them: the content must work in any order.",
            "sequencing-rules",
        )
        return


def _judge_delivery(manifest: Manifest) -> Iterator[Finding]:
    """Without deliveryControls an LMS completes an SCO that said nothing."""
    open_items = [
        item
        for item in manifest.items
        if is_sco(manifest.resources.get(item.get("identifierref", ""), item))
        and not _is_controlled(item)
    ]
    if open_items:
        yield warning(
            line_of(open_items[0]),
            f"{counted(len(open_items), 'SCO')} without a word that the page sets its"
            " own completion, so an LMS may complete it when it is opened",
            'Add imsss:deliveryControls with completionSetByContent="true" and'
            ' objectiveSetByContent="true".',
            "delivery-controls",
        )


def _is_controlled(item: Element) -> bool:
    """Shared sequencing counts as controlled: it is seldom written without."""
    blocks = list(item.iterchildren(_tag("sequencing")))
    return any(block.get("IDRef") for block in blocks) or any(
        controls.get("completionSetByContent") in _TRUE
        for block in blocks
        for controls in block.iterchildren(_tag("deliveryControls"))
    )
