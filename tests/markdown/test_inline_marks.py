"""Superscript, subscript, highlight and formulas; what looks like them and is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from authoring import FRONT, article, load, write_files
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.formulas import FormulaError, set_formula
from spread_elearn.markdown.inline_marks import mark_at
from spread_elearn.markdown.parser import make_parser, parse_inline, words_of_markdown
from spread_elearn.model import Problem

MD = make_parser()


def shown(text: str) -> tuple[str, list[Problem]]:
    """A line as HTML, and what is wrong with it."""
    context = ParseContext("lessons/01-one.md", "one")
    tokens = parse_inline(MD, text, context)
    renderer: Any = MD.renderer
    return renderer.renderInline(tokens, MD.options, {}), context.problems


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("10^6^ cm^2^", "10<sup>6</sup> cm<sup>2</sup>"),
        ("H~2~O, SO~4~^2-^", "H<sub>2</sub>O, SO<sub>4</sub><sup>2-</sup>"),
        ("^14^C and x~i+1~", "<sup>14</sup>C and x<sub>i+1</sub>"),
        (
            "1^er^ **v~*max*~**",
            "1<sup>er</sup> <strong>v<sub><em>max</em></sub></strong>",
        ),
        ("~~H~2~O~~", "<s>H<sub>2</sub>O</s>"),
        ("==one *two*== three", "<mark>one <em>two</em></mark> three"),
        ("(==a==), ==b==.", "(<mark>a</mark>), <mark>b</mark>."),
    ],
)
def test_marks_are_shown(text: str, html: str) -> None:
    assert shown(text) == (html, [])


@pytest.mark.parametrize(
    "text",
    [
        "5 ^ 3 and 2 ^ 4",
        "2^10 or 4^5",
        "a^2+b^2=c^2",
        "^_^ and ^^",
        "C:\\PROGRA~1\\x~2",
        "FOO~1/BAR~2/x",
        "~100 or ~200",
        "~/notes and ~/tasks",
        "a ~ b ~ c",
        "10~20~30",
        "x==1 && y==2",
        "a == b, c == d",
        "==== ==",
        "$5 to $10, US$5 and A$6",
        "5$ or 6$",
        "$HOME/$USER",
        "$5/h or 6$/h",
        "it costs $5 and 10$",
        "$ x $ y",
        "[a]\\(b\\)",
        "C#, a_b, 10:30:00",
    ],
)
def test_other_uses_of_the_signs_stay_as_they_are(text: str) -> None:
    html, problems = shown(text)
    assert not problems
    assert not any(tag in html for tag in ("<sup", "<sub", "<mark", "<math"))


@pytest.mark.parametrize(
    "text", ["`a^b^ $x$ ==c==`", "\\^2^", "\\~2~", "\\==a==", "\\$x$"]
)
def test_code_and_backslashes_keep_the_signs(text: str) -> None:
    html, _ = shown(text)
    assert not any(tag in html for tag in ("<sup", "<sub", "<mark", "<math"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10^6^ m^2^ H~2~O Ca^2+^", "10⁶ m² H₂O Ca²⁺"),
        ("x^q^ y~q~ 1^er^", "x^q y_q 1ᵉʳ"),
        ("$x^2 + \\sqrt{2}$", "x²+√2"),
        ("\\(\\frac{a+b}{2}\\)", "(a+b)/2"),
        ("$\\hat{x}$", "\\hat{x}"),
        ("==a== b", "a b"),
    ],
)
def test_plain_words_use_the_signs_of_unicode(text: str, words: str) -> None:
    assert words_of_markdown(text) == words


def test_a_formula_becomes_mathml_with_its_source() -> None:
    html, problems = shown("The area is $a \\cdot b$, see $$\\frac{a}{b}$$.")
    assert not problems
    assert '<math alttext="a \\cdot b"><mrow><mi>a</mi><mo>·</mo><mi>b</mi>' in html
    assert '<math display="block" alttext="\\frac{a}{b}"><mrow><mfrac>' in html


def test_a_formula_over_several_lines_is_one() -> None:
    text = "$$\n\\begin{pmatrix} 1 & 2 \\\\\n+ 3 & 4 \\end{pmatrix}\n$$"
    html = MD.render(text)
    assert html.startswith('<p><math display="block"')
    assert "<mtable>" in html
    assert "<li>" not in html


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("\\ce{H2O}", "\\ce is not known"),
        ("\\newcommand{\\x}{y}", "\\newcommand is not read"),
        ("x^{", "cannot be read"),
        ("{" * 41 + "}" * 41, "40 deep"),
        ("x" * 1001, "1000 characters"),
        ("\\cancel{x}", "menclose"),
    ],
)
def test_what_cannot_be_set_is_told_at_its_line(tex: str, reason: str) -> None:
    html, [problem] = shown(f"a ${tex}$")
    assert reason in problem.message
    assert str(problem.source) == "lessons/01-one.md:1"
    assert "<math" not in html


def test_a_mistake_in_a_formula_has_its_own_line(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    write_files(folder, {"lessons/01-one.md": f"{FRONT}# One\n\nA\nb $\\nope{{x}}$.\n"})
    assert [
        str(each.source) for each in load(folder).problems if each.code == "formula"
    ] == ["lessons/01-one.md:7"]


@pytest.mark.parametrize(
    "tex",
    [
        "\\text{<img src=x onerror=alert(1)>}",
        "\\href{javascript:alert(1)}{x}",
        "\\style{background:url(//x)}{y}",
        "\\class{a}{b}",
        '\\text{" onclick="x}',
        "\\text{</math><script>x</script>}",
    ],
)
def test_nothing_of_a_formula_runs_in_a_page(tex: str) -> None:
    mathml = set_formula(tex).mathml
    for sign in (
        "<img",
        "<script",
        " href=",
        " style=",
        " class=",
        ' onclick="',
        "</math><",
    ):
        assert sign not in mathml.replace("&quot;", "")


@given(st.text(alphabet="\\{}^_&abxy12 +-=()[]<>%$'\"frcsqtlehgin~", max_size=40))
def test_any_formula_is_set_or_refused(tex: str) -> None:
    try:
        mathml = set_formula(tex).mathml
    except FormulaError as error:
        mathml = f"<math refused: {error}"
    assert mathml.startswith("<math")


@given(st.text(alphabet="^~$=\\() ab12]/", max_size=30))
def test_what_is_found_at_a_place_stands_there(text: str) -> None:
    for place in range(len(text)):
        found = mark_at(text, place, len(text))
        if found:
            assert place < found.start < found.end < found.close <= len(text)
            assert text.startswith(found.sign, place)


def test_a_page_shows_them_in_lists_tables_and_headings(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    text = f"{FRONT}# One\n\nHi.\n\n## CO~2~ in $m^3$\n\n| a^2^ | $x\\|y$ |\n|---|---|\n| ==b== | c |\n"
    write_files(folder, {"lessons/01-one.md": text})
    html = article(folder)
    assert 'id="one.co2-in-m3">CO<sub>2</sub> in <math' in html
    assert "a<sup>2</sup>" in html
    assert '<math alttext="x|y">' in html
    assert "<mark>b</mark>" in html
