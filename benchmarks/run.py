"""Measure the budgets of the design and print one table.

    python benchmarks/run.py [NAME...] [--pairs N]

NAME is module, six, help, peers, player, memory or terms; without one, all are
measured. It is a report, not a test: the exit code is 1 only where something could not
run.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.budgets import BUDGETS
from benchmarks.measures import Bench, Row

HEAD = ("what", "ours", "floor", "ratio", "budget", "held")


def main() -> int:
    arguments = _arguments()
    rows: list[Row] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="spread-bench-") as scratch:
        for name in arguments.names or BUDGETS:
            bench = Bench(Path(scratch) / name, arguments.pairs)
            try:
                for row in BUDGETS[name](bench):
                    rows.append(row)
                    print(f"measured: {row.what.strip()}", file=sys.stderr)
            except RuntimeError as error:
                failed = True
                rows.append(Row(name, "could not run", "", None))
                print(f"{name}: {error}", file=sys.stderr)
    print("\n".join(_table(rows)))
    print(f"\nPython {platform.python_version()}, median of {arguments.pairs} pairs")
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the budgets of the design.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BUDGETS))
    parser.add_argument("--pairs", type=int, default=9, metavar="N")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(BUDGETS))
    if unknown or arguments.pairs < 1:
        parser.error(f"NAME is one of {', '.join(BUDGETS)}; N is at least 1")
    return arguments


def _table(rows: Sequence[Row]) -> Iterator[str]:
    cells = [HEAD, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    for row in cells:
        first, *rest = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *rest])


def _cells(row: Row) -> tuple[str, ...]:
    held = {True: "yes", False: "NO", None: ""}[row.held]
    return (row.what, row.ours, row.floor, row.ratio, row.budget, held)


if __name__ == "__main__":
    sys.exit(main())
