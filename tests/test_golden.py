"""What authors write, and the HTML that becomes of it: pairs in ``fixtures/golden``."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import FRONT, PNG, SVG, ModuleFolder, Pair, article, read_pairs

GOLDEN = Path(__file__).parent / "fixtures" / "golden"
PAIRS = [pair for path in sorted(GOLDEN.glob("*.md")) for pair in read_pairs(path)]
AROUND = {
    "lessons/02-two.md": f"{FRONT}# Two\n\nText.\n\n## Its part\n\nText.\n",
    "media/steps.svg": SVG,
    "media/Foto uno.PNG": PNG,
    "media/raci.docx": b"PK" * 20_000,
    "media/clip.mp4": b"video",
    "media/clip.vtt": "WEBVTT\n",
    "media/clip.it.vtt": "WEBVTT\n",
    "media/clip.md": "A *truck* arrives.\n",
    "media/talk.mp3": b"audio",
}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.file}:{pair.title}")
def test_markdown_becomes_the_expected_html(
    pair: Pair, module_folder: ModuleFolder
) -> None:
    html = shown(module_folder, pair.given)
    assert html == pair.wanted, f"{pair.file}:{pair.line}"


def shown(module_folder: ModuleFolder, body: str) -> str:
    """A lesson's prose as HTML, without empty lines."""
    lesson = f"{FRONT}# One\n\nStandfirst.\n\n{body}"
    html = article(module_folder({**AROUND, "lessons/01-one.md": lesson}))
    return "".join(f"{line}\n" for line in html.split("\n") if line.strip())


def test_every_pair_has_a_title_and_both_sides() -> None:
    assert len(PAIRS) > 30
    assert all(pair.title and pair.given.strip() for pair in PAIRS)
