"""Every example of the reference of questions is read without a mistake."""

from __future__ import annotations

import re
from pathlib import Path

from spread_elearn.commands.check import inspect
from spread_elearn.plugins import Plugins

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "questions.md"
YAML = (
    "id: doc\ntitle: Doc\nlanguage: en\ndescription: Examples.\n"
    "outcomes:\n  - {id: K1, kind: knowledge, text: read examples}\n"
)


def test_every_example_is_read_without_a_mistake(tmp_path: Path) -> None:
    found = re.findall(r"```markdown\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    examples = [example for example in found if ":::" in example]
    assert len(examples) == 7
    (tmp_path / "lessons").mkdir()
    (tmp_path / "module.yaml").write_text(YAML, "utf-8")
    lesson = "---\noutcomes: [K1]\n---\n# One\n\nHi.\n\n" + "\n\n".join(examples)
    (tmp_path / "lessons" / "01-one.md").write_text(lesson, "utf-8")
    problems = inspect([tmp_path], Plugins())
    assert [each.code for each in problems] == ["minutes-missing"]
