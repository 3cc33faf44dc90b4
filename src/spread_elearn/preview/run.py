"""A preview from its start to its end: server, watch and builder, side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread

from spread_elearn.load.module_checks import errors_of
from spread_elearn.plugins import Plugins
from spread_elearn.preview.editor import Editor
from spread_elearn.preview.news import News
from spread_elearn.preview.pace import Pace
from spread_elearn.preview.routes import Routes
from spread_elearn.preview.server import Server
from spread_elearn.preview.watch import Watch
from spread_elearn.preview.workspace import Workspace

TICK = 0.5
"""Seconds between two looks whether a folder has gone or come back."""


class Preview:
    """Use as a context manager: the address is there inside, and gone after it.

    Raises SpreadError where the port cannot be had.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        plugins: Plugins,
        port: int = 0,
        editor: Editor | None = None,
    ) -> None:
        self.news, self.pace = News(), Pace()
        self.server = Server(port, self.news)
        self.address = self.server.address
        self.workspace = Workspace(folders, plugins)
        self.server.routes = Routes(self.workspace, editor)
        self._gone: frozenset[Path] = frozenset()
        self._over = Event()

    def __enter__(self) -> Preview:
        self._watch = Watch(self.workspace.folders, self.pace.changed)
        for job in (self._build, partial(self.server.serve_forever, 0.05)):
            Thread(target=job, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.news.close()
        self.pace.close()
        self.server.shutdown()
        self.server.server_close()
        self._watch.close()

    def serve(self, say: Callable[[str], None]) -> None:
        """Run until Ctrl-C. What is wrong with the first module is said at once."""
        first = self.workspace.folders[0]
        for problem in errors_of(self.workspace.reading(first).problems):
            say(str(problem))
        self.pace.changed(first)
        while not self._over.wait(TICK):
            self._watch.mend()
            self._tell_gone(say)

    def _tell_gone(self, say: Callable[[str], None]) -> None:
        gone = frozenset(each for each in self.workspace.folders if not each.is_dir())
        for folder in sorted(gone - self._gone):
            say(f"{folder}: this folder is not there any more. Put it back.")
        for folder in sorted(self._gone - gone):
            say(f"{folder}: this folder is back.")
        self._gone = gone

    def _build(self) -> None:
        while folders := self.pace.take():
            for folder in folders:
                self.workspace.read(folder)
            self.news.tell()
            for folder in folders:
                if self.workspace.inspect(folder, lambda: self.pace.waiting):
                    self.news.tell()
