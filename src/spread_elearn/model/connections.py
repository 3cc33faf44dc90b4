"""What a page gets beside the player so that it can speak to an LMS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from spread_elearn.errors import PluginError

if TYPE_CHECKING:
    from spread_elearn.model.output import Resource

_PLAYER = '<script src="player.js" defer></script>'
_POLICY_NAME = 'http-equiv="Content-Security-Policy"'
_POLICY = re.compile(
    r'(?P<before><meta http-equiv="Content-Security-Policy" content=")'
    r'(?P<policy>[^"]*)(?P<after>">)'
)


@dataclass(frozen=True, slots=True)
class Connection:
    """What a page needs to speak through one transport, and through those behind it."""

    script: str = ""
    """What is joined to the player's script."""
    files: tuple[Resource, ...] = ()
    """Scripts of their own, in the order in which the page loads them."""
    policy: Mapping[str, str] = field(default_factory=dict)
    """Directives of the page's content security policy, beside its own."""
    config: Mapping[str, object] = field(default_factory=dict)
    """What its scripts find in ``spread.config``."""

    def on(self, page: str) -> str:
        """The page with its policy and its scripts. Raises PluginError where a template
        has left out the places for them."""
        if self.files and _PLAYER not in page:
            raise PluginError(
                f"a page cannot load {self.files[0].href}: its template has no "
                f"{_PLAYER}.\n    Keep that line of page.html."
            )
        if self.policy and _POLICY_NAME in page and not _POLICY.search(page):
            raise PluginError(
                "a page cannot be allowed what its transport needs: its template "
                "writes the policy in another way.\n    Keep that line of page.html."
            )
        page = _POLICY.sub(lambda found: self._widened(found), page, count=1)
        more = (
            f'\n<script src="{escape(file.href)}" defer></script>'
            for file in self.files
        )
        return page.replace(_PLAYER, _PLAYER + "".join(more), 1)

    def _widened(self, found: re.Match[str]) -> str:
        """The policy with the transport's directives in place of the page's own."""
        kept = [
            each
            for each in found["policy"].split("; ")
            if each.partition(" ")[0] not in self.policy
        ]
        asked = (f"{name} {escape(value)}" for name, value in self.policy.items())
        return f"{found['before']}{'; '.join([*kept, *asked])}{found['after']}"
