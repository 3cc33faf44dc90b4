"""The page around the module: its files, read once."""

from __future__ import annotations

from pathlib import Path

from spread_elearn.render.assets import THEME

STATIC = Path(__file__).parent / "static"
STYLES = ("base.css", "controls.css")
"""Of the player's theme: tokens and controls, so that both are of one hand."""


def static_files() -> dict[str, bytes]:
    """Every file of the page by its path."""
    found = {
        f"/{path.relative_to(STATIC).as_posix()}": path.read_bytes()
        for path in sorted(STATIC.rglob("*"))
        if path.is_file()
    }
    theme = [(THEME / "static" / name).read_bytes() for name in STYLES]
    found["/panel/panel.css"] = b"\n".join([*theme, found["/panel/panel.css"]])
    icons = (THEME / "templates" / "icons.html").read_bytes()
    page = found.pop("/panel/panel.html")
    found["/"] = page.replace(b"<!-- icons -->", icons, 1)
    return found
