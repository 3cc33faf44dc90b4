"""The pseudo-language shows what cannot be translated, and breaks nothing itself."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from authoring import ModuleFolder
from spread_elearn_translations.inline_codes import codes_in, split
from spread_elearn_translations.pseudo import pseudo
from translations.test_checks import FILES
from translations.test_inline_codes import MARKDOWN

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


@pytest.mark.parametrize(
    ("text", "context", "said"),
    [
        ("The tutor", "text", "⟦Ťħé ťúťóř ···⟧"),
        ("tutor, tutors", "term", "ťúťóř, ťúťóřš"),
        ("will | way", "answer", "ŵíłł | ŵáý"),
        ("{n} of {total}", "player", "⟦{n} óƒ {total} ·····⟧"),
        ("Press `Ctrl`[^n]", "text", "⟦Ƥřéšš `Ctrl`[^n] ······⟧"),
        ("[here](a.md) [[yes|yep]]", "text", "⟦[ħéřé](a.md) [[ýéš|ýéƥ]] ········⟧"),
        ("12 %", "cell", "12 %"),
    ],
)
def test_words_are_changed_and_codes_stay(text: str, context: str, said: str) -> None:
    assert pseudo(text, context) == said


@given(MARKDOWN)
def test_no_code_is_lost(text: str) -> None:
    said = split(pseudo(text, "text"))
    assert [code.kind for code in codes_in(said)] == [
        code.kind for code in codes_in(split(text))
    ]


def test_a_module_is_built_without_a_mistake_when_it_is_asked_for(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    folder = module_folder(FILES)
    assert "qps" not in spread("build", folder, "-f", "web").output
    result = spread("build", folder, "-f", "web", "-l", "qps")
    assert result.exit_code == 0, result.output
    [package] = Path("dist").glob("*.qps.web.zip")
    with zipfile.ZipFile(package) as archive:
        page = archive.read("index.html").decode()
    main = page.partition('<main id="main">')[2].partition("</main>")[0]
    words = re.sub(r"<code>.*?</code>|<[^>]*>|&#?\w+;", " ", main)
    plain = [word for word in re.findall(r"[^\W\d_]{3,}", words) if word.isascii()]
    assert plain == []
    assert "⟦Šķíƥ ťó ťħé łéššóñ" in page
