"""What authors write as questions, and the HTML that becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import spread_elearn_quiz
from authoring import FRONT, MakePlugins, ModuleFolder, Pair, article, read_pairs

GOLDEN = Path(__file__).parent / "fixtures" / "golden"
PAIRS = [pair for path in sorted(GOLDEN.glob("*.md")) for pair in read_pairs(path)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.title)
def test_a_question_becomes_the_expected_html(
    pair: Pair, module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    lesson = f"{FRONT}# One\n\nStandfirst.\n\n{pair.given}"
    folder = module_folder({"lessons/01-one.md": lesson})
    html = article(folder, plugins(spread_elearn_quiz))
    shown = "".join(f"{line}\n" for line in html.split("\n") if line.strip())
    assert shown == pair.wanted, f"{pair.file}:{pair.line}"


def test_each_of_the_ten_types_has_a_pair() -> None:
    types = {pair.title.partition(":")[0] for pair in PAIRS}
    assert types >= {
        *("choice", "multiple", "truefalse", "match", "order"),
        *("gaps", "number", "short", "rating", "reflection"),
    }
