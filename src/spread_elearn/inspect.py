"""Everything that ``check`` has to say of some modules; mending what can be."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spread_elearn.build import Plan, Workshop
from spread_elearn.errors import SpreadError
from spread_elearn.model import Fix, Problem, Source
from spread_elearn.plugins import Plugins


def inspect(folders: Iterable[Path], plugins: Plugins) -> tuple[Problem, ...]:
    """All problems of these modules, in all their complete languages."""
    workshop = Workshop(plugins)
    for folder in folders:
        try:
            for edition in workshop.editions(folder, Plan((folder,))):
                _ = edition.site
        except SpreadError as error:
            where = Source((folder / "module.yaml").as_posix())
            workshop.problems.append(
                Problem("error", where, error.message, "", "build")
            )
    return tuple(workshop.problems)


def mend(folders: Iterable[Path], plugins: Plugins) -> Iterator[str]:
    """Apply the fixes that problems bring along; tells each change."""
    by_file: dict[str, list[tuple[int, Fix]]] = defaultdict(list)
    for problem in inspect(folders, plugins):
        if problem.fix is not None:
            by_file[problem.source.path].append((problem.source.line, problem.fix))
    for name, fixes in sorted(by_file.items()):
        path = Path(name)
        raw = path.read_bytes().decode("utf-8")
        lines = [*io.StringIO(raw, newline="")]
        for number, fix in fixes:
            lines[number - 1] = _mended(lines[number - 1], fix)
            yield f"{name}:{number}: now {lines[number - 1].strip()}"
        path.write_bytes("".join(lines).encode())


def _mended(line: str, fix: Fix) -> str:
    text = line.rstrip("\r\n")
    end = line[len(text) :]
    if fix.old and fix.old in text:
        return text.replace(fix.old, fix.new, 1) + end
    return f"{text.rstrip()} {fix.new}{end}"
