"""The command line: what can be typed. What it does stands in ``commands``.

What a command needs is imported inside it, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from spread_elearn import __version__
from spread_elearn.load.asked import asked_modules, modules_argument
from spread_elearn.plugins import Plugins
from spread_elearn.preview.command import preview


def make_cli(plugins: Plugins) -> click.Group:
    """The commands of the core and of these plugins."""

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__, prog_name="spread-elearn")
    @click.pass_context
    def cli(context: click.Context) -> None:
        """Turn markdown lessons into e-learning packages that an LMS plays and tracks.

        MODULE is a folder with module.yaml, or a folder of such folders;
        without it, every module below the current folder is meant.
        """
        context.obj = plugins

    own = (new, check, build, verify, compare, info, preview, list_plugins)
    for command in own:
        cli.add_command(command)
    for failed in plugins.commands(cli):
        click.echo(f"Warning: {failed.message}", err=True)
    return cli


def main() -> None:
    """The entry point. Mistakes become one plain message and an exit code.

    ``--debug``, wherever it stands, shows the traceback of what went wrong instead.
    """
    from spread_elearn.errors import PluginError

    debug = "--debug" in sys.argv
    if debug:
        sys.argv = [each for each in sys.argv if each != "--debug"]
    try:
        make_cli(Plugins())(prog_name="spread-elearn", standalone_mode=not debug)
    except PluginError as error:
        if debug:
            raise
        error.show()
        sys.exit(error.exit_code)
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:
        if debug:
            raise
        from spread_elearn.plugins.guard import place_of

        click.echo(
            f"Error: {type(error).__name__}: {error} ({place_of(error)})\n"
            "    This is a fault of spread-elearn, not yours. Run the command again "
            "with --debug,\n    and send us what it prints.",
            err=True,
        )
        sys.exit(1)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--topic", default="", help="What it is about: becomes the title.")
@click.option(
    "--language", default="en", show_default=True, help="The language you write in."
)
@click.option(
    "--from",
    "package",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Rebuild the module from one of our packages.",
)
@click.option(
    "--plugin",
    default="",
    metavar="NAME",
    help="Begin a plugin of this name instead, with tests.",
)
@click.pass_obj
def new(
    plugins: Plugins,
    folder: Path | None,
    topic: str,
    language: str,
    package: Path | None,
    plugin: str,
) -> None:
    """Begin a module in FOLDER: one that builds, with one of everything."""
    from spread_elearn.commands.new import begin, restore
    from spread_elearn.commands.new_plugin import begin_plugin
    from spread_elearn.load.places import Places

    if plugin:
        if package is not None:
            raise click.UsageError("a plugin cannot come from a package: drop --from.")
        click.echo(begin_plugin(folder, plugin, plugins))
    elif folder is None:
        raise click.UsageError("Missing argument 'FOLDER'.")
    elif package is not None:
        click.echo(restore(package, folder, Places.of(plugins.source_places())))
    else:
        click.echo(begin(folder, topic, language))


@click.command()
@modules_argument
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--notes", is_flag=True, help="Matters of taste and length too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a decision.")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.pass_obj
def check(
    plugins: Plugins,
    /,
    modules: tuple[Path, ...],
    **asked: bool,
) -> None:
    """Find all mistakes, with file and line. Exit code 1 if there are errors."""
    from spread_elearn.commands.check import run

    folders, plugins = asked_modules(modules, plugins)
    run(folders, plugins, **asked)


@click.command()
@modules_argument
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="scorm12, scorm2004, web, and what plugins offer. Default: what fits the LMS.",
)
@click.option(
    "--lms",
    default="",
    metavar="LMS",
    help="Build for it: moodle, openedx, chamilo ... See info --lms.",
)
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Default: the source language and every complete translation.",
)
@click.option(
    "--bundle", is_flag=True, help="One package with all languages and a switch."
)
@click.option("--complete-only", is_flag=True, help="Refuse translations with gaps.")
@click.option("--lessons", default="", metavar="A,B", help="Only these lessons, by id.")
@click.option(
    "-o",
    "--out",
    default="dist",
    show_default=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Where the packages go.",
)
@click.option(
    "--name", default="", help="The name of a file that holds several modules."
)
@click.option("--title", default="", help="The name of a Moodle course.")
@click.option(
    "--start-date",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day of a Moodle course.",
)
@click.option(
    "--control-documents",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Put the .xsd files of this folder into the packages.",
)
@click.option(
    "-j",
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that work side by side.",
)
@click.pass_obj
def build(
    plugins: Plugins, /, modules: tuple[Path, ...], jobs: int, **asked: Any
) -> None:
    """Build packages into dist/: verified first, then named."""
    from spread_elearn.commands.build import run

    run(modules, plugins, jobs, asked)


@click.command()
@click.argument(
    "packages",
    nargs=-1,
    required=True,
    metavar="PACKAGE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def verify(packages: tuple[Path, ...], as_json: bool, strict: bool) -> None:
    """Judge any SCORM zip, ours or not: does it conform, or why not?"""
    from spread_elearn.commands.verify import run

    run(packages, as_json, strict)


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--strict",
    is_flag=True,
    help="Exit code 1 if learners would lose anything, or must do more than before.",
)
def compare(old: Path, new: Path, strict: bool) -> None:
    """Tell what replacing OLD by NEW does to learners: work, scores, who passes."""
    from spread_elearn.commands.compare import run

    run(old, new, strict)


@click.command()
@modules_argument
@click.option(
    "--lms", default="", metavar="LMS", help="The settings to make there, and more."
)
@click.pass_obj
def info(plugins: Plugins, modules: tuple[Path, ...], lms: str) -> None:
    """Tell what is in a module, what completes it, and which LMS settings fit."""
    from spread_elearn.commands.info import run

    run(*asked_modules(modules, plugins), lms)


@click.group("plugins", invoke_without_command=True)
@click.pass_context
def list_plugins(context: click.Context) -> None:
    """List what is installed, and which hooks it uses; trust a project's own."""
    from spread_elearn.commands.plugins import run

    if context.invoked_subcommand is None:
        run(context.obj)


@list_plugins.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def trust(plugins: Plugins, folder: Path) -> None:
    """Let the files plugins/*.py of FOLDER run for the modules in it.

    Read them first: a plugin can do on this computer what you can do. The files are
    remembered as they are now; one that changes is left out until you trust it again.
    """
    from spread_elearn.commands.plugins import trust

    trust(folder, plugins)
