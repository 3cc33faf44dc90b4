"""``build``: what was asked for, progress, and what was written in words."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from spread_elearn.build import Plan
from spread_elearn.commands import report
from spread_elearn.commands.jobs import build_with_jobs
from spread_elearn.load.asked import asked_modules
from spread_elearn.model import Options
from spread_elearn.package import Built
from spread_elearn.plugins import Plugins


def run(
    modules: tuple[Path, ...], plugins: Plugins, jobs: int, asked: Mapping[str, Any]
) -> None:
    """Build and print a line for each file. *asked* are the options by their names."""
    folders, plugins = asked_modules(modules, plugins)
    plan = make_plan(folders, asked)
    shows = sys.stderr.isatty() and len(plan.folders) > 1
    with click.progressbar(
        length=len(plan.folders), label="Building", file=sys.stderr, hidden=not shows
    ) as bar:
        built, warnings = build_with_jobs(plan, plugins, jobs, lambda _: bar.update(1))
    told = [each for each in warnings if each.level != "note"]
    report.echo_problems(told, err=True)
    for each in built:
        click.echo(_line(each))


def make_plan(folders: tuple[Path, ...], asked: Mapping[str, Any]) -> Plan:
    """What the options ask for. Raises click.UsageError."""
    name = asked["name"]
    if Path(name).name != name:
        raise click.UsageError(f"--name {name}: write a name without folders.")
    lessons = (part.strip() for part in asked["lessons"].split(","))
    return Plan(
        folders,
        asked["out"],
        asked["formats"],
        asked["languages"],
        tuple(filter(None, lessons)),
        asked["complete_only"],
        Options(
            name,
            asked["control_documents"],
            title=asked["title"],
            start=start.date() if (start := asked["start_date"]) else None,
        ),
        asked["bundle"],
        asked["lms"],
    )


def _line(built: Built) -> str:
    state = (
        f", state {built.state_size} of {built.state_limit}, "
        f"message {report.size(built.message_size)}"
    )
    digest = f", sha256 {built.digest}"
    return (
        f"{built.path}  {report.size(built.size)}"
        f"{state if built.state_limit else ''}{digest if built.digest else ''}"
    )
