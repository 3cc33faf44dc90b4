"""Whether a script can be read: by Node.js where it is, else by the browser."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from spread_elearn.testing.playing import Play

ReadScript: TypeAlias = Callable[[str], str]
"""A script's text -> what is wrong with its syntax, or nothing."""
IN_A_BROWSER = """(text) => {
  try {
    new Function(text);
    return "";
  } catch (error) {
    return String(error);
  }
}"""


def reader_of_scripts(play: Any) -> ReadScript | None:
    """What reads scripts here; None where there is neither Node.js nor a browser."""
    if node := shutil.which("node"):
        return partial(_by_node, node)
    return partial(_by_browser, play) if play is not None else None


def _by_node(node: str, text: str) -> str:
    done = subprocess.run(  # noqa: S603
        [node, "--check", "-"], input=text, text=True, capture_output=True, check=False
    )
    if done.returncode == 0:
        return ""
    lines = done.stderr.splitlines()
    place = lines[0].rpartition(":")[2] if lines else ""
    said = next((line for line in lines if "Error:" in line), done.stderr.strip())
    return f"{said}, line {place}" if place.isdecimal() else said


def _by_browser(play: Play, text: str) -> str:
    page = play.blank_page()
    error: str = page.evaluate(IN_A_BROWSER, text)
    page.context.close()
    return error
