"""A plugin keeps its promises, or each one that it breaks is told."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from spread_elearn.plugins import Plugins
from spread_elearn.testing import KeepsItsPromises
from spread_elearn.testing.promises import scripts
from spread_elearn.testing.promises.still import broken_at_rest
from spread_elearn.testing.promises.subject import subject_of
from testing.plugins import Change, as_installed, imported, write_plugin

DECK = "templates/flashcards/deck.html"
SCRIPT = "static/flashcards.js"
SCENARIO = Path(__file__).parents[2] / "plugins" / "spread_elearn_scenario"
EXAMPLE = re.compile(r"^::: scenario \{#kitchen\}.*?^:::\n", re.MULTILINE | re.DOTALL)
STYLE = "static/flashcards.css"
AT_REST: dict[str, tuple[Change, str]] = {
    "an example with a mistake": (
        ("deck.py", "Hammer\n: Drives nails in.\n\nSaw\n: Cuts wood.", "No card."),
        "an example has a mistake: ",
    ),
    "no example": (
        ("deck.py", '    starters=(Starter("A deck of two cards", EXAMPLE),),\n', ""),
        "no example shows ::: flashcards",
    ),
    "an inline style": (
        (DECK, "<ol>", '<ol style="color:red">'),
        "<ol style=...>: the policy refuses it",
    ),
    "an inline event": (
        (DECK, "<ol>", '<ol onclick="x()">'),
        "<ol onclick=...>: the policy refuses it",
    ),
    "a word that a script asks for and nobody has": (
        (SCRIPT, '"flashcards-count"', '"flashcards-cuont"'),
        'asks for the word "flashcards-cuont", which is not in locales/en.po',
    ),
    "a word without English": (
        (
            "locales/it.po",
            'msgctxt "flashcards-known"',
            'msgctxt "flashcards-more"\nmsgid "x"\nmsgstr "x"\n\n'
            'msgctxt "flashcards-known"',
        ),
        'the word "flashcards-more" of locales/it.po is not in locales/en.po',
    ),
    "a text that nobody can translate": (
        (DECK, "<ol>", "<ol><li>{{ activity.inside[2].content }}</li>"),
        '"Hammer" of an example is on the page and cannot be translated',
    ),
    "a state without id": (
        ("deck.py", "needs_id=True", "needs_id=False"),
        "keeps something and has no id: write needs_id=True",
    ),
    "a state below nothing": (
        ("deck.py", "len(activity.data.cards),\n    minutes", "-1,\n    minutes"),
        "state_size gives -1, and a number from 0 on is meant",
    ),
    "a state without a key": (
        (DECK, ' data-k="{{ key }}"', ""),
        "1 examples keep something, 0 have data-k",
    ),
    "a button that is dead without script": (
        (DECK, '<p class="js-only">\n<button', "<p>\n<button"),
        'the button "Turn the card" is dead without script',
    ),
}
IN_A_BROWSER: dict[str, tuple[Change, str]] = {
    "a state larger than promised": (
        (SCRIPT, '.join("")', '.join("").padEnd(900, "0")'),
        "900 characters to keep, its kind has promised 2",
    ),
    "a script that throws": (
        (SCRIPT, "const isFrontOnly = card", "const isFrontOnly = nobody"),
        "the browser's console: ",
    ),
    "words that paper does not show": (
        (STYLE, "@media screen", "@media all"),
        'on paper, nobody can read "Drives nails in."',
    ),
    "words that need a script": (
        (DECK, '<div class="back">', '<div class="back" hidden>'),
        'without JavaScript, nobody can read "Drives nails in."',
    ),
    "a script that cannot be read": (
        (SCRIPT, "this.count();\n    }\n\n    turn", "let let = ;\n    }\n\n    turn"),
        "flashcards.js cannot be read: SyntaxError",
    ),
}


def broken(change: Change, folder: Path) -> list[str]:
    """What is told of the sample with a change, without a browser."""
    with imported(write_plugin(folder / "plugin", "flashcards", change)) as plugin:
        subject = subject_of(plugin, Plugins(), (), folder / "examples")
        return [*broken_at_rest(subject)]


def test_the_sample_keeps_them(
    assert_keeps_its_promises: KeepsItsPromises, tmp_path: Path
) -> None:
    with imported(write_plugin(tmp_path / "plugin", "flashcards")) as plugin:
        assert_keeps_its_promises(plugin)


@pytest.mark.parametrize("what", AT_REST)
def test_what_is_broken_at_rest_is_told(tmp_path: Path, what: str) -> None:
    change, told = AT_REST[what]
    assert [each for each in broken(change, tmp_path) if told in each]


@pytest.mark.parametrize("what", IN_A_BROWSER)
def test_what_is_broken_in_a_browser_is_told(
    assert_keeps_its_promises: KeepsItsPromises, tmp_path: Path, what: str
) -> None:
    change, told = IN_A_BROWSER[what]
    with (
        imported(write_plugin(tmp_path / "plugin", "flashcards", change)) as plugin,
        pytest.raises(pytest.fail.Exception) as failed,
    ):
        assert_keeps_its_promises(plugin)
    assert str(failed.value).startswith("spread_flashcards breaks promises:\n- ")
    assert told in str(failed.value)


def test_a_bundled_plugin_keeps_them(
    assert_keeps_its_promises: KeepsItsPromises,
) -> None:
    [example] = EXAMPLE.findall((SCENARIO / "README.md").read_text("utf-8"))
    assert_keeps_its_promises(importlib.import_module(SCENARIO.name), example)


@pytest.mark.parametrize("by", ["node", "browser"])
def test_a_script_is_read_by_either(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    play = None
    if by == "browser":
        play = request.getfixturevalue("play")
        monkeypatch.setattr("shutil.which", lambda name: None)
    read = scripts.reader_of_scripts(play)
    assert read is not None
    assert read("let one = 1;\n") == ""
    assert "SyntaxError" in read("let let = ;\n")


def test_where_nothing_can_read_scripts_there_is_no_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert scripts.reader_of_scripts(None) is None


def test_what_was_not_looked_at_is_named_at_the_end_of_the_run(
    tmp_path: Path,
) -> None:
    folder = write_plugin(tmp_path / "plugin", "flashcards")
    environment = {**os.environ, **as_installed(folder, "flashcards")}
    script = (
        "import sys, pytest\n"
        "sys.modules['playwright'] = None\n"
        "import shutil\n"
        "shutil.which = lambda *_: None\n"
        "sys.exit(pytest.main(['-q', '-k', 'promises or comes_back']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    needs = 'needs Playwright: python -m pip install "spread-elearn[testing]"'
    _, _, ending = done.stdout.partition("not tested in this run")
    assert (
        f"print, and read without JavaScript. To play a package the test kit {needs}"
        in ending
    )
    assert "neither Node.js nor a browser is here." in ending
    assert "1 passed" in done.stdout
    assert "Traceback" not in done.stdout
