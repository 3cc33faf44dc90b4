"""Words come in the order in which they are read, whatever holds them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from markdown_it.token import Token

from authoring import FRONT, MakePlugins, ModuleFolder, load
from spread_elearn import (
    ActivityKind,
    Attributes,
    Prose,
    hookimpl,
    inlines,
    plain_text,
    units_of,
    words,
)

TEXT = (
    f"{FRONT}# One\n\nIntro.\n\nBefore.\n\n::: pair\nFirst.\n\nSecond.\n:::\n\nAfter.\n"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Fields in an order that is nobody's reading order."""

    second: Prose
    title: Token | None = words("heading", None)
    label: str = words("hint", "")
    first: Prose = ()


class Pairs:
    @hookimpl
    def register_activities(self) -> list[ActivityKind]:
        def parse(tokens: Prose, attributes: Attributes) -> Pair:
            return Pair(tokens[3:], attributes.title, "label", tokens[:3])

        return [ActivityKind("pair", parse, "")]


@pytest.fixture
def wanted() -> list[str]:
    return ["Before.", "First.", "Second.", "After."]


def test_units_and_inlines_follow_the_lines(
    module_folder: ModuleFolder, plugins: MakePlugins, wanted: list[str]
) -> None:
    module = load(module_folder({"lessons/01-one.md": TEXT}), plugins(Pairs()))
    told = [unit.text for unit in units_of(module) if unit.text in wanted]
    assert told == wanted
    assert [plain_text(each) for each in inlines(module.lessons[0].tokens)] == wanted
