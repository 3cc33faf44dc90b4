"""``check``: everything there is to say of some modules; mending what can be."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from spread_elearn.build import Builder, Plan, state_problems
from spread_elearn.commands import report
from spread_elearn.errors import SpreadError
from spread_elearn.load.writing import write_source
from spread_elearn.markdown.activities import mended
from spread_elearn.model import Fix, Problem, Source, problem_of
from spread_elearn.plugins import Plugins


def run(
    folders: Sequence[Path], plugins: Plugins, *, strict: bool, fix: bool, as_json: bool
) -> None:
    """Print all problems. Raises SystemExit(1) where there are errors."""
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


def inspect(folders: Iterable[Path], plugins: Plugins) -> tuple[Problem, ...]:
    """All problems of these modules, in all their languages.

    A mistake in what modules share is told once.
    """
    builder = Builder(plugins)
    for folder in folders:
        plan = Plan((folder,), unfinished=True)
        try:
            for edition in builder.editions(folder, plan):
                for name in plan.formats:
                    large = state_problems(builder.formats[name], [edition])
                    builder.complain(large, folder)
        except SpreadError as error:
            where = Source((folder / "module.yaml").as_posix())
            builder.problems.append(problem_of(error.message, where, "build"))
    return tuple(dict.fromkeys(builder.problems))


def mend(folders: Iterable[Path], plugins: Plugins) -> Iterator[str]:
    """Apply the fixes that problems bring along; tells each change."""
    by_file: dict[str, list[tuple[int, Fix]]] = defaultdict(list)
    for problem in inspect(folders, plugins):
        if problem.fix is not None:
            by_file[problem.source.path].append((problem.source.line, problem.fix))
    for name, fixes in sorted(by_file.items()):
        path = Path(name)
        # Its module has been read through the door; this is only the way back.
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        lines = [*io.StringIO(text, newline="")]
        for number, fix in fixes:
            line = lines[number - 1]
            bare = line.rstrip("\r\n")
            lines[number - 1] = mended(bare, fix) + line[len(bare) :]
            yield f"{name}:{number}: now {lines[number - 1].strip()}"
        write_source(path.resolve(), "".join(lines).encode("utf-8", "surrogateescape"))
