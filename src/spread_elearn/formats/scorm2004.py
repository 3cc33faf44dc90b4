"""SCORM 2004 4th Edition packages, with the little sequencing that all LMSs survive.

Content decides completion and success (``deliveryControls``); lessons that are SCOs of
their own do not weigh on the result. Objectives, mapInfo, thresholds and rules are left
out: they make Moodle's upload fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spread_elearn import Edition, Format, Options, Package, Sco, Transport, hookimpl

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from spread_elearn.formats.manifest import Dialect

STATE_LIMIT = 64000
"""cmi.suspend_data (SCORM 2004 4th Ed. RTE 4.2.23)."""
IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM = "http://ltsc.ieee.org/xsd/LOM"


def package(editions: tuple[Edition, ...], options: Options) -> Package:
    """One edition as a SCORM 2004 package."""
    from spread_elearn.formats.manifest import Dialect, scorm_package

    dialect = Dialect(
        schema_version="2004 4th Edition",
        standard="scorm2004",
        state_limit=STATE_LIMIT,
        namespaces={
            None: IMSCP,
            "adlcp": ADLCP,
            "adlseq": ADLSEQ,
            "adlnav": ADLNAV,
            "imsss": IMSSS,
            "lom": LOM,
        },
        locations={
            IMSCP: "imscp_v1p1.xsd",
            ADLCP: "adlcp_v1p3.xsd",
            ADLSEQ: "adlseq_v1p3.xsd",
            ADLNAV: "adlnav_v1p3.xsd",
            IMSSS: "imsss_v1p0.xsd",
            LOM: "lom.xsd",
        },
        sco_type="scormType",
        lom_prefix="lom",
        lom_scheme="LOMv1.0",
        in_item=_leaf,
        in_organization=_tree,
        organization={f"{{{ADLSEQ}}}objectivesGlobalToSystem": "false"},
    )
    return scorm_package(editions[0], options, dialect)


def _leaf(dialect: Dialect, sco: Sco) -> Sequence[Element]:
    make = dialect.maker("imsss")
    controls = make(
        "deliveryControls",
        {"completionSetByContent": "true", "objectiveSetByContent": "true"},
    )
    if not sco.counts:
        # Nobody must open it: it is no part of what completes the course (SN 3.7).
        nothing = {
            "rollupObjectiveSatisfied": "false",
            "rollupProgressCompletion": "false",
            "objectiveMeasureWeight": "0",
        }
        return [make("sequencing", make("rollupRules", nothing))]
    if sco.id == "module" or any(lesson.assessment for lesson in sco.lessons):
        return [make("sequencing", controls)]
    rollup = make(
        "rollupRules",
        {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "0"},
    )
    return [make("sequencing", rollup, controls)]


def _tree(dialect: Dialect) -> Sequence[Element]:
    make = dialect.maker("imsss")
    return [make("sequencing", make("controlMode", {"choice": "true", "flow": "true"}))]


@hookimpl
def register_formats() -> list[Format]:
    return [Format("scorm2004", "zip", package, state_limit=STATE_LIMIT, bundles=True)]


@hookimpl
def register_transports() -> list[Transport]:
    from spread_elearn.formats.scorm import scorm_transport

    return [scorm_transport("scorm2004", "scorm12")]
