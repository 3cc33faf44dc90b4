"""Whether transports that plugins offer can be used, before a page is made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from spread_elearn.errors import PluginError

if TYPE_CHECKING:
    from spread_elearn.model import Transport

ALLOWED = ("connect-src", "form-action", "frame-src")
"""What a transport may open of a page's policy: where it sends, and what it frames.
Scripts, styles and media stay those of the package."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SOURCES = re.compile(r"[\w.:/*'-]+( [\w.:/*'-]+)*")
"""Sources of one directive (CSP 3, 2.3.1): nothing that could end it or the page."""


def check_transports(transports: Mapping[str, Transport]) -> None:
    """Raises PluginError for a name, directive or neighbour that cannot be meant."""
    for name, transport in transports.items():
        if not _NAME.fullmatch(name):
            raise PluginError(
                f'"{name}" cannot be the name of a transport.\n'
                "    Names are small letters, digits and hyphens."
            )
        for directive, sources in transport.policy.items():
            _check_directive(name, directive, sources)
        for other in transport.otherwise:
            if other not in transports:
                known = ", ".join(sorted(transports))
                raise PluginError(
                    f"the transport {name} tries {other} where it finds no LMS, and "
                    f"nobody offers that.\n    There are: {known}."
                )


def _check_directive(name: str, directive: str, sources: str) -> None:
    if directive not in ALLOWED:
        allowed = ", ".join(ALLOWED)
        raise PluginError(
            f"the transport {name} asks for {directive} in the page's policy.\n"
            f"    It may ask for {allowed}; all else stays as it is."
        )
    if not _SOURCES.fullmatch(sources):
        raise PluginError(
            f"the transport {name}: {sources!r} are no sources for {directive}.\n"
            '    Write them with spaces between: "https: http://127.0.0.1:*".'
        )
