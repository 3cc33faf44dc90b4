"""Beginning a module, and getting one back from a package."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import click
import pytest

from authoring import LESSON, PNG, SVG, Files, ModuleFolder, load, problems
from spread_elearn.build import Plan, build
from spread_elearn.commands.new import begin, restore
from spread_elearn.errors import ArchiveError, SpreadError
from spread_elearn.package.sources import HREF, NAMES
from spread_elearn.plugins import Plugins


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def package(folder: Path, out: Path, name: str = "scorm12") -> Path:
    """The package of a module, built into *out*."""
    plan = Plan((folder,), out, formats=(name,))
    [built], _ = build(plan, Plugins(installed=False))
    return built.path


def zipped(files: Files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            assert isinstance(content, str | bytes)
            archive.writestr(name, content)
    return stream.getvalue()


def hostile(folder: Path, sources: Files, files: Files | None = None) -> Path:
    """A package with these sources and these files."""
    path = folder / "hostile.zip"
    path.write_bytes(zipped({HREF: zipped(sources), **(files or {})}))
    return path


def test_a_new_module_has_no_mistakes_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "first-steps"
    said = begin(folder, "", "en")
    assert problems(folder) == ()
    assert package(folder, tmp_path / "dist").name == "first-steps-1.0.0.en.scorm12.zip"
    assert said.endswith(f"  spread-elearn preview {folder}")
    assert (
        (folder / "module.yaml")
        .read_text()
        .startswith('id: first-steps\ntitle: "First steps"\nlanguage: en\n')
    )


def test_a_new_module_shows_one_of_everything(tmp_path: Path) -> None:
    begin(tmp_path / "a", "", "en")
    text = "".join(
        path.read_text() for path in sorted((tmp_path / "a/lessons").iterdir())
    )
    for kind in ("example", "figure", "task", "reveal", "tabs", "translator"):
        assert f"::: {kind}" in text
    for sign in ("[^", "> [!", "](media/", ".md#", "https://", "- [ ]", "|---|"):
        assert sign in text


@pytest.mark.parametrize(
    ("name", "topic", "id_", "title"),
    [
        ("My Module", "", "my-module", "My module"),
        ("2024", "", "module-2024", "2024"),
        ("Ελλάδα", "", "module", "Ελλάδα"),
        ("a", 'Roles: "who" \\ {id} # what', "a", 'Roles: "who" \\ {id} # what'),
        ("a", "- *x* & @y\n\tz\x07", "a", "- *x* & @y z"),
        ("a", "{language}", "a", "{language}"),
        ("a", "Größe 🙂", "a", "Größe 🙂"),
    ],
)
def test_any_name_and_topic_make_a_right_module(
    name: str, topic: str, id_: str, title: str, tmp_path: Path
) -> None:
    folder = tmp_path / name
    begin(folder, topic, "el")
    assert problems(folder) == ()
    module = load(folder)
    assert (module.id, module.title, module.language) == (id_, title, "el")


def test_a_language_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no language code"):
        begin(tmp_path / "a", "", "Greek")
    assert not (tmp_path / "a").exists()


def test_nothing_is_written_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")
    for folder in (tmp_path, tmp_path / "a.txt", tmp_path / "a.txt" / "b"):
        with pytest.raises(SpreadError):
            begin(folder, "", "en")
    assert tree(tmp_path) == {"a.txt": b"mine"}


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    begin(tmp_path, "", "en")
    assert (tmp_path / "module.yaml").is_file()


FILES: dict[str, object] = {
    "lessons/01-one.md": f"{LESSON}\n![a](<media/Foto Uno.PNG>) ![b](media/b.svg)\n\n"
    "![c](media/Day.mp4)\n\n[d](<media/Übung.pdf>) [e](media/e.csv)\n",
    "lessons/02-two.md": "\ufeff---\r\nminutes: 1\r\n---\r\n# Two\r\n\r\nText.\r\n",
    "media/Foto Uno.PNG": PNG,
    "media/b.svg": SVG,
    "media/Day.mp4": b"film",
    "media/Day.vtt": "WEBVTT\n",
    "media/Day.it.vtt": "WEBVTT\n\n",
    "media/Day.md": "A truck.\n",
    "media/Übung.pdf": b"%PDF",
    "media/e.csv": "a,b\n",
}


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004", "web"])
def test_a_module_comes_back_from_its_package_as_it_was(
    format_: str, module_folder: ModuleFolder, tmp_path: Path
) -> None:
    folder = module_folder(FILES)
    made = package(folder, tmp_path / "dist", format_)
    said = restore(made, tmp_path / "back")
    assert tree(tmp_path / "back") == tree(folder)
    assert said == f"{tmp_path / 'back'}: 11 files from {made.name}."
    again = package(tmp_path / "back", tmp_path / "dist2", format_)
    assert again.read_bytes() == made.read_bytes()


def test_the_scaffold_comes_back_too(tmp_path: Path) -> None:
    begin(tmp_path / "a", "", "en")
    [made], _ = build(Plan((tmp_path / "a",), tmp_path / "dist"), Plugins())
    restore(made.path, tmp_path / "b")
    assert tree(tmp_path / "b") == tree(tmp_path / "a")


def test_what_is_for_teachers_is_not_in_the_package(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    teacher = "---\nrole: teacher\n---\n# Answers\n\nSecret.\n"
    folder = module_folder(
        {"lessons/01-one.md": LESSON, "lessons/02-answers.md": teacher}
    )
    restore(package(folder, tmp_path / "dist"), tmp_path / "back")
    assert [*tree(tmp_path / "back")] == ["lessons/01-one.md", "module.yaml"]


def test_a_package_without_sources_says_whom_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(zipped({"index.html": "x"}))
    with pytest.raises(SpreadError, match="holds no sources"):
        restore(path, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "lessons/../../evil.md",
        "/evil.md",
        "..\\evil.md",
        "C:/evil.md",
        "C:evil.md",
        "a/..",
        "evil\x07.md",
        "shared/../../evil.md",
    ],
)
def test_a_hostile_package_writes_nothing(name: str, tmp_path: Path) -> None:
    made = hostile(tmp_path, {"module.yaml": "id: x\n", name: "evil"})
    before = tree(tmp_path)
    with pytest.raises((SpreadError, ArchiveError)):
        restore(made, tmp_path / "deep" / "back")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "C:\\evil", ""])
def test_hostile_names_of_media_write_nothing(name: str, tmp_path: Path) -> None:
    sources = {"module.yaml": "id: x\n", NAMES: f"media/a.png\t{name}\n"}
    made = hostile(tmp_path, sources, {"media/a.png": PNG})
    before = tree(tmp_path)
    with pytest.raises(SpreadError):
        restore(made, tmp_path / "deep" / "back")
    assert tree(tmp_path) == before


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    sources = {"lessons/a.md": "file", "lessons/a.md/b.md": "a file in a file"}
    made = hostile(tmp_path, sources)
    before = tree(tmp_path)
    with pytest.raises(SpreadError, match=r"b\.md: cannot be written"):
        restore(made, tmp_path / "back")
    assert tree(tmp_path) == before
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    "name",
    [
        ".git/config",
        ".envrc",
        "lessons/.hidden.md",
        "media/.git/hooks/x.md",
        ".vscode/tasks.json",
        "conftest.py",
        "Makefile",
        "lessons/run.sh",
        "media/page.html",
        "plugins/spy.md",
        "other/words.md",
        "media/aux.png",
        "lessons/nul.md",
        "media/dot..",
        f"lessons/{'a' * 300}.md",
        "shared/module.yaml",
    ],
)
def test_what_is_no_part_of_a_module_is_left_out_and_named(
    name: str, tmp_path: Path
) -> None:
    made = hostile(tmp_path, {"module.yaml": "id: x\n", name: "evil"})
    said = restore(made, tmp_path / "back")
    assert tree(tmp_path / "back") == {"module.yaml": b"id: x\n"}
    assert "1 files" in said
    assert f"Left out, no part of a module: {name[:80]}" in said


def test_a_list_of_names_that_is_none_does_no_harm(tmp_path: Path) -> None:
    made = hostile(tmp_path, {NAMES: b"\xff\xfe\t\n\n"}, {"media/a.png": PNG})
    restore(made, tmp_path / "back")
    assert tree(tmp_path / "back") == {"media/a.png": PNG}


@pytest.mark.parametrize("content", [b"", b"no zip", zipped({HREF: b"no zip"})])
def test_what_is_no_zip_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveError):
        restore(path, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_restoring_overwrites_nothing(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    made = package(module_folder({}), tmp_path / "dist")
    (tmp_path / "back").mkdir()
    (tmp_path / "back/mine.txt").write_text("mine")
    with pytest.raises(SpreadError, match="something is here"):
        restore(made, tmp_path / "back")
    assert tree(tmp_path / "back") == {"mine.txt": b"mine"}
