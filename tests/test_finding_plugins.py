"""Plugins are found by their entry points, and told apart by their names."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from spread_elearn import (
    ActivityKind,
    Format,
    PluginError,
    Transform,
    Transport,
    hookimpl,
    hookspecs,
)
from spread_elearn.build import Builder
from spread_elearn.cli import main, make_cli
from spread_elearn.plugins import Plugins
from strangers import THIRD_PARTY, no_package, offering

pytest_plugins = ("stranger_fixtures",)


def test_an_installed_plugin_is_found_and_uses_every_hook(stranger: Plugins) -> None:
    hooks = dict(stranger.describe())["stranger"]
    assert hooks == sorted(
        name for name, value in vars(hookspecs).items() if _is_hook(value)
    )


def _is_hook(value: object) -> bool:
    return hasattr(value, "spread_elearn_spec")


def test_without_its_distribution_it_is_gone() -> None:
    assert "stranger" not in dict(Plugins().describe())


def test_the_command_plugins_lists_it_with_its_hooks(stranger: Plugins) -> None:
    result = CliRunner().invoke(make_cli(stranger), ["plugins"])
    assert re.search("^stranger: check_edition, check_module, .*", result.stdout, re.M)
    assert "kinds: register_activities" in result.stdout


def test_two_installed_plugins_of_one_name_are_an_error_that_names_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _distribution(tmp_path, "other", "stranger", "json")
    monkeypatch.syspath_prepend(THIRD_PARTY)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match="other and spread-elearn-stranger"):
        Plugins()


def _distribution(folder: Path, name: str, plugin: str, module: str) -> None:
    home = folder / f"{name}-1.0.dist-info"
    home.mkdir()
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\n")
    (home / "entry_points.txt").write_text(f"[spread_elearn]\n{plugin} = {module}\n")


def test_a_plugin_that_cannot_be_imported_is_named_with_its_distribution(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _distribution(tmp_path, "broken-thing", "broken", "no_such_module_here")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match=r"(?s)plugin broken .*broken-thing"):
        Plugins()


def test_a_plugin_with_the_name_of_a_built_in_one_is_an_error() -> None:
    with pytest.raises(PluginError, match="two plugins are called kinds"):
        Plugins(SimpleNamespace(__name__="kinds"))


def test_a_misspelt_hook_is_an_error_that_names_the_plugin_and_the_hook() -> None:
    @hookimpl
    def register_format() -> list[Format]:
        return []

    plugin = SimpleNamespace(__name__="mine", register_format=register_format)
    expected = r'plugin mine: .*"register_format".\s+Did you mean register_formats\?'
    with pytest.raises(PluginError, match=expected):
        Plugins(plugin)


def test_a_hook_that_asks_for_what_it_does_not_get_names_the_plugin() -> None:
    @hookimpl
    def check_module(modul: object) -> list[object]:
        return [modul]

    plugin = SimpleNamespace(__name__="mine", check_module=check_module)
    with pytest.raises(PluginError, match="plugin mine: check_module has no argument"):
        Plugins(plugin)


def test_the_command_line_tells_of_a_broken_plugin_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _distribution(tmp_path, "broken-thing", "broken", "no_such_module_here")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert capsys.readouterr().err.startswith("Error: plugin broken cannot be loaded")


@pytest.mark.parametrize(
    ("hook", "offer"),
    [
        ("register_formats", Format("twice", "txt", no_package)),
        ("register_activities", ActivityKind("twice", lambda *_: None, "")),
        ("register_transforms", Transform("twice", lambda module: module)),
        ("register_transports", Transport("twice")),
    ],
)
def test_two_offers_of_one_name_are_an_error_that_names_both_plugins(
    hook: str, offer: object
) -> None:
    plugins = Plugins(
        offering("first", **{hook: [offer]}), offering("second", **{hook: [offer]})
    )
    with pytest.raises(PluginError, match='"twice": first and second'):
        Builder(plugins)


def test_an_offer_with_the_name_of_a_built_in_one_is_an_error() -> None:
    plugin = offering("mine", register_formats=[Format("web", "zip", no_package)])
    with pytest.raises(PluginError, match=r'"web": formats\.web and mine'):
        Plugins(plugin).formats()
