"""Questions by the names that they have on the wire, so that calls can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Question

_ODD = re.compile(r"[^\w.]", re.ASCII)


def readable(questions: Iterable[Question]) -> dict[str, dict[str, Any]]:
    """Name on the wire -> the question's words and its choices' in source order."""
    return {
        _ODD.sub("_", f"{question.lesson}.{question.id}"): {
            "text": plain_text(question.stem),
            "choices": [
                [choice.id, plain_text(choice.text or choice.match)]
                for choice in question.choices
            ],
        }
        for question in questions
    }
