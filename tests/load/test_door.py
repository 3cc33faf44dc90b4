"""One door for every file of a module that is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from authoring import LESSON, PNG, SVG, ModuleFolder, problems
from small_modules import build_files
from spread_elearn import SourceError, read_source, read_source_text
from spread_elearn.load.files import MIB
from spread_elearn.load.places import CORE_PLACES, is_plain

BESIDE = CORE_PLACES.beside


def refused(path: Path, folder: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_source(path, folder, beside=BESIDE)
    [problem] = error.value.problems
    return problem.message


def test_a_file_of_the_module_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    assert read_source(path, tmp_path) == b"\xef\xbb\xbfone\r\ntwo"
    assert read_source_text(path, tmp_path) == ("one\ntwo", [])


def test_links_are_followed_inside_and_not_out(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("key")
    (folder / "real.md").write_text("words")
    (folder / "inside.md").symlink_to("real.md")
    (folder / "outside.md").symlink_to("../secret.md")
    (folder / "round.md").symlink_to("round.md")
    assert read_source(folder / "inside.md", folder) == b"words"
    told = "this is a link to a file outside the module"
    assert refused(folder / "outside.md", folder) == told
    assert refused(folder / "round.md", folder)
    assert refused(tmp_path / "secret.md", folder) == told


def test_what_modules_share_is_read_in_its_places_only(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    for name in ("glossary.md", "locales/it.po", "brand.yaml", "notes.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    for name in ("glossary.md", "locales/it.po", "brand.yaml"):
        path = tmp_path / name
        assert read_source(path, folder, beside=BESIDE) == name.encode()
        assert refused(path, folder / "deeper")
    assert refused(tmp_path / "notes.md", folder)


def test_folders_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    assert refused(tmp_path / "folder.md", tmp_path) == "this is no ordinary file"
    assert refused(tmp_path / "pipe.md", tmp_path) == "this is no ordinary file"
    assert refused(Path("/dev/zero"), Path("/dev")) == "this is no ordinary file"
    assert "outside" in refused(tmp_path / "zero.md", tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as stream:
        stream.truncate(17 * MIB)
    text, [problem] = read_source_text(path, tmp_path)
    assert (text, problem.message) == ("", "this file has more than 16 MB")


@pytest.mark.parametrize(
    "name", ["lessons/02-two.md", "module.yaml", "glossary.md", "media/a.png"]
)
def test_a_pipe_in_a_module_is_told_and_nothing_waits(
    name: str, module_folder: ModuleFolder
) -> None:
    text = f"{LESSON}\n![words](media/a.png)\n"
    folder = module_folder({"lessons/01-one.md": text, "media/a.png": PNG})
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    found = [each.message for each in problems(folder)] if name[0] != "m" else []
    if name.startswith("lessons/"):
        assert "this is no ordinary file" in found


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_media_that_lead_out_are_never_packed(
    ending: str, module_folder: ModuleFolder, tmp_path: Path
) -> None:
    name = f"media/a.{ending}"
    content = {"png": PNG, "svg": SVG.encode()}[ending]
    text = f"{LESSON}\n![words]({name})\n"
    folder = module_folder({"lessons/01-one.md": text, name: content})
    outside = tmp_path / f"secret.{ending}"
    outside.write_bytes(content)
    (folder / name).unlink()
    (folder / name).symlink_to(outside)
    assert any("outside" in problem.code for problem in problems(folder))
    with pytest.raises(SourceError):
        build_files(folder, tmp_path / "dist")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("media/photo one.png", True),
        ("media/Ελλάδα.png", True),
        ("lessons/01-a.md", True),
        ("lessons/..md", False),
        ("a/../b.md", False),
        ("a//b.md", False),
        ("media/x.exe", False),
        ("media/x", False),
        ("con.md", False),
        ("media/Lpt1.png", False),
        ("media/console.png", True),
        ("media/a\x07.png", False),
        ("media/a:b.png", False),
    ],
)
def test_which_names_a_module_may_have(name: str, plain: bool) -> None:
    assert is_plain(name) is plain
