"""What is loaded on the way to --help: a start must not pay for a build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

HEAVY = frozenset(
    {
        *("babel", "imagesize", "jinja2", "lxml", "markdown_it", "mdit_py_plugins"),
        *("watchdog", "yaml"),
    }
)
LATE = frozenset(
    {
        "spread_elearn.model",
        "spread_elearn.build",
        "spread_elearn.verify",
        "spread_elearn.preview.run",
    }
)
HELP = """
import sys
from spread_elearn.cli import main
sys.argv = ["spread-elearn", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code
"""
THIRD_PARTY = Path(__file__).parent / "thirdparty"
STRANGER = "spread_elearn_stranger"
ROOTS = sorted(
    {STRANGER, *(each.module for each in entry_points(group="spread_elearn"))}
)


def loaded_by(code: str) -> frozenset[str]:
    """What a fresh Python has loaded after *code*, a stranger's plugin installed."""
    tell = "\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + tell],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(THIRD_PARTY)},
    )
    return frozenset(json.loads(done.stdout.splitlines()[-1]))


def heavy_in(modules: frozenset[str]) -> frozenset[str]:
    return HEAVY & {name.partition(".")[0] for name in modules}


def test_help_loads_no_parser_no_templates_no_xml_and_no_catalogs() -> None:
    modules = loaded_by(HELP)
    assert {"spread_elearn.cli", STRANGER} <= modules
    assert heavy_in(modules) == set()


def test_help_loads_nothing_of_the_pipeline() -> None:
    assert loaded_by(HELP).isdisjoint(LATE)


def test_a_build_loads_what_help_leaves_out() -> None:
    """Else the two tests above would look for names that nothing bears."""
    modules = loaded_by("import spread_elearn.preview.run, spread_elearn.load.media")
    late = {"jinja2", "lxml", "markdown_it", "mdit_py_plugins", "watchdog", "yaml"}
    assert heavy_in(modules) >= late
    assert modules >= set(LATE)


@pytest.mark.parametrize("root", ROOTS)
def test_the_root_of_a_plugin_loads_only_names_and_the_standard_library(
    root: str,
) -> None:
    modules = loaded_by(f"import {root}")
    assert root in modules
    assert heavy_in(modules) == set()
    assert modules.isdisjoint(LATE)
