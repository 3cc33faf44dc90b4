"""``verify``: what is found in packages, ours or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from spread_elearn.commands import report
from spread_elearn.model import Finding
from spread_elearn.verify import verify


def run(packages: Sequence[Path], as_json: bool, strict: bool) -> None:
    """Print the findings of each. Raises SystemExit(1) where one does not conform.

    With *strict*, a warning is enough.
    """
    found = {str(package): verify(package) for package in packages}
    if as_json:
        report.echo_json(
            {name: [asdict(each) for each in rows] for name, rows in found.items()}
        )
    else:
        for name, rows in found.items():
            for row in rows:
                click.echo(str(row))
            click.echo(f"{name}: {_verdict(rows)}")
    everything = [row for rows in found.values() for row in rows]
    if any(strict or row.level == "error" for row in everything):
        raise SystemExit(1)


def _verdict(findings: Sequence[Finding]) -> str:
    errors = sum(finding.level == "error" for finding in findings)
    verdict = f"does not conform ({report.many(errors, 'error')})"
    return (verdict if errors else "conforms") + report.warned(len(findings) - errors)
