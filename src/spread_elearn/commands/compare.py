"""``compare``: what an update does to learners, in words."""

from __future__ import annotations

from pathlib import Path

import click

from spread_elearn.compare import compare, format_comparison


def run(old: Path, new: Path, strict: bool) -> None:
    """Print it. With *strict* raises SystemExit(1) where learners would lose."""
    comparison = compare(old, new)
    click.echo(format_comparison(comparison, str(old), str(new)))
    if strict and comparison.loses:
        raise SystemExit(1)
