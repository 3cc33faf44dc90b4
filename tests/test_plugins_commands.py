"""Commands of plugins get modules that are read, and never a loader (``takes_modules``)."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from small_modules import write_module
from spread_elearn import Module, load_modules, takes_modules
from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins
from strangers import CLICKS, offering

pytest_plugins = ("stranger_fixtures",)


def run(plugins: Plugins, *arguments: object) -> Result:
    return CliRunner().invoke(make_cli(plugins), [*map(str, arguments)])


def test_a_command_gets_its_modules_read(stranger: Plugins, story: Path) -> None:
    assert run(stranger, "counters", story).stdout == "small/clicks#clicks\n"


def test_options_stand_beside_them(stranger: Plugins, story: Path) -> None:
    assert (
        run(stranger, "counters", "--most", story).stdout == "small/clicks#clicks 42\n"
    )


def test_without_arguments_all_modules_below_the_current_folder_are_meant(
    stranger: Plugins, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_module(story.parent / "other", {"lessons/01-c.md": CLICKS})
    monkeypatch.chdir(story.parent)
    assert run(stranger, "counters").stdout == "other/c#clicks\nsmall/clicks#clicks\n"


def test_mistakes_are_told_as_check_tells_them(stranger: Plugins, story: Path) -> None:
    other = write_module(story.parent / "other", {"lessons/01-c.md": "# C\n\n::: x\n"})
    lesson = story / "lessons/01-clicks.md"
    lesson.write_text(CLICKS.replace("most=42", "most=many"), "utf-8")
    told, checked = (
        run(stranger, name, story, other) for name in ("counters", "check")
    )
    assert told.exit_code == 1
    assert told.stdout == ""
    assert f"{lesson}:8: most=many is no number\n    Write: {{most=9}}\n" in told.stderr
    errors = [line for line in told.stderr.removeprefix("Error: ").splitlines() if line]
    assert errors
    assert set(errors) <= set(checked.stdout.splitlines())


@pytest.mark.parametrize("where", ["nowhere", "."])
def test_where_there_is_no_module_the_command_says_so(
    stranger: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(stranger, "counters", where)
    assert done.exit_code == 2
    assert f"there is no {'module' if where == '.' else 'such folder'}" in done.stderr


def test_it_works_in_a_group_of_the_plugin_that_has_an_object_of_its_own(
    tmp_path: Path,
) -> None:
    @click.group()
    @click.pass_context
    def mine(context: click.Context) -> None:
        context.obj = "mine"

    @mine.command()
    @takes_modules
    @click.pass_obj
    def titles(own: str, modules: tuple[Module, ...]) -> None:
        click.echo(f"{own}: {modules[0].title}")

    cli = make_cli(Plugins(offering("other"), installed=False))
    cli.add_command(mine)
    folder = write_module(tmp_path / "small")
    done = CliRunner().invoke(cli, ["mine", "titles", str(folder)])
    assert done.output == "mine: A small module\n"


def test_with_mistakes_a_module_is_given_with_what_is_wrong(tmp_path: Path) -> None:
    folder = write_module(tmp_path / "small", {"lessons/01-c.md": "No title.\n"})
    [module] = load_modules([folder], with_mistakes=True)
    assert [problem.level for problem in module.problems] == ["error"]
