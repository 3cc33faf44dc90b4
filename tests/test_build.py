"""The pipeline as a whole: the same bytes everywhere, all or nothing, plain words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from small_modules import LESSON, build_files, tree, unzip, write_module
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
from spread_elearn.jobs import run
from spread_elearn.plugins import Plugins

GOLDEN = Path(__file__).parent / "golden" / "module"
ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module with a drawing, a download, a task and a page for teachers."""
    return Path(shutil.copytree(GOLDEN, tmp_path / "small-module"))


def spread(
    *arguments: object, cwd: Path, check: bool = True, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "spread_elearn", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=check,
    )


def formats(*names: str) -> list[str]:
    return [part for name in names for part in ("-f", name)]


ALL = formats("scorm12", "scorm2004", "web")


# The same bytes


def test_two_builds_give_the_same_bytes(folder: Path) -> None:
    plugins = Plugins()
    names = ("scorm12", "scorm2004", "web")
    for out in ("one", "two"):
        build(Plan((folder,), folder.parent / out, names), plugins)
    one, two = tree(folder.parent / "one"), tree(folder.parent / "two")
    assert len(one) == 3
    assert one == two


def test_place_time_zone_language_and_hash_seed_change_no_byte(
    folder: Path, tmp_path: Path
) -> None:
    spread("build", folder, *ALL, "-o", tmp_path / "here", cwd=tmp_path)
    elsewhere = Path(shutil.copytree(folder, tmp_path / "x y" / "ümlaut" / "other"))
    for path in sorted(elsewhere.rglob("*")):
        os.utime(path, (1, 1))
    before = os.umask(0o077)
    try:
        spread(
            *("build", "other", *ALL, "-o", tmp_path / "there"),
            cwd=elsewhere.parent,
            TZ="Pacific/Kiritimati",
            LANG="tr_TR.UTF-8",
            LC_ALL="C",
            PYTHONHASHSEED="4711",
        )
    finally:
        os.umask(before)
    assert tree(tmp_path / "here") == tree(tmp_path / "there")


def test_source_date_epoch_dates_the_entries_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def package(name: str) -> Path:
        [built], _ = build(Plan((folder,), folder.parent / name), Plugins())
        return built.path

    plain = package("plain")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, second = package("first"), package("second")
    assert first.read_bytes() == second.read_bytes() != plain.read_bytes()
    assert {**unzip(first), "source/sources.zip": b""} == {
        **unzip(plain),
        "source/sources.zip": b"",
    }


def test_line_ends_and_byte_order_marks_change_no_page(
    folder: Path, tmp_path: Path
) -> None:
    before = build_files(folder, tmp_path / "before")
    for path in folder.rglob("*.md"):
        lines = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + lines)
    after = build_files(folder, tmp_path / "after")
    for name in before.keys() - {"source/sources.zip"}:
        assert after[name] == before[name], name


def test_several_processes_give_the_same_files_and_lines_as_one(
    tmp_path: Path,
) -> None:
    for name in ("aa", "bb", "cc"):
        write_module(
            tmp_path / "modules" / name, {"lessons/01-one.md": "# One\n\nA.\n"}
        )
    asked = ("build", "modules", *formats("scorm12", "web"), "-o")
    one = spread(*asked, "one", cwd=tmp_path)
    two = spread(*asked, "two", "-j", "2", cwd=tmp_path)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert two.stdout == one.stdout.replace("one/", "two/")
    assert len(two.stdout.splitlines()) == 6
    assert two.stderr == one.stderr
    assert two.stderr.count("does not say how long") == 3


# Names and choices


def test_files_are_named_by_id_version_language_and_format(folder: Path) -> None:
    out = folder.parent / "dist"
    names = ("scorm12", "scorm2004", "web")
    built, _ = build(Plan((folder,), out, names), Plugins())
    assert [each.path.name for each in built] == [
        "small-module-1.2.0.en.scorm12.zip",
        "small-module-1.2.0.en.scorm2004.zip",
        "small-module-1.2.0.en.web.zip",
    ]
    assert sorted(out.iterdir()) == [each.path for each in built]


def test_what_was_built_tells_its_size_its_state_and_its_content(folder: Path) -> None:
    names = ("scorm12", "scorm2004", "web")
    built, _ = build(Plan((folder,), folder.parent / "dist", names), Plugins())
    old, new, web = built
    assert old.size == old.path.stat().st_size
    assert 0 < old.state_size == new.state_size < 100
    assert (old.state_limit, new.state_limit, web.state_limit) == (4096, 64000, None)
    assert len({each.digest for each in built}) == 3


