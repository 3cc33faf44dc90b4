"""Scenarios: what authors write, the HTML of it, every mistake, and other languages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import spread_elearn_scenario as scenario
from authoring import FRONT, ModuleFolder, Pair, article, load, problems, read_pairs
from spread_elearn import (
    Activity,
    Module,
    Scene,
    Translation,
    Unit,
    activities_in,
    hookimpl,
    plain_text,
)
from spread_elearn.build import Builder, Plan
from spread_elearn.localise.words import units_of
from spread_elearn.plugins import Plugins
from spread_elearn_scenario.syntax import state_size

HERE = Path(__file__).parent
GOLDEN = tuple(read_pairs(HERE / "golden.md"))
MISTAKES = tuple(read_pairs(HERE / "mistakes.md"))
KITCHEN = (HERE / "kitchen.md").read_text("utf-8")
LESSON = "lessons/01-kitchen.md"


@pytest.fixture
def known() -> Plugins:
    """The built-in plugins and this one."""
    return Plugins(scenario, installed=False)


@pytest.fixture
def kitchen(module_folder: ModuleFolder) -> Path:
    return module_folder({LESSON: KITCHEN})


def the_scenario(module: Module) -> Activity:
    [found] = activities_in(module.lessons[0].tokens)
    return found


def scenes(module: Module) -> dict[str, Scene]:
    return {scene.id: scene for scene in the_scenario(module).data.scenes}


@pytest.mark.parametrize("pair", GOLDEN, ids=lambda pair: pair.title)
def test_a_scenario_becomes_the_expected_html(
    pair: Pair, module_folder: ModuleFolder, known: Plugins
) -> None:
    text = f"{FRONT}# One\n\nStandfirst.\n\n{pair.given}"
    html = article(module_folder({"lessons/01-one.md": text}), known)
    shown = "".join(f"{line}\n" for line in html.split("\n") if line.strip())
    assert shown == pair.wanted, f"{pair.file}:{pair.line}"


@pytest.mark.parametrize("pair", MISTAKES, ids=lambda pair: pair.title)
def test_every_mistake_is_told_with_its_line_and_what_to_do(
    pair: Pair, module_folder: ModuleFolder, known: Plugins
) -> None:
    found = problems(module_folder({"lessons/01-one.md": pair.given}), known)
    said = "".join(f"{each}\n" for each in found if each.code != "minutes-missing")
    assert said == pair.wanted, f"{pair.file}:{pair.line}"


def test_there_are_pairs() -> None:
    assert len(GOLDEN) == 2
    assert len(MISTAKES) == 19


def test_the_kitchen_is_read_as_scenes_and_ways(kitchen: Path, known: Plugins) -> None:
    module = load(kitchen, known)
    found = scenes(module)
    assert problems(kitchen, known) == ()
    assert [scene.ending for scene in found.values() if scene.ending] == [
        "good",
        "repaired",
        "poor",
    ]
    start = found["kitchen.start"]
    assert plain_text(start.title) == "Tuesday, 21:40"
    assert [way.to for way in start.ways] == [
        "kitchen.friday",
        "kitchen.facts",
        "kitchen.anger",
    ]
    assert str(start.ways[2].source) == f"{LESSON}:18"
    assert module.lessons[0].activity_minutes == 3


def test_translators_see_words_without_links_and_ids(
    kitchen: Path, known: Plugins
) -> None:
    units = {each.text: each.context for each in units_of(load(kitchen, known))}
    assert units["Ring the chef at once and complain."] == "choice"
    assert units["Tuesday, 21:40"] == "scene"
    assert not [text for text in units if "](#" in text or "{" in text]


class Speaks:
    """A language that says everything as it stands, or in capitals."""

    __name__ = "speaks"

    @hookimpl
    def translate(
        self, unit: Unit, module: Module, language: str
    ) -> Translation | None:
        same = language == "en-AU" or unit.context not in ("choice", "scene")
        return Translation(unit.text if same else unit.text.upper())


def page(folder: Path, language: str) -> str:
    shop = Builder(Plugins(scenario, Speaks(), installed=False))
    edition = shop.edition(shop.loader.load(folder), language)
    return next(
        file.content.decode()
        for file in edition.site.resources
        if file.href == "index.html"
    )


def test_an_identity_translation_gives_the_same_page(kitchen: Path) -> None:
    assert page(kitchen, "en-AU").replace("en-AU", "en") == page(kitchen, "en")


def test_words_are_translated_and_ids_and_structure_stay(
    kitchen: Path, known: Plugins
) -> None:
    shop = Builder(Plugins(scenario, Speaks(), installed=False))
    source = shop.loader.load(kitchen)
    other = shop.edition(source, "it").module
    start = scenes(other)["kitchen.start"]
    assert plain_text(start.title) == "TUESDAY, 21:40"
    assert plain_text(start.ways[2].text) == "RING THE CHEF AT ONCE AND COMPLAIN."
    ours, theirs = the_scenario(source).data, the_scenario(other).data
    assert ours.fingerprint == theirs.fingerprint
    assert scenes(source).keys() == scenes(other).keys()


def test_the_declared_size_is_what_the_player_keeps_at_most(
    kitchen: Path, known: Plugins
) -> None:
    activity = the_scenario(load(kitchen, known))
    told = {
        "script": str(HERE.parents[1] / "plugins/spread_elearn_scenario/static/player"),
        "fp": activity.data.fingerprint,
        "endings": activity.data.endings,
    }
    script = HERE / "fullest.mjs"
    result = subprocess.run(
        ["node", str(script), json.dumps(told)],
        capture_output=True,
        check=True,
        text=True,
    )
    kept = json.loads(result.stdout)
    assert kept.isascii()
    assert len(kept) == state_size(activity) == 4 + 2 + 3 + 2 * 24


def test_the_fingerprint_follows_the_shape_and_not_the_words(
    module_folder: ModuleFolder, known: Plugins
) -> None:
    def fingerprint(text: str) -> str:
        activity = the_scenario(load(module_folder({LESSON: text}), known))
        return str(activity.data.fingerprint)

    first = fingerprint(KITCHEN)
    assert fingerprint(KITCHEN.replace("complain", "shout")) == first
    assert fingerprint(KITCHEN.replace("tonight.](#repaired)", "now.](#poor)")) != first


def test_a_missing_id_can_be_mended(
    module_folder: ModuleFolder, known: Plugins
) -> None:
    text = KITCHEN.replace("21:40 {#start}", "21:40")
    [problem] = problems(module_folder({LESSON: text}), known)
    [fix] = problem.fixes
    assert fix.safe
    assert [each.text for each in fix.edits] == ["{#tuesday-21-40}"]


def test_a_module_without_a_scenario_gets_no_script_of_it(
    module_folder: ModuleFolder, kitchen: Path, known: Plugins
) -> None:
    [edition] = Builder(known).editions(kitchen, Plan((kitchen,)))
    assert "spread-scenario" in edition.site.script
    without = module_folder({LESSON: f"{FRONT}# One\n\nWords.\n"})
    [edition] = Builder(known).editions(without, Plan((without,)))
    assert "spread-scenario" not in edition.site.script
