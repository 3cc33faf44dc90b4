"""Opening a file at a line in the author's editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from spread_elearn.errors import UsageError

_GOTO = ("--goto", "{file}:{line}")
_PLUS = ("+{line}", "{file}")
_LINE = ("--line", "{line}", "{file}")
_COLON = ("{file}:{line}",)
KNOWN = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("geany", "subl", "zed"), _COLON),
    **dict.fromkeys(("kate", "kwrite", "mate", "idea", "pycharm", "webstorm"), _LINE),
    **dict.fromkeys(("bbedit", "gedit", "gvim", "mvim", "pluma", "xed"), _PLUS),
    "emacsclient": ("--no-wait", "+{line}", "{file}"),
    "mousepad": ("--line={line}", "{file}"),
    "notepad++": ("-n{line}", "{file}"),
}
"""Editors with a window of their own, and how they are told the line. Those of the
terminal (vim, nano) are left out: the preview has the terminal."""
_SCRIPTS = frozenset({".bat", ".cmd"})
_OF_A_SHELL = frozenset('&|<>^%!"')


@dataclass(frozen=True, slots=True)
class Editor:
    """A program with its arguments; ``{file}`` and ``{line}`` stand for the place."""

    name: str
    command: tuple[str, ...]

    def opens(self, path: Path) -> bool:
        """Whether it is safe to name this file to the editor.

        On Windows an editor may be a batch file (``code.cmd``), whose words its shell
        reads once more: a stranger's file name could run a program there.
        """
        by_shell = Path(self.command[0]).suffix.lower() in _SCRIPTS
        return not (by_shell and _OF_A_SHELL & set(str(path)))

    def open(self, path: Path, line: int) -> None:
        """Show a place and go on; what the editor says is not listened to."""
        values = {"{file}": str(path), "{line}": str(line)}
        words = [_filled(word, values) for word in self.command]
        Thread(target=_run, args=(words,), daemon=True).start()


def chosen_editor(asked: str) -> Editor | None:
    """The editor of ``--editor``, else of ``$VISUAL`` where we know how to call it.

    Raises UsageError where ``--editor`` names none.
    """
    if asked:
        return _editor(asked)
    try:
        return _editor(os.environ.get("VISUAL", ""))
    except UsageError:
        return None


def _editor(asked: str) -> Editor:
    words = _words(asked)
    program = shutil.which(words[0]) if words else None
    name = Path(words[0]).stem.lower() if words else ""
    place = () if "{file}" in asked else KNOWN.get(name)
    if place is None:
        raise UsageError(
            f'--editor "{asked}": this editor is not known.\n'
            f"    Known: {', '.join(sorted(KNOWN))}.\n"
            '    Others with the place: --editor "my-editor +{line} {file}"'
        )
    if program is None:
        raise UsageError(
            f"--editor {words[0]}: there is no such program.\n"
            "    Install it, or give its whole path."
        )
    return Editor(name, (program, *words[1:], *place))


def _words(asked: str) -> list[str]:
    try:
        return shlex.split(asked, posix=os.name != "nt")
    except ValueError:
        return []


def _filled(word: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        word = word.replace(key, value)
    return word


def _run(words: Iterable[str]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(  # noqa: S603  (the author named this program)
        [*words], stdin=quiet, stdout=quiet, stderr=quiet, check=False
    )
