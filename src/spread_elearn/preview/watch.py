"""Watching modules' folders: a change on the disk in, the module's folder out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

CHANGES = frozenset({"created", "deleted", "modified", "moved"})
"""Reading a file is an event too, and building reads them all."""
IGNORED = frozenset({"__pycache__", "build", "dist", "node_modules"})
POLL = 0.5
"""Seconds between two looks where the system cannot tell of changes."""


class Watch(FileSystemEventHandler):
    """Tells which module changed, from threads of its own. ``mend`` is to be called
    now and then: a folder that was removed and put back is another one."""

    def __init__(self, folders: Iterable[Path], tell: Callable[[Path], None]) -> None:
        self._homes = {folder.resolve(): folder for folder in folders}
        self._tell = tell
        self._seen: dict[Path, tuple[int, Any]] = {}
        self._observer: Any = Observer()
        self._observer.start()
        try:
            self._schedule()
        except OSError:  # the system's number of watches is used up
            self._stop()
            self._observer, self._seen = PollingObserver(timeout=POLL), {}
            self._observer.start()
            self._schedule()

    def mend(self) -> None:
        """Watch what came back; tell what has gone or come."""
        try:
            places = self._schedule()
        except OSError:  # gone between two looks: the next one sees how it is
            return
        for place in places:
            for home in self._homes:
                if place in (home, home.parent / "locales"):
                    self._tell(self._homes[home])

    def close(self) -> None:
        self._stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in CHANGES:
            return
        if event.is_directory and event.event_type == "modified":
            return
        for name in {event.src_path, event.dest_path} - {""}:
            path = Path(str(name))
            for home in self._homes:
                if concerns(path, home):
                    self._tell(self._homes[home])

    def _stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _schedule(self) -> list[Path]:
        """Begin to watch what is there. Returns the folders that are new or gone."""
        moved = []
        for place, deep in self._places():
            number = place.stat().st_ino if place.is_dir() else None
            before, watch = self._seen.pop(place, (None, None))
            if before != number:
                moved.append(place)
                if watch is not None:
                    self._observer.unschedule(watch)
                watch = None
            if number is not None:
                watch = watch or self._observer.schedule(
                    self, str(place), recursive=deep
                )
                self._seen[place] = number, watch
        return moved

    def _places(self) -> Iterator[tuple[Path, bool]]:
        for home in self._homes:
            yield home, True
        for above in dict.fromkeys(home.parent for home in self._homes):
            yield above, False
            yield above / "locales", True


def concerns(path: Path, home: Path) -> bool:
    """Whether a change of *path* may change the module in *home*."""
    if path.is_relative_to(home):
        return not any(map(_is_aside, path.relative_to(home).parts))
    shared = home.parent / "locales"
    return path == home.parent / "glossary.md" or path.is_relative_to(shared)


def _is_aside(name: str) -> bool:
    """An editor's or a program's own file."""
    return name in IGNORED or name.startswith(".") or name.endswith(("~", ".tmp"))
