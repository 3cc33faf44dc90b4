"""What is packed of scripts and style sheets does what they did."""

from __future__ import annotations

import subprocess

import pytest

from spread_elearn.model import Script, Style
from spread_elearn.render.assets import core_scripts, join

SCRIPT = r"""
// A line of comment.
"use strict";
{
  /* Another one. */
  const address = "https://example.org//here"; // beside code
  const marks = /['"/]/g;

  console.log(JSON.stringify([address, "a'b".replace(marks, "")]));
}
"""
OVER_LINES = [
    "const list = `\n  <ul>\n    // no comment\n  </ul>`;\nconsole.log(list);\n",
    'const text = "one \\\n    string";\nconsole.log(text);\n',
]


def run(script: str) -> str:
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("script", [SCRIPT, *OVER_LINES])
def test_a_packed_script_says_what_its_source_says(script: str) -> None:
    assert run(join([Script("a.js", script)], [])) == run(script) != ""


@pytest.mark.parametrize("gone", ["A line of comment", "Another one", "\n  c", "\n\n"])
def test_comments_and_indentation_are_not_packed(gone: str) -> None:
    assert gone in SCRIPT
    assert gone not in join([Script("a.js", SCRIPT)], [])


def test_the_player_has_no_text_over_lines_and_is_packed_small() -> None:
    for script in core_scripts():
        packed = join([script], [])
        assert "\n  " not in packed, script.href


def test_a_style_sheet_keeps_its_strings_and_loses_its_comments() -> None:
    text = '/* One */\n.a {\n  content: "/* x";\n  src: url(a//e.org);\n}\n'
    wanted = '.a {\ncontent: "/* x";\nsrc: url(a//e.org);\n}\n'
    assert join([Style("a.css", text)], []) == wanted
