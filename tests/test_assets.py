"""What is packed of scripts and style sheets does what they did."""

from __future__ import annotations

import subprocess

import pytest

from spread_elearn.assets import join
from spread_elearn.model import Script, Style

SCRIPT = r"""
// A line of comment, with `one mark of a template.
"use strict";
{
  /**
   * A comment over several lines,
   // with a comment inside, and a "quote.
   */
  const address = "https://example.org//here"; // ends with `
  const marks = /[`'"/]/g;
  const list = (name) => `
    <ul>
      // is no comment here
      <li>${name.replace("`", "{").replace("}", `
        ${name ? `/* is
          none */` : "}"}`)}</li>

    </ul>
  `;
  const half = 4 / 2; /* not
    alone */ const rest = 1 / half;
  const broken = "one \
    string";
  console.log(JSON.stringify([address, "a`b".replace(marks, ""), list("n"), rest, broken]));
}
"""


def run(script: str) -> str:
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_a_packed_script_says_what_its_source_says() -> None:
    packed = join([Script("a.js", SCRIPT)], [])
    assert run(packed) == run(SCRIPT) != ""


@pytest.mark.parametrize(
    "gone", ["A line of comment", "over several lines", "\n  const", "\n\n"]
)
def test_comments_and_indentation_are_not_packed(gone: str) -> None:
    assert gone in SCRIPT
    assert gone not in join([Script("a.js", SCRIPT)], []).partition("<ul>")[0]


def test_what_stands_on_a_line_with_code_is_packed() -> None:
    line = "/* one */ let a = 1; /* two */"
    assert line in join([Script("a.js", f"  {line}\n")], [])


def test_a_style_sheet_keeps_its_strings_and_loses_its_comments() -> None:
    text = '/* One\n * more\n */\n.a {\n  content: "/* \\\n  x";\n  src: url(\n//e.org);\n}\n'
    wanted = '.a {\ncontent: "/* \\\n  x";\nsrc: url(\n//e.org);\n}\n'
    assert join([Style("a.css", text)], []) == wanted
