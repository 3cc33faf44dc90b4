"""The command line: arguments and results in words, no logic.

What a command needs is imported inside it, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from spread_elearn import __version__, report
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
    plugins.commands(cli)
    return cli


def main() -> None:
    """The entry point. Mistakes become one plain message and an exit code."""
    from spread_elearn.errors import PluginError

    try:
        plugins = Plugins()
    except PluginError as error:
        error.show()
        sys.exit(error.exit_code)
    make_cli(plugins)(prog_name="spread-elearn")


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
def new(folder: Path, topic: str, language: str, package: Path | None) -> None:
    """Begin a module in FOLDER: one that builds, with one of everything."""
    from spread_elearn.new import begin, restore

    if package is not None:
        click.echo(restore(package, folder))
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
    from spread_elearn.find import find_modules
    from spread_elearn.inspect import inspect, mend

    folders = find_modules(modules)
    if fix:
        for line in mend(folders, plugins):
            click.echo(line, err=as_json)
    problems = inspect(folders, plugins)
    if as_json:
        report.echo_json([report.as_dict(problem) for problem in problems])
    else:
        report.echo_problems(problems, err=False)
        click.echo(report.counted(problems, len(folders)))
    if any(strict or problem.level == "error" for problem in problems):
        raise SystemExit(1)


@click.command()
@modules_argument
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="scorm12 (default), scorm2004, web, and what plugins offer.",
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
    from spread_elearn.jobs import run
    from spread_elearn.model import Options

    plan = _plan(modules, asked, Options(asked["name"], asked["control_documents"]))
    shows = sys.stderr.isatty() and len(plan.folders) > 1
    with click.progressbar(
        length=len(plan.folders), label="Building", file=sys.stderr, hidden=not shows
    ) as bar:
        built, warnings = run(plan, plugins, jobs, lambda _: bar.update(1))
    report.echo_problems(warnings, err=True)
    for each in built:
        state = (
            f", state {each.state_size} of {each.state_limit}, "
            f"message {report.size(each.message_size)}"
            if each.state_limit
            else ""
        )
        digest = f", sha256 {each.digest}" if each.digest else ""
        click.echo(f"{each.path}  {report.size(each.size)}{state}{digest}")


def _plan(modules: tuple[Path, ...], asked: dict[str, Any], options: Any) -> Any:
    from spread_elearn.build import Plan
    from spread_elearn.find import find_modules

    lessons = tuple(
        part.strip() for part in asked["lessons"].split(",") if part.strip()
    )
    if Path(options.name).name != options.name:
        raise click.UsageError(f"--name {options.name}: write a name without folders.")
    return Plan(
        find_modules(modules),
        asked["out"],
        asked["formats"] or ("scorm12",),
        asked["languages"],
        lessons,
        asked["complete_only"],
        options,
        asked["bundle"],
    )


@click.command()
@click.argument(
    "packages",
    nargs=-1,
    required=True,
    metavar="PACKAGE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def verify(packages: tuple[Path, ...], as_json: bool) -> None:
    """Judge any SCORM zip, ours or not: does it conform, or why not?"""
    from dataclasses import asdict

    from spread_elearn.verify import verify as judge

    found = {str(package): judge(package) for package in packages}
    if as_json:
        report.echo_json(
            {name: [asdict(each) for each in rows] for name, rows in found.items()}
        )
    else:
        for name, rows in found.items():
            for row in rows:
                click.echo(f"{row}")
            errors = sum(row.level == "error" for row in rows)
            click.echo(
                f"{name}: "
                + (
                    f"does not conform ({report.many(errors, 'error')})"
                    if errors
                    else "conforms"
                )
                + report.warned(len(rows) - errors)
            )
    if any(row.level == "error" for rows in found.values() for row in rows):
        raise SystemExit(1)


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--strict", is_flag=True, help="Exit code 1 if learners would lose anything."
)
def compare(old: Path, new: Path, strict: bool) -> None:
    """Tell what replacing OLD by NEW does to learners' attempts and scores."""
    from spread_elearn.compare import compare as judge
    from spread_elearn.compare import format_comparison

    comparison = judge(old, new)
    click.echo(format_comparison(comparison, str(old), str(new)))
    if strict and comparison.loses:
        raise SystemExit(1)


@click.command()
@modules_argument
@click.pass_obj
def info(plugins: Plugins, modules: tuple[Path, ...]) -> None:
    """Tell what is in a module, what completes it, and which LMS settings fit."""
    from spread_elearn.find import find_modules
    from spread_elearn.info import describe

    click.echo(
        "\n\n".join(describe(folder, plugins) for folder in find_modules(modules))
    )


@click.command("plugins")
@click.pass_obj
def list_plugins(plugins: Plugins) -> None:
    """List what is installed, and which hooks it uses."""
    for name, hooks in plugins.describe():
        click.echo(f"{name}: {', '.join(hooks) or 'no hooks'}")
