"""The quiz beside other plugins: their activities may bring points too."""

from __future__ import annotations

import spread_elearn_quiz
from authoring import MakePlugins, ModuleFolder, problems
from spread_elearn import ActivityKind, hookimpl


class Counter:
    @hookimpl
    def register_activities(self) -> list[ActivityKind]:
        return [ActivityKind("counter", lambda tokens, attributes: None, "")]


def test_an_assessment_of_other_activities_is_no_mistake(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    text = (
        "---\nminutes: 1\nassessment: true\n---\n# One\n\nCount.\n\n::: counter\n:::\n"
    )
    folder = module_folder({"lessons/01-one.md": text})
    assert problems(folder, plugins(spread_elearn_quiz, Counter())) == ()
