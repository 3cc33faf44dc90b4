"""What the page on tests shows works: its examples are run on the plugins they name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from strangers import THIRD_PARTY

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def examples(page: str) -> list[str]:
    """The blocks of Python on a page, in their order."""
    tokens = MarkdownIt().parse((HOW_TO / page).read_text("utf-8"))
    return [
        token.content
        for token in tokens
        if token.type == "fence" and token.info == "python"
    ]


def test_the_examples_of_the_page_on_tests_hold(tmp_path: Path) -> None:
    loading, more, *tests = examples("test-your-plugin.md")
    (tmp_path / "spread_contact.py").write_text(examples("write-a-plugin.md")[0])
    (tmp_path / "conftest.py").write_text(f"{loading}\n{more}")
    (tmp_path / "test_page.py").write_text("\n\n".join(tests))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    home = os.pathsep.join(map(str, (tmp_path, THIRD_PARTY)))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": home},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{len(tests)} passed" in done.stdout, done.stdout + done.stderr
