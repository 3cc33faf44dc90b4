"""Results in words, and as JSON for other programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from spread_elearn.errors import told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spread_elearn.model import Problem


def echo_problems(problems: Iterable[Problem], err: bool) -> None:
    for line in told(problems):
        click.echo(line, err=err)


def echo_json(value: object) -> None:
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def as_dict(problem: Problem) -> dict[str, object]:
    return {
        "level": problem.level,
        "file": problem.source.path,
        "line": problem.source.line,
        "message": problem.message,
        "hint": problem.hint,
        "code": problem.code,
    }


def counted(problems: tuple[Problem, ...], modules: int) -> str:
    count = Counter(problem.level for problem in problems)
    where = many(modules, "module")
    if not problems:
        return f"{where}: no mistakes found"
    noted = f", {many(count['note'], 'note')}" if count["note"] else ""
    errors = many(count["error"], "error")
    return f"{where}: {errors}{warned(count['warning'])}{noted}"


def warned(count: int) -> str:
    return f", {many(count, 'warning')}" if count else ""


def many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def size(size: int) -> str:
    return (
        f"{max(1, round(size / 1000))} kB"
        if size < 1_000_000
        else f"{size / 1_000_000:.1f} MB"
    )
