"""Several processes for many modules. One is the rule: a module takes a blink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from spread_elearn.build import Plan, build
from spread_elearn.errors import PackageError, SourceError, SpreadError
from spread_elearn.model import Problem
from spread_elearn.package import Built, Staging
from spread_elearn.plugins import Plugins
from spread_elearn.plugins.project import ProjectPlugin


def build_with_jobs(
    plan: Plan, plugins: Plugins, jobs: int, step: Callable[[Path], None]
) -> tuple[list[Built], list[Problem]]:
    """Build *plan*, with *jobs* processes where there are as many modules.

    Files that hold several modules are written by one process.
    """
    formats = plugins.formats()
    together = any(formats[name].gathers for name in plan.formats if name in formats)
    if jobs == 1 or len(plan.folders) == 1 or together:
        return build(plan, plugins, step)
    with Staging(plan.out) as staging:
        jobs = min(jobs, len(plan.folders))
        return _side_by_side(plan, plugins.project, staging, jobs, step)


def _side_by_side(
    plan: Plan,
    project: tuple[ProjectPlugin, ...],
    staging: Staging,
    jobs: int,
    step: Callable[[Path], None],
) -> tuple[list[Built], list[Problem]]:
    from concurrent.futures import ProcessPoolExecutor

    plans = [
        replace(plan, folders=(folder,), out=staging.folder / str(number))
        for number, folder in enumerate(plan.folders)
    ]
    warnings: list[Problem] = []
    mistakes: list[Problem] = []
    with ProcessPoolExecutor(jobs) as pool:
        for each, (built, problems, errors) in zip(
            plans, pool.map(partial(_one, project), plans), strict=True
        ):
            for file in built:
                staging.adopt(file)
            warnings += problems
            mistakes += errors
            step(each.folders[0])
    if mistakes:
        raise SourceError(mistakes)
    return staging.take(), warnings


def _one(
    project: tuple[ProjectPlugin, ...], plan: Plan
) -> tuple[list[Built], list[Problem], list[Problem]]:
    """One module in a process of its own.

    It gets the digests of trusted plugins, not the list of what is trusted: what was
    decided at the start holds for the whole run.
    """
    try:
        return (*build(plan, Plugins(project=project)), [])
    except SourceError as error:
        return [], [], list(error.problems)
    except PackageError as error:
        # Its findings do not travel between processes; its words do.
        raise SpreadError(error.message) from None
