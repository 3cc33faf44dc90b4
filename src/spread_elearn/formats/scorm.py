"""What both versions of SCORM share in a page: one script that knows ``cmi``."""

from __future__ import annotations

from pathlib import Path

from spread_elearn import Script, Transport

SCRIPT = Path(__file__).parents[1] / "theme" / "static" / "scorm.js"


def scorm_transport(name: str, other: str) -> Transport:
    """The version *name*; where an LMS has no object for it, that of *other*."""
    script = Script("scorm.js", SCRIPT.read_text("utf-8"), joined=True)
    return Transport(name, (script,), otherwise=(other,))
