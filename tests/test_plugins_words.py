"""Hooks around words, templates and checks, proven by the stranger's plugin."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from small_modules import build_files, write_module
from spread_elearn import (
    Activity,
    Edition,
    Module,
    SourceError,
    SpreadError,
    Translation,
    Unit,
    activities_in,
    hookimpl,
)
from spread_elearn.build import Builder, Plan, build
from spread_elearn.plugins import Plugins
from strangers import offering, packages, page_of

pytest_plugins = ("stranger_fixtures",)


# prepare_markdown


def test_an_inline_rule_has_tokens_and_markup_of_its_own(edition: Edition) -> None:
    assert '<mark class="stranger">words to</mark>' in page_of(edition)


def test_a_class_that_a_plugin_allows_may_be_written(edition: Edition) -> None:
    assert '<span class="stranger">some more</span>' in page_of(edition)


def test_without_the_plugin_the_class_is_refused(story: Path) -> None:
    with pytest.raises(SourceError, match=r"\.stranger may not stand"):
        packages(story, Plugins(), "web")


# template_loader and prepare_templates


def test_a_plugin_s_templates_and_filters_are_found(edition: Edition) -> None:
    html = page_of(edition)
    assert '<p class="stranger">COUNTERS! clicks (signed)</p>' in html


def test_a_plugin_s_template_wins_over_the_theme_s(tmp_path: Path) -> None:
    import jinja2

    own = jinja2.DictLoader({"box.html": "<aside>{{ page.prose(data.body) }}</aside>"})
    plugin = offering("mine", template_loader=own)
    lesson = "# One\n\nWords.\n\n::: note\nMine.\n:::\n"
    story = write_module(tmp_path / "small", {"lessons/01-one.md": lesson})
    [edition] = Builder(Plugins(plugin)).editions(story, Plan((story,)))
    assert "<aside><p>Mine.</p>" in page_of(edition)


# extra_resources


def test_extra_files_are_packed_and_scripts_and_styles_are_files_of_their_own(
    stranger: Plugins, story: Path
) -> None:
    files = build_files(
        story, story.parent / "dist", stranger, formats=("web",), languages=("en",)
    )
    assert files["stranger/hello.txt"] == b"Hello from small\n"
    page = files["index.html"].decode()
    script, style = files["stranger/counter.js"].decode(), files["stranger/counter.css"]
    assert 'customElements.define("stranger-counter"' in script
    assert b"stranger-counter {" in style
    assert b"stranger-counter" not in files["player.css"]
    assert page.index('src="player.js"') < page.index('src="stranger/counter.js"')
    assert '<link rel="stylesheet" href="stranger/counter.css">' in page


# player_words


def test_a_plugin_s_own_words_reach_its_template_and_its_script(
    edition: Edition,
) -> None:
    assert ">Click here</button>" in page_of(edition)
    config = edition.site.config.removeprefix("globalThis.spread=").rstrip(";")
    said = json.loads(config)["words"]
    assert said["stranger-clicks"] == ["{n} click", "{n} clicks"]


def test_they_come_in_the_language_of_the_edition(
    stranger: Plugins, story: Path
) -> None:
    yaml = story / "module.yaml"
    yaml.write_text(yaml.read_text().replace("language: en", "language: it"))
    [edition] = Builder(stranger).editions(story, Plan((story,)))
    assert ">Clicca qui</button>" in page_of(edition)


# module_languages and translate


def test_complete_languages_are_built_and_hidden_and_incomplete_ones_only_when_asked(
    stranger: Plugins, story: Path
) -> None:
    shop = Builder(stranger)
    module = shop.loader.load(story)
    assert shop.languages(module, Plan((story,))) == ["en", "en-AU"]
    asked = Plan((story,), languages=("en-XA", "en-GB"))
    assert shop.languages(module, asked) == ["en-XA", "en-GB"]


def test_an_incomplete_language_is_refused_where_only_complete_ones_may_be(
    stranger: Plugins, story: Path
) -> None:
    with pytest.raises(SpreadError, match="en-GB is not complete"):
        packages(story, stranger, "web", languages=("en-GB",), complete_only=True)


def test_an_unknown_language_is_refused_with_the_known_ones(
    stranger: Plugins, story: Path
) -> None:
    with pytest.raises(SpreadError, match="Languages: en, en-AU, en-GB, en-XA"):
        packages(story, stranger, "web", languages=("fr",))


def test_every_word_is_translated_and_no_structure_changes(
    stranger: Plugins, story: Path
) -> None:
    [edition] = Builder(stranger).editions(story, Plan((story,), languages=("en-XA",)))
    html = page_of(edition)
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert (counter.id, counter.data.most) == ("clicks", 42)
    for words in ("tnuoC ruoy skcilc", "skcilc ni lla", "woH netfo nac uoy kcilc?"):
        assert words in html
    assert '<mark class="stranger">sdrow ot</mark>' in html
    assert ">A regnarts's egap</h1>" in html
    assert "ydoboN knows." in html


def test_what_has_no_translation_or_a_fuzzy_one_stays_marked_and_counted(
    stranger: Plugins, story: Path
) -> None:
    [edition] = Builder(stranger).editions(story, Plan((story,), languages=("en-GB",)))
    html, counts = page_of(edition), edition.module.fallbacks
    assert "A small module, British" in html
    assert '<span lang="en">How often can you click?</span>' in html
    assert counts["fuzzy"] >= 2
    assert counts["total"] > counts["missing"] > counts["fuzzy"]


def test_the_first_plugin_by_name_that_knows_a_unit_translates_it(
    tmp_path: Path,
) -> None:
    class Says:
        def __init__(self, name: str) -> None:
            self.__name__ = name

        @hookimpl
        def translate(
            self, unit: Unit, module: Module, language: str
        ) -> Translation | None:
            known = unit.context == "title" or self.__name__ == "b"
            return Translation(f"{unit.text} {self.__name__}") if known else None

    story = write_module(tmp_path / "small")
    shop = Builder(Plugins(Says("b"), Says("a")))
    module = shop.edition(shop.loader.load(story), "it").module
    assert module.title == "A small module a"
    assert module.description == "For a test. b"


def test_an_identity_translation_gives_the_same_package_but_for_the_language(
    stranger: Plugins, story: Path
) -> None:
    def files(language: str) -> dict[str, str]:
        out = story.parent / language
        found = build_files(story, out, stranger, languages=(language,))
        return {
            name: content.decode("utf-8", "surrogateescape")
            for name, content in found.items()
        }

    same, source = files("en-AU"), files("en")
    assert same.keys() == source.keys()
    assert same["imsmanifest.xml"] != source["imsmanifest.xml"]
    for name, text in source.items():
        assert same[name].replace("en-AU", "en").replace("en_AU", "en") == text, name


# check_module and check_edition


def test_a_plugin_s_mistakes_are_shown_with_all_others_in_one_run(
    stranger: Plugins, story: Path
) -> None:
    write_module(story, {}, "options: {stranger: {wanted: x}}\nnonsense: 1\n")
    with pytest.raises(SourceError) as error:
        packages(story, stranger, "web")
    assert [str(problem).split("\n")[0] for problem in error.value.problems] == [
        f'{story}/module.yaml:5: stranger: unknown key "wanted"',
        f'{story}/module.yaml:6: unknown key "nonsense"',
    ]


def test_a_plugin_may_complain_about_one_language(
    stranger: Plugins, story: Path
) -> None:
    write_module(story, {}, "options: {stranger: {unwanted: llams}}\n")
    plan = Plan((story,), story.parent / "dist", ("web",), ("en", "en-XA"))
    _, warnings = build(plan, stranger)
    [told] = [problem for problem in warnings if problem.code == "stranger-word"]
    assert str(told).startswith(
        f'{story}/module.yaml:2: warning: the title says "llams" (en-XA)'
    )


def test_a_plugin_s_error_about_one_language_stops_the_build(story: Path) -> None:
    from spread_elearn import Problem

    @hookimpl
    def check_edition(edition: Edition) -> list[Problem]:
        return [Problem("error", edition.module.where("title"), "not this one")]

    plugin = SimpleNamespace(__name__="mine", check_edition=check_edition)
    write_module(story, {"lessons/01-clicks.md": "# One\n\nWords.\n"})
    with pytest.raises(SourceError, match="not this one"):
        packages(story, Plugins(plugin), "web")
    assert list((story.parent / "dist").iterdir()) == []


def test_an_activity_s_hooks_get_the_activity_itself(edition: Edition) -> None:
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert isinstance(counter, Activity)
    assert str(counter.source) == "lessons/01-clicks.md:8"
