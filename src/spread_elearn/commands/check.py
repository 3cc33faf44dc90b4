"""``check``: everything there is to say of some modules; mending what can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from spread_elearn.build import Builder, Plan, state_problems
from spread_elearn.commands import report
from spread_elearn.errors import SpreadError
from spread_elearn.load.writing import write_source
from spread_elearn.markdown.edits import apply_edits, edited_line, lines_of
from spread_elearn.model import Edit, Fix, Problem, Source, problem_of
from spread_elearn.plugins import Plugins


def run(
    folders: Sequence[Path],
    plugins: Plugins,
    *,
    strict: bool,
    fix: bool = False,
    as_json: bool = False,
    notes: bool = False,
) -> None:
    """Print all problems, matters of taste only with *notes*.

    Raises SystemExit(1) where there are errors, with *strict* for warnings too.
    """
    if fix:
        for line in mend(folders, plugins):
            click.echo(line, err=as_json)
    found = inspect(folders, plugins)
    problems = tuple(each for each in found if notes or each.level != "note")
    if as_json:
        report.echo_json([report.as_dict(problem) for problem in problems])
    else:
        report.echo_problems(problems, err=False)
        click.echo(report.counted(problems, len(folders)))
    failing = ("error", "warning") if strict else ("error",)
    if any(problem.level in failing for problem in problems):
        raise SystemExit(1)


def inspect(folders: Iterable[Path], plugins: Plugins) -> tuple[Problem, ...]:
    """All problems of these modules, in all their languages.

    A mistake in what modules share is told once.
    """
    return inspect_with(folders, Builder(plugins))


def inspect_with(folders: Iterable[Path], builder: Builder) -> tuple[Problem, ...]:
    """The same with a builder that is there already, and all it has found."""
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
    """Do what problems bring along as their only fix, a safe one; tells each change."""
    by_file: dict[str, list[tuple[Fix, Edit]]] = defaultdict(list)
    for problem in inspect(folders, plugins):
        if len(problem.fixes) == 1 and problem.fixes[0].safe:
            [fix] = problem.fixes
            for edit in fix.edits:
                by_file[edit.path].append((fix, edit))
    for name, wanted in sorted(by_file.items()):
        path = Path(name)
        # Its module has been read through the door; this is only the way back.
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        changed = apply_edits(text, [edit for _, edit in wanted])
        write_source(path.resolve(), changed.encode("utf-8", "surrogateescape"))
        lines = lines_of(text)
        for fix, edit in wanted:
            yield f"{name}:{edit.first}: {told_of(lines, fix, edit)}"


def told_of(lines: Sequence[str], fix: Fix, edit: Edit) -> str:
    """What was done: a line as it is now, or the words of the fix."""
    if edit.old is None:
        return fix.label
    line = lines[edit.first - 1].rstrip("\r\n")
    return f"now {edited_line(line, edit).strip()}"
