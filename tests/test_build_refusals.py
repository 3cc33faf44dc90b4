"""All or nothing, and plain words for what cannot be built."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from processes import formats, run_spread
from small_modules import LESSON, tree, unzip, write_module
from spread_elearn import (
    ActivityKind,
    Edition,
    Finding,
    Format,
    Options,
    Package,
    PackageError,
    Resource,
    SourceError,
    SpreadError,
    hookimpl,
)
from spread_elearn.build import Plan, build
from spread_elearn.commands.jobs import build_with_jobs
from spread_elearn.plugins import Plugins

pytest_plugins = ("golden_module",)


# All or nothing


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A folder with an earlier result."""
    out = tmp_path / "dist"
    out.mkdir()
    (out / "good-1.0.0.en.scorm12.zip").write_bytes(b"an earlier package")
    return out


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_module_with_mistakes_leaves_what_stood_and_all_mistakes_are_told(
    tmp_path: Path, standing: Path, jobs: int
) -> None:
    write_module(tmp_path / "m" / "good")
    wrong = "# One\n\n::: nonsense\n:::\n\n#### Deep\n"
    write_module(tmp_path / "m" / "bad", {"lessons/01-one.md": wrong})
    write_module(tmp_path / "m" / "worse", {}, "colour: red\n")
    before = tree(standing)
    done = run_spread(
        *("build", "m", "-o", standing, "-j", jobs), cwd=tmp_path, check=False
    )
    assert done.returncode == 1
    for place in (
        "m/bad/lessons/01-one.md:3:",
        "m/bad/lessons/01-one.md:6:",
        "m/worse/module.yaml:5:",
        "m/worse/module.yaml:1: there are no lessons",
    ):
        assert place in done.stderr, place
    assert (done.stdout, tree(standing)) == ("", before)


def offering(kind: ActivityKind | None = None, *formats_: Format) -> Plugins:
    """All plugins, and one with these offers."""
    plugin = SimpleNamespace(
        __name__="mine",
        register_formats=hookimpl(lambda: formats_),
        register_activities=hookimpl(lambda: [kind] if kind else []),
    )
    return Plugins(plugin)


def refusing(editions: tuple[Edition, ...], options: Options) -> Package:
    return Package((Resource("a.txt", b"a"),))


def test_a_package_that_its_format_refuses_is_not_written(
    tmp_path: Path, standing: Path
) -> None:
    folder = write_module(tmp_path / "good")
    finding = Finding("error", "a.txt", "this is wrong")
    strict = Format("strict", "txt", refusing, archive=False, check=lambda _: [finding])
    before = tree(standing)
    with pytest.raises(PackageError) as error:
        build(
            Plan((folder,), standing, ("scorm12", "strict")),
            offering(None, strict),
        )
    assert "good-1.0.0.en.strict.txt was not written" in error.value.message
    assert "error: a.txt: this is wrong" in error.value.message
    assert tree(standing) == before


def breaking(editions: tuple[Edition, ...], options: Options) -> Package:
    return Package((Resource("imsmanifest.xml", b"<manifest/>"),))


def test_every_package_with_a_manifest_is_verified_before_it_is_named(
    tmp_path: Path, standing: Path
) -> None:
    folder = write_module(tmp_path / "good")
    plugins = offering(None, Format("mine", "zip", breaking))
    with pytest.raises(PackageError, match=r"imsmanifest\.xml"):
        build(Plan((folder,), standing, ("mine",)), plugins)
    assert len(tree(standing)) == 1


def test_two_modules_with_one_id_are_told_before_one_overwrites_the_other(
    tmp_path: Path, standing: Path
) -> None:
    folders = tuple(
        write_module(tmp_path / name / "good", more="") for name in ("a", "b")
    )
    before = tree(standing)
    with pytest.raises(SpreadError, match="two modules would both be written to good"):
        build(Plan(folders, standing), Plugins())
    assert tree(standing) == before


def test_two_modules_with_one_id_are_told_by_several_processes_too(
    tmp_path: Path, standing: Path
) -> None:
    for name in ("a", "b"):
        write_module(tmp_path / "m" / name / "good")
    before = tree(standing)
    done = run_spread(
        "build", "m", "-o", standing, "-j", "2", cwd=tmp_path, check=False
    )
    assert done.returncode == 1
    assert "two modules would both be written to good" in done.stderr
    assert tree(standing) == before


