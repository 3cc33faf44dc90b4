"""Which messages a command tells: they are noted while it runs."""

from __future__ import annotations

import functools
import importlib.util
import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from spread_elearn.cli import make_cli
from spread_elearn.model import Finding, Message, Problem
from spread_elearn.plugins import Plugins


@functools.cache
def message_page() -> ModuleType:
    """``docs/messages.py``, which finds all messages and writes their page."""
    path = Path(__file__).parents[2] / "docs" / "messages.py"
    spec = importlib.util.spec_from_file_location("message_page", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def all_messages() -> dict[str, Message]:
    """Each message of the core and the bundled plugins, by its full name."""
    found: dict[str, Message] = message_page().messages()
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What was printed: names of messages, and codes whoever made them."""

    names: frozenset[str]
    codes: frozenset[str]


@dataclass
class Notes:
    """All that is made while a command runs, whether it is told or not."""

    messages: list[tuple[Message, Problem | Finding]] = field(default_factory=list)
    problems: list[Problem | Finding] = field(default_factory=list)

    def told(self, output: str) -> Told:
        """What of it stands in *output* with sentence and remedy.

        Two messages may be equal: only the very one that was made counts.
        """
        names = {id(message): name for name, message in all_messages().items()}
        return Told(
            frozenset(
                names[id(message)]
                for message, problem in self.messages
                if id(message) in names and is_told(problem, output)
            ),
            frozenset(each.code for each in self.problems if is_told(each, output)),
        )


def is_told(problem: Problem | Finding, output: str) -> bool:
    return problem.message in output and problem.hint in output


def told_by(folder: Path, commands: Iterable[str]) -> Told:
    """What these commands print when they run in *folder*."""
    cli = make_cli(Plugins())
    output = ""
    with pytest.MonkeyPatch.context() as patch:
        notes = take_notes(patch)
        patch.chdir(folder)
        for command in commands:
            result = CliRunner().invoke(cli, shlex.split(command))
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            output += result.output
    return notes.told(output)


def take_notes(patch: pytest.MonkeyPatch) -> Notes:
    """Note what is made, until *patch* ends."""
    notes = Notes()

    def noting_message(make: Callable[..., Any]) -> Callable[..., Any]:
        def method(message: Message, *place: Any, **blanks: Any) -> Any:
            problem = make(message, *place, **blanks)
            notes.messages.append((message, problem))
            return problem

        return method

    def noting_problem(begin: Callable[..., None]) -> Callable[..., None]:
        def method(problem: Problem | Finding, *values: Any, **more: Any) -> None:
            begin(problem, *values, **more)
            notes.problems.append(problem)

        return method

    for name in ("at", "in_package"):
        patch.setattr(Message, name, noting_message(getattr(Message, name)))
    for kind in (Problem, Finding):
        patch.setattr(kind, "__init__", noting_problem(kind.__init__))
    return notes
