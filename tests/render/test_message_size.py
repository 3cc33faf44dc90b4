"""The largest message of a page is known when it is built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spread_elearn.build import Builder, Plan
from spread_elearn.model import Edition
from spread_elearn.plugins import Plugins
from spread_elearn.render.message_size import largest_message

MODULES = Path(__file__).parents[2] / "modules"


def edition(name: str) -> Edition:
    builder = Builder(Plugins())
    folder = MODULES / name
    [found] = builder.editions(folder, Plan((folder,), languages=("en",)))
    return found


def test_a_module_with_a_quiz_of_twelve_leaves_with_less_than_32_kilobytes() -> None:
    size = largest_message(edition("tutors-and-mentors"))
    assert 2_000 < size < 32_000


def test_what_is_not_reported_takes_no_room() -> None:
    found = edition("tutors-and-mentors")
    silent = replace(found, module=replace(found.module, report="none"))
    every = replace(found, module=replace(found.module, report="all"))
    sizes = [largest_message(each) for each in (silent, found, every)]
    assert sizes[0] < sizes[1] < sizes[2]
