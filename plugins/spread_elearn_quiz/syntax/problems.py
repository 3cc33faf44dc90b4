"""Mistakes of one question in, one SourceError with all of them out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from spread_elearn import Attributes, Message, Problem, Source, SourceError

MARKED_ANSWER = Message(
    "quiz-answer-marks",
    "marks stand in {answer}: an answer is plain text",
    "Take them away, or put \\ before a sign that belongs to the answer: 2\\*3",
)


@dataclass
class QuestionProblems:
    """Collects what is wrong with one question, or with what stands in it."""

    attributes: Attributes
    found: list[Problem] = field(default_factory=list)

    def add(self, message: Message, line: int, /, **blanks: Any) -> None:
        """A mistake at a line, told with the question's id where it has one."""
        problem = message.at(Source(self.attributes.source.path, line), **blanks)
        if id_ := self.attributes.id:
            named = f'question "{id_}": {problem.message}'
            problem = replace(problem, message=named)
        self.found.append(problem)

    @property
    def line(self) -> int:
        """Where the question begins."""
        return self.attributes.source.line

    def close(self) -> None:
        """Raise SourceError when something is wrong."""
        if self.found:
            raise SourceError(sorted(self.found, key=lambda problem: problem.source))