def test_a_format_that_is_asked_for_twice_is_built_once(folder: Path) -> None:
    plan = Plan((folder,), folder.parent / "dist", ("web", "web"))
    assert len(build(plan, Plugins())[0]) == 1


def test_chosen_lessons_keep_their_ids_and_keys(folder: Path, tmp_path: Path) -> None:
    import re

    def articles(**asked: Any) -> dict[str, str]:
        files = build_files(folder, tmp_path / "dist", formats=("web",), **asked)
        page = files["index.html"].decode()
        return dict(re.findall(r'<article id="([\w-]+)".*?data-k="([\w-]+)"', page))

    everything, chosen = articles(), articles(lessons=("tasks",))
    assert list(everything) == ["roles", "tasks", "help"]
    assert list(chosen) == ["tasks", "help"]
    assert chosen.items() <= everything.items()


def test_chosen_lessons_keep_the_keys_of_what_learners_did(
    folder: Path, tmp_path: Path
) -> None:
    import re

    def keys(**asked: Any) -> list[str]:
        files = build_files(folder, tmp_path / "dist", formats=("web",), **asked)
        return re.findall(
            r'<spread-task data-k="([\w-]+)"', files["index.html"].decode()
        )

    assert keys(lessons=("tasks",)) == keys()
    assert keys()


@pytest.mark.parametrize("chosen", ["help", "notes"])
def test_a_choice_without_a_lesson_that_counts_is_refused(
    folder: Path, chosen: str
) -> None:
    with pytest.raises(SpreadError, match="Choose one of: roles, tasks") as error:
        build(Plan((folder,), folder.parent / "dist", lessons=(chosen,)), Plugins())
    assert error.value.exit_code == 2


def test_sources_are_packed_without_what_is_for_teachers(
    folder: Path, tmp_path: Path
) -> None:
    from spread_elearn.archive import read_archive

    files = build_files(folder, tmp_path / "dist")
    with read_archive(files["source/sources.zip"]) as sources:
        assert sorted(sources) == [
            "lessons/01-roles.md",
            "lessons/02-tasks.md",
            "lessons/03-help.md",
            "media/roles.svg",
            "module.yaml",
        ]
    assert not [name for name, text in files.items() if b"Only teachers" in text]


def test_sources_are_left_out_on_request(folder: Path, tmp_path: Path) -> None:
    yaml = folder / "module.yaml"
    yaml.write_text(yaml.read_text("utf-8") + "sources: false\n", "utf-8")
    assert "source/sources.zip" not in build_files(folder, tmp_path / "dist")


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
    done = spread(
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
    done = spread("build", "m", "-o", standing, "-j", "2", cwd=tmp_path, check=False)
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
        ({"formats": ("scorm13",)}, r'format "scorm13"(?s:.*)scorm12, scorm2004, web'),
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
    built, warnings = run(plan, Plugins(), 4, steps.append)
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


# The wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(out),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = out.glob("*.whl")
    return wheel


@pytest.mark.parametrize(
    "ending", [".html", ".js", ".css", ".po", ".md", ".yaml", ".typed"]
)
def test_the_wheel_holds_every_file_of_the_package(wheel: Path, ending: str) -> None:
    home = ROOT / "src"
    here = {
        path.relative_to(home).as_posix()
        for path in home.rglob(f"*{ending}")
        if "__pycache__" not in path.parts
    }
    assert here
    assert here <= unzip(wheel).keys()


def test_what_the_wheel_builds_is_what_the_checkout_builds(
    wheel: Path, folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "environment"
    venv.create(home)
    python = home / "bin" / "python"
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run(
        [python, "-c", find], capture_output=True, text=True, check=True
    )
    site = Path(found.stdout.strip())
    import click

    (site / "others.pth").write_text(str(Path(click.__file__).parents[1]))
    shutil.unpack_archive(wheel, site, "zip")
    command = ["-m", "spread_elearn", "build", str(folder), *ALL, "-o"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    for name, program in (("wheel", python), ("checkout", sys.executable)):
        subprocess.run(
            [program, *command, str(tmp_path / name)],
            env=environment,
            check=True,
            capture_output=True,
        )
    assert len(tree(tmp_path / "wheel")) == 3
    assert tree(tmp_path / "wheel") == tree(tmp_path / "checkout")
    where = [str(python), "-c", "import spread_elearn; print(spread_elearn.__file__)"]
    used = subprocess.run(
        where, env=environment, capture_output=True, text=True, check=True
    )
    assert used.stdout.startswith(str(home))
