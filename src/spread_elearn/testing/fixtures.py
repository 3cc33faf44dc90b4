"""The fixtures of the kit. What they do stands in the other files of this room."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spread_elearn.cli import make_cli
from spread_elearn.errors import SourceError
from spread_elearn.plugins import Plugins
from spread_elearn.testing.promises import KeepsItsPromises, promise_keeper
from spread_elearn.testing.sources import Files, ModuleFolder, as_files, write_files
from spread_elearn.testing.steps import (
    Build,
    Check,
    Kit,
    MadePackage,
    Render,
    Spread,
)


@pytest.fixture(scope="session")
def more_plugins() -> tuple[object, ...]:
    """Plugins that are tested and not installed: none. Override it in conftest.py."""
    return ()


@pytest.fixture(scope="session")
def all_plugins(more_plugins: tuple[object, ...]) -> Plugins:
    """All plugins of the run: the installed ones and ``more_plugins``."""
    return Plugins(*more_plugins)


@pytest.fixture(scope="session")
def kit(all_plugins: Plugins) -> Kit:
    """The tool with all plugins, made once for the whole run."""
    return Kit(all_plugins)


@pytest.fixture
def module_folder(tmp_path: Path) -> ModuleFolder:
    """``module_folder({"lessons/01-one.md": text})`` -> its folder.

    A ``module.yaml`` and a lesson are added where the files name none.
    """

    def make(files: Files) -> Path:
        return write_files(tmp_path / "demo", files)

    return make


@pytest.fixture
def check(kit: Kit, module_folder: ModuleFolder) -> Check:
    """``check("::: card")`` -> all problems, each as ``lessons/01-one.md:1: ...``.

    Lines count in the text that was given. Files by their names may be given too.
    """

    def checked(given: str | Files) -> tuple[object, ...]:
        written = as_files(given)
        return kit.check(module_folder(written.files), written.above)

    return checked  # type: ignore[return-value]


@pytest.fixture
def render(kit: Kit, module_folder: ModuleFolder) -> Render:
    """``render("::: card", "it")`` -> the HTML of the lesson.

    A text is written in the language; of files the first lesson is shown in it. A
    mistake in them fails the test with what ``check`` says.
    """

    def rendered(given: str | Files, language: str = "") -> str:
        folder = module_folder(as_files(given, language).files)
        try:
            return kit.article(folder, language)
        except SourceError as error:
            pytest.fail(error.message, pytrace=False)

    return rendered


@pytest.fixture
def build(kit: Kit, module_folder: ModuleFolder, tmp_path: Path) -> Build:
    """``build("scorm2004", text_or_files)`` -> a package that was verified.

    Without files it is the module that ``module_folder`` has made in this test.
    """

    def built(
        format: str = "scorm12",
        given: str | Files | None = None,
        languages: Iterable[str] = (),
    ) -> MadePackage:
        folder = tmp_path / "demo"
        if given is not None or not folder.exists():
            folder = module_folder(as_files(given or {}).files)
        try:
            return kit.package(folder, format, languages, tmp_path / "dist")
        except SourceError as error:
            pytest.fail(error.message, pytrace=False)

    return built


@pytest.fixture
def spread(
    all_plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Spread:
    """``spread("check", folder)`` -> click's result of a command in a new folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(make_cli(all_plugins), [*map(str, arguments)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def assert_keeps_its_promises(
    request: pytest.FixtureRequest, all_plugins: Plugins, tmp_path: Path
) -> KeepsItsPromises:
    """``assert_keeps_its_promises(plugin, example, ...)``: what it owes to learners.

    *plugin* is its package. Without examples the starters of its kinds are taken.
    """
    return promise_keeper(request, all_plugins, tmp_path)