SLOW = """
import pathlib, time
from spread_elearn import Format, Package, Resource, hookimpl

def package(editions, options):
    pathlib.Path("here").write_text("packaging")
    while True:
        time.sleep(0.01)

@hookimpl
def register_formats():
    return [Format("slow", "txt", package, archive=False)]
"""


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Callable[[Path], subprocess.Popen[bytes]]]:
    """Begins a build that writes scorm12 and then hangs in a plugin's format."""
    home = tmp_path / "path"
    (home / "slow-1.dist-info").mkdir(parents=True)
    (home / "slow-1.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: slow\n"
    )
    (home / "slow-1.dist-info/entry_points.txt").write_text(
        "[spread_elearn]\ns = slow\n"
    )
    (home / "slow.py").write_text(SLOW)
    begun: list[subprocess.Popen[bytes]] = []

    def begin(out: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "spread_elearn", "build", "good"]
        command += ["-o", str(out), *formats("scorm12", "slow")]
        environment = {**os.environ, "PYTHONPATH": str(home)}
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
        )
        begun.append(process)
        while not (tmp_path / "here").exists():
            assert process.poll() is None, "it ended before it packaged"
            time.sleep(0.01)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_killed_leaves_what_stood_and_the_next_one_works(
    tmp_path: Path,
    standing: Path,
    slow: Callable[[Path], subprocess.Popen[bytes]],
    how: signal.Signals,
) -> None:
    folder = write_module(tmp_path / "good")
    process = slow(standing)
    process.send_signal(how)
    assert process.wait() != 0
    named = [path for path in standing.iterdir() if not path.name.startswith(".")]
    assert [path.name for path in named] == ["good-1.0.0.en.scorm12.zip"]
    assert named[0].read_bytes() == b"an earlier package"
    build(Plan((folder,), standing), Plugins())
    assert "imsmanifest.xml" in unzip(named[0])


# Plain refusals


def test_a_state_that_the_lms_cannot_keep_is_refused_in_plain_words(
    tmp_path: Path, standing: Path
) -> None:
    kind = ActivityKind("much", lambda *_: {}, "", state_size=lambda activity: 5000)
    lesson = LESSON.format(title="One") + "\n::: much\n:::\n"
    folder = write_module(tmp_path / "good", {"lessons/01-one.md": lesson})
    with pytest.raises(SpreadError) as error:
        build(Plan((folder,), standing), offering(kind))
    assert "takes up to 50" in error.value.message
    assert "scorm12 keeps 4096" in error.value.message
    assert "sco: lesson" in error.value.message
    assert len(tree(standing)) == 1


def test_a_state_that_only_1_2_cannot_keep_is_fine_for_2004(tmp_path: Path) -> None:
    kind = ActivityKind("much", lambda *_: {}, "", state_size=lambda activity: 5000)
    lesson = LESSON.format(title="One") + "\n::: much\n:::\n"
    folder = write_module(tmp_path / "good", {"lessons/01-one.md": lesson})
    plan = Plan((folder,), tmp_path / "dist", ("scorm2004", "web"))
    built, _ = build(plan, offering(kind))
    assert built[0].state_size > 5000


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = write_module(tmp_path / "good")
    with pytest.raises(SpreadError, match=r"file.*: cannot write here \(.+\)"):
        build(Plan((folder,), tmp_path / out), Plugins())


def test_a_folder_that_has_a_package_s_name_is_told(tmp_path: Path) -> None:
    folder = write_module(tmp_path / "good")
    (tmp_path / "dist" / "good-1.0.0.en.scorm12.zip" / "x").mkdir(parents=True)
    with pytest.raises(SpreadError, match="cannot write here"):
        build(Plan((folder,), tmp_path / "dist"), Plugins())
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [
        "good-1.0.0.en.scorm12.zip"
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"formats": ("scorm13",)},
            r'format "scorm13"(?s:.*)scorm12, scorm2004,(?s:.*)web',
        ),
        ({"languages": ("it",)}, r'translation "it"(?s:.*)Languages: en'),
        ({"lessons": ("three",)}, r'lesson "three"(?s:.*)Lessons: one, two'),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    tmp_path: Path, asked: dict[str, tuple[str, ...]], told: str
) -> None:
    folder = write_module(tmp_path / "good")
    with pytest.raises(SpreadError, match=told) as error:
        build(Plan((folder,), tmp_path / "dist", **asked), Plugins())  # type: ignore[arg-type]
    assert error.value.exit_code == 2


def test_one_process_is_enough_for_one_module(folder: Path) -> None:
    plan = Plan((folder,), folder.parent / "dist")
    steps: list[Path] = []
    built, warnings = build_with_jobs(plan, Plugins(), 4, steps.append)
    assert (len(built), steps) == (1, [folder])
    assert isinstance(warnings, list)


def test_warnings_come_back_with_what_was_built(tmp_path: Path) -> None:
    lesson = LESSON.replace("minutes: 1", "minutes: 90").format(title="One")
    folder = write_module(tmp_path / "m", {"lessons/01-one.md": lesson})
    built, warnings = build(Plan((folder,), tmp_path / "dist"), Plugins())
    assert len(built) == 1
    assert [problem.code for problem in warnings] == ["minutes"]
    assert warnings[0].source.path == (folder / "lessons/01-one.md").as_posix()


def test_errors_know_their_place_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_module(tmp_path / "a" / "m", {"lessons/01-one.md": "# One\n\n::: x\n:::\n"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as error:
        build(Plan((Path("a/m"),), Path("dist")), Plugins())
    places = [str(problem.source) for problem in error.value.problems]
    assert "a/m/lessons/01-one.md:3" in places
