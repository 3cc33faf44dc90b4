"""Which changes on the disk are a module's, and how many builds they make."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from watchdog.observers.polling import PollingObserver

from small_modules import write_module
from spread_elearn.preview import watch
from spread_elearn.preview.pace import SETTLE, SPACING, Pace
from spread_elearn.preview.watch import Watch, concerns

LONG = 20


class Told:
    """The folders that a watch has told, in order."""

    def __init__(self) -> None:
        self.queue: Queue[Path] = Queue()

    def next(self) -> Path:
        return self.queue.get(timeout=LONG)

    def forget(self) -> None:
        try:
            while True:
                self.queue.get(timeout=0.3)
        except Empty:
            return


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def folder(tmp_path: Path, told: Told) -> Iterator[Path]:
    folder = write_module(tmp_path / "home" / "small")
    watching = Watch((folder,), told.queue.put)
    yield folder
    watching.close()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is written": lambda f: (f / "lessons/01-one.md").write_text("# One\n"),
    "a file is new": lambda f: (f / "lessons/09-new.md").write_text("# New\n"),
    "a file is gone": lambda f: (f / "lessons/01-one.md").unlink(),
    "a file is renamed": lambda f: (f / "lessons/01-one.md").rename(f / "x.md"),
    "a file is replaced": lambda f: _replace(f / "lessons/01-one.md"),
    "a folder is new": lambda f: (f / "media").mkdir(),
    "shared words change": lambda f: (f.parent / "glossary.md").write_text("word\n"),
}


def _replace(path: Path) -> None:
    """As many editors save: write beside, then rename."""
    beside = path.with_name(".01-one.md.swp")
    beside.write_text("# One\n")
    beside.replace(path)


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_told_when(folder: Path, told: Told, change: str) -> None:
    CHANGES[change](folder)
    assert told.next() == folder


def test_reading_is_no_change(folder: Path, told: Told) -> None:
    told.forget()
    for path in sorted(folder.rglob("*.*")):
        path.read_bytes()
    with pytest.raises(Empty):
        told.queue.get(timeout=0.5)


def test_catalogs_beside_the_module_are_watched_when_they_come(
    tmp_path: Path, told: Told
) -> None:
    folder = write_module(tmp_path / "small")
    watching = Watch((folder,), told.queue.put)
    catalogs = tmp_path / "locales"
    catalogs.mkdir()
    watching.mend()
    assert told.next() == folder
    told.forget()
    (catalogs / "it.po").write_text("")
    assert told.next() == folder
    watching.close()


def test_a_folder_that_was_removed_is_watched_again_when_it_is_back(
    tmp_path: Path, told: Told
) -> None:
    folder = write_module(tmp_path / "small")
    watching = Watch((folder,), told.queue.put)
    shutil.rmtree(folder)
    watching.mend()
    assert told.next() == folder
    write_module(folder)
    watching.mend()
    told.forget()
    (folder / "lessons/01-one.md").write_text("# One\n")
    assert told.next() == folder
    watching.close()


def test_a_folder_that_goes_while_it_is_looked_at_ends_nothing(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_module(tmp_path / "small")
    watching = Watch((folder,), told.queue.put)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_dir", lambda _: True)
        watching.mend()
    (folder / "lessons/01-one.md").write_text("# One\n")
    assert told.next() == folder
    watching.close()


def test_where_the_system_gives_no_more_watches_it_looks_by_itself(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted(PollingObserver):
        def schedule(self, *_: object, **__: object) -> object:  # type: ignore[override]
            raise OSError("inotify watch limit reached")

    monkeypatch.setattr(watch, "Observer", Exhausted)
    folder = write_module(tmp_path / "small")
    watching = Watch((folder,), told.queue.put)
    (folder / "lessons/01-one.md").write_text("# One, and a longer text\n")
    assert told.next() == folder
    watching.close()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("small/lessons/01-one.md", True),
        ("small/module.yaml", True),
        ("small", True),
        ("glossary.md", True),
        ("locales/it.po", True),
        ("small/.git/index", False),
        ("small/lessons/.01-one.md.swp", False),
        ("small/lessons/01-one.md~", False),
        ("small/dist/small.zip", False),
        ("other/lessons/01-one.md", False),
        ("smaller/module.yaml", False),
        ("notes.md", False),
    ],
)
def test_a_change_concerns_the_module(name: str, meant: bool) -> None:
    assert concerns(Path("/home") / name, Path("/home/small")) is meant


# How often to build


def test_changes_that_come_together_are_one_build() -> None:
    pace = Pace(lambda: 0.0)
    for _ in range(10):
        pace.changed(Path("a"))
        pace.changed(Path("b"))
    assert pace.take() == (Path("a"), Path("b"))
    assert not pace.waiting


def test_a_change_during_a_build_makes_another_one() -> None:
    pace = Pace()
    pace.changed(Path("a"))
    pace.take()
    pace.changed(Path("a"))
    assert pace.waiting
    assert pace.take() == (Path("a"),)


@pytest.mark.parametrize(
    ("since", "rest"), [(9.0, SETTLE), (0.0, SPACING), (0.1, SPACING - 0.1)]
)
def test_the_first_change_is_built_at_once_and_those_after_it_later(
    since: float, rest: float
) -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    pace.changed(Path("a"))
    pace.take()
    now[0] += since
    assert pace.rest() == pytest.approx(rest)


def test_a_pace_that_is_closed_lets_go_who_waits() -> None:
    pace, taken = Pace(), []
    thread = Thread(target=lambda: taken.append(pace.take()))
    thread.start()
    pace.close()
    thread.join(LONG)
    assert taken == [()]
    assert pace.waiting
