"""What a package holds of the quiz: nothing that its module does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from authoring import FRONT, ModuleFolder
from spread_elearn.build import Builder, Plan
from spread_elearn.plugins import Plugins

if TYPE_CHECKING:
    from spread_elearn.model import Site

QUESTION = "\n::: question {#who}\nWho?\n\n- [x] The tutor\n- [ ] Nobody\n:::\n"
PRACTICE = ["scoring", "feedback", "quiz"]


def site(module_folder: ModuleFolder, lesson: str) -> Site:
    folder = module_folder({"lessons/01-one.md": lesson})
    [edition] = Builder(Plugins()).editions(folder, Plan((folder,)))
    return edition.site


@pytest.mark.parametrize(
    ("lesson", "wanted"),
    [
        (f"{FRONT}# One\n\nHello.\n", []),
        (f"{FRONT}# One\n\nHello.\n{QUESTION}", PRACTICE),
        (
            f"---\nminutes: 2\nassessment: true\n---\n# One\n\nHello.\n{QUESTION}",
            [*PRACTICE, "assessment"],
        ),
    ],
    ids=["plain", "practice", "assessment"],
)
def test_only_scripts_that_have_something_to_do_are_packed(
    module_folder: ModuleFolder, lesson: str, wanted: list[str]
) -> None:
    made = site(module_folder, lesson)
    [style] = [file for file in made.resources if file.href == "player.css"]
    names = ["scoring", "feedback", "quiz", "assessment"]
    assert [name for name in names if f'"quiz/{name}.js"' in made.script] == wanted
    assert (b".cloze" in style.content) is bool(wanted)
