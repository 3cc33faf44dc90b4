"""SCORM 1.2 packages: the format that every LMS takes, Moodle's mobile app too."""

from __future__ import annotations

from spread_elearn import Edition, Format, Options, Package, Transport, hookimpl

STATE_LIMIT = 4096
"""cmi.suspend_data is a CMIString4096 (SCORM 1.2 RTE 3.4.2)."""
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"


def package(editions: tuple[Edition, ...], options: Options) -> Package:
    """One edition as a SCORM 1.2 package. No ``masteryscore``: the player judges."""
    from spread_elearn.formats.manifest import Dialect, scorm_package

    dialect = Dialect(
        schema_version="1.2",
        standard="scorm12",
        state_limit=STATE_LIMIT,
        namespaces={None: IMSCP, "adlcp": ADLCP, "imsmd": IMSMD},
        locations={
            IMSCP: "imscp_rootv1p1p2.xsd",
            IMSMD: "imsmd_rootv1p2p1.xsd",
            ADLCP: "adlcp_rootv1p2.xsd",
        },
        sco_type="scormtype",
        lom_prefix="imsmd",
        lom_scheme="ADL SCORM 1.2",
    )
    return scorm_package(editions[0], options, dialect)


@hookimpl
def register_formats() -> list[Format]:
    return [Format("scorm12", "zip", package, state_limit=STATE_LIMIT, bundles=True)]


@hookimpl
def register_transports() -> list[Transport]:
    from spread_elearn.formats.scorm import scorm_transport

    return [scorm_transport("scorm12", "scorm2004")]
