"""What a learner can answer in a module of many questions fits in a short state."""

from __future__ import annotations

from authoring import FRONT, ModuleFolder
from spread_elearn.build import Builder, Plan
from spread_elearn.plugins import Plugins

NINE = [
    "learner",
    "tutor",
    "mentor",
    "evidence",
    "mobility",
    "contract",
    "feedback",
    "credit",
    "outcome",
]
TYPES = (
    "Which?\n\n- [x] A\n- [ ] B\n- [ ] C\n- [ ] D\n",
    "Which ones?\n\n- [x] A\n- [x] B\n- [ ] C\n- [ ] D\n",
    "True?\n\n- [x] True\n- [ ] False\n",
    "What?\n\n= {word}\n",
    "Match.\n\na\n: one\n\nb\n: two\n\nc\n: three\n",
)
MOST = 650
"""Characters for 45 lessons with a question each, five types in turn."""


def test_forty_five_mixed_questions_take_at_most_650_characters(
    module_folder: ModuleFolder,
) -> None:
    asked = [text.format(word=word) for word in NINE for text in TYPES]
    files = {
        f"lessons/{n:02}-part-{n}.md": (
            f"{FRONT}# Part {n}\n\nText.\n\n::: question {{#q{n}}}\n{text}:::\n"
        )
        for n, text in enumerate(asked, 1)
    }
    folder = module_folder(files)
    [edition] = Builder(Plugins()).editions(folder, Plan((folder,)))
    [sco] = edition.site.scos
    assert len(edition.questions) == len(asked)
    assert 45 * 8 < sco.state_size <= MOST
