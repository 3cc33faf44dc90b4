"""The command line: what can be typed. What it does stands in ``commands``.

What a command needs is imported inside it, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from spread_elearn import __version__
from spread_elearn.plugins import Plugins
from spread_elearn.preview.command import preview

modules_argument = click.argument(
    "modules", nargs=-1, metavar="[MODULE]...", type=click.Path(path_type=Path)
)


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
@click.argument("folder", type=click.Path(path_type=Path))
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
@click.pass_obj
def new(
    plugins: Plugins, folder: Path, topic: str, language: str, package: Path | None
) -> None:
    """Begin a module in FOLDER: one that builds, with one of everything."""
    from spread_elearn.commands.new import begin, restore
    from spread_elearn.load.places import Places

    if package is not None:
        click.echo(restore(package, folder, Places.of(plugins.source_places())))
    else:
        click.echo(begin(folder, topic, language))


@click.command()
@modules_argument
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a decision.")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.pass_obj
def check(
    plugins: Plugins, modules: tuple[Path, ...], strict: bool, fix: bool, as_json: bool
) -> None:
    """Find all mistakes, with file and line. Exit code 1 if there are errors."""
    from spread_elearn.commands.check import run
    from spread_elearn.load.find import find_modules

    run(find_modules(modules), plugins, strict=strict, fix=fix, as_json=as_json)


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
    from spread_elearn.load.find import find_modules

    run(find_modules(modules), plugins, lms)


@click.command("plugins")
@click.pass_obj
def list_plugins(plugins: Plugins) -> None:
    """List what is installed, and which hooks it uses."""
    from spread_elearn.commands.plugins import run

    run(plugins)
