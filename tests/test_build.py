"""The same sources give the same bytes, under the same names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from processes import ALL, formats, run_spread
from small_modules import build_files, tree, unzip, write_module
from spread_elearn import (
    SpreadError,
)
from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins

pytest_plugins = ("golden_module",)


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
    run_spread("build", folder, *ALL, "-o", tmp_path / "here", cwd=tmp_path)
    elsewhere = Path(shutil.copytree(folder, tmp_path / "x y" / "ümlaut" / "other"))
    for path in sorted(elsewhere.rglob("*")):
        os.utime(path, (1, 1))
    before = os.umask(0o077)
    try:
        run_spread(
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
    one = run_spread(*asked, "one", cwd=tmp_path)
    two = run_spread(*asked, "two", "-j", "2", cwd=tmp_path)
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
