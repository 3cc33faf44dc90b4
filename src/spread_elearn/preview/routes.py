"""What the browser may ask for, and what it gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spread_elearn.preview.editor import Editor
from spread_elearn.preview.pages import static_files
from spread_elearn.preview.replies import (
    NOT_FOUND,
    PANEL_POLICY,
    Reply,
    file_reply,
    json_reply,
    plain,
)
from spread_elearn.preview.state import state_of, view_of
from spread_elearn.preview.workspace import FORMATS, View, Workspace

WRITTEN = frozenset({".md", ".markdown", ".yaml", ".po", ".svg", ".vtt"})


class Routes:
    """Answers for one workspace, from memory."""

    def __init__(self, workspace: Workspace, editor: Editor | None) -> None:
        self.workspace, self.editor = workspace, editor
        self.pages = static_files()

    def get(self, path: str, asked: dict[str, str]) -> Reply:
        """*path* without escapes; *asked* is the query."""
        if path == "/state":
            return self._state(asked)
        if path.startswith("/package/"):
            return self._package(path)
        content = self.pages.get(path)
        if content is None:
            return NOT_FOUND
        name = "panel.html" if path == "/" else path
        return file_reply(name, content, PANEL_POLICY)

    def _state(self, asked: dict[str, str]) -> Reply:
        with self.workspace.lock:  # a reading gains problems while it is inspected
            newest = self.workspace.newest(view_of(self.workspace, asked))
            return json_reply(state_of(self.workspace, newest, self.editor))

    def _package(self, path: str) -> Reply:
        """A file of a view's newest good package, whichever number is asked for."""
        parts = path.split("/", 7)
        if len(parts) < 8 or parts[5] != "content":
            return NOT_FOUND
        _, _, number, format_, language, _, _, name = parts
        if not number.isdecimal() or int(number) >= len(self.workspace.folders):
            return NOT_FOUND
        if format_ not in FORMATS:
            return NOT_FOUND
        view = View(self.workspace.folders[int(number)], format_, language)
        content = self.workspace.file(view, name)
        return NOT_FOUND if content is None else file_reply(name, content)

    def post(self, sent: Any) -> Reply:
        """Open a place in the editor: a file that authors of these modules write."""
        if self.editor is None or not isinstance(sent, dict):
            return NOT_FOUND
        name, line = sent.get("file"), sent.get("line")
        if not isinstance(name, str) or not isinstance(line, int) or line < 1:
            return plain(400, "a file and a line are needed")
        path = self._written(name)
        if path is None:
            return NOT_FOUND
        if not self.editor.opens(path):
            return plain(400, "the name of this file has signs that a shell reads")
        self.editor.open(path, line)
        return plain(200, "opened")

    def _written(self, name: str) -> Path | None:
        try:
            path = Path(name).resolve(strict=True)
        except (OSError, ValueError):
            return None
        homes = [folder.resolve() for folder in self.workspace.folders]
        ours = any(
            path.is_relative_to(home)
            or path == home.parent / "glossary.md"
            or path.is_relative_to(home.parent / "locales")
            for home in homes
        )
        return path if ours and path.suffix.lower() in WRITTEN else None
