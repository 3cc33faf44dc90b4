"""Every hook, proven by the stranger's plugin in ``tests/thirdparty``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from small_modules import build_files, unzip, write_module
from spread_elearn import (
    Activity,
    ActivityKind,
    Edition,
    Format,
    Message,
    Module,
    Package,
    PackageError,
    PluginError,
    SourceError,
    SpreadError,
    Transform,
    Translation,
    activities_in,
    hookimpl,
    hookspecs,
    plain_text,
)
from spread_elearn.build import Plan, Workshop, build
from spread_elearn.cli import main, make_cli
from spread_elearn.plugins import Plugins

THIRD_PARTY = Path(__file__).parent / "thirdparty"
NAME = "spread_elearn_stranger"
CLICKS = """---
minutes: 1
---
# Clicks

A few %%words to%% read, and [some more]{.stranger}.

::: counter Count your clicks {#clicks most=42 unit="clicks in all"}
How often can you click?
:::
"""
DOCUMENT = """## A stranger's page

What stands on it, with a note[^here].

### More of it

[^here]: Nobody knows.
"""


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    """All plugins, with the stranger's found by its entry point."""
    monkeypatch.syspath_prepend(THIRD_PARTY)
    yield Plugins()
    for name in [each for each in sys.modules if each.startswith(NAME)]:
        del sys.modules[name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"lessons/01-clicks.md": CLICKS, "stranger.md": DOCUMENT}
    return write_module(tmp_path / "small", files)


@pytest.fixture
def edition(stranger: Plugins, folder: Path) -> Edition:
    [edition] = Workshop(stranger).editions(folder, Plan((folder,), languages=("en",)))
    return edition


def page_of(edition: Edition) -> str:
    return next(
        file.content.decode()
        for file in edition.site.resources
        if file.href == "index.html"
    )


def packages(folder: Path, plugins: Plugins, *formats: str, **asked: object) -> Path:
    """Build into a folder beside the module and return it."""
    out = folder.parent / "dist"
    build(Plan((folder,), out, formats, **asked), plugins)  # type: ignore[arg-type]
    return out


# Finding plugins.


def test_an_installed_plugin_is_found_and_uses_every_hook(stranger: Plugins) -> None:
    hooks = dict(stranger.describe())["stranger"]
    assert hooks == sorted(
        name for name, value in vars(hookspecs).items() if _is_hook(value)
    )


def _is_hook(value: object) -> bool:
    return hasattr(value, "spread_elearn_spec")


def test_without_its_distribution_it_is_gone() -> None:
    assert "stranger" not in dict(Plugins().describe())


def test_the_command_plugins_lists_it_with_its_hooks(stranger: Plugins) -> None:
    result = CliRunner().invoke(make_cli(stranger), ["plugins"])
    assert re.search("^stranger: check_edition, check_module, .*", result.stdout, re.M)
    assert "kinds: register_activities" in result.stdout


def test_two_installed_plugins_of_one_name_are_an_error_that_names_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _distribution(tmp_path, "other", "stranger", "json")
    monkeypatch.syspath_prepend(THIRD_PARTY)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match="other and spread-elearn-stranger"):
        Plugins()


def _distribution(folder: Path, name: str, plugin: str, module: str) -> None:
    home = folder / f"{name}-1.0.dist-info"
    home.mkdir()
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\n")
    (home / "entry_points.txt").write_text(f"[spread_elearn]\n{plugin} = {module}\n")


def test_a_plugin_that_cannot_be_imported_is_named_with_its_distribution(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _distribution(tmp_path, "broken-thing", "broken", "no_such_module_here")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match=r"(?s)plugin broken .*broken-thing"):
        Plugins()


def test_a_plugin_with_the_name_of_a_built_in_one_is_an_error() -> None:
    with pytest.raises(PluginError, match="two plugins are called kinds"):
        Plugins(SimpleNamespace(__name__="kinds"))


def test_a_misspelt_hook_is_an_error_that_names_the_plugin_and_the_hook() -> None:
    @hookimpl
    def register_format() -> list[Format]:
        return []

    plugin = SimpleNamespace(__name__="mine", register_format=register_format)
    expected = r'plugin mine: .*"register_format".\s+Did you mean register_formats\?'
    with pytest.raises(PluginError, match=expected):
        Plugins(plugin)


def test_a_hook_that_asks_for_what_it_does_not_get_names_the_plugin() -> None:
    @hookimpl
    def check_module(modul: object) -> list[object]:
        return [modul]

    plugin = SimpleNamespace(__name__="mine", check_module=check_module)
    with pytest.raises(PluginError, match="plugin mine does not fit"):
        Plugins(plugin)


def test_the_command_line_tells_of_a_broken_plugin_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _distribution(tmp_path, "broken-thing", "broken", "no_such_module_here")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert capsys.readouterr().err.startswith("Error: plugin broken cannot be loaded")


def offering(name: str, **offers: object) -> SimpleNamespace:
    """A plugin whose hooks return what is given."""
    hooks = {hook: hookimpl(_returning(offer)) for hook, offer in offers.items()}
    return SimpleNamespace(__name__=name, **hooks)


def _returning(offer: object) -> Callable[[], object]:
    return lambda: offer


def _package(editions: tuple[Edition, ...], options: object) -> Package:
    return Package(())


@pytest.mark.parametrize(
    ("hook", "offer"),
    [
        ("register_formats", Format("twice", "txt", _package)),
        ("register_activities", ActivityKind("twice", lambda *_: None, "")),
        ("register_transforms", Transform("twice", lambda module: module)),
    ],
)
def test_two_offers_of_one_name_are_an_error_that_names_both_plugins(
    hook: str, offer: object
) -> None:
    plugins = Plugins(
        offering("first", **{hook: [offer]}), offering("second", **{hook: [offer]})
    )
    with pytest.raises(PluginError, match='"twice": first and second'):
        Workshop(plugins)


def test_an_offer_with_the_name_of_a_built_in_one_is_an_error() -> None:
    plugin = offering("mine", register_formats=[Format("web", "zip", _package)])
    with pytest.raises(PluginError, match=r'"web": formats\.web and mine'):
        Plugins(plugin).formats()


# register_commands


def test_a_command_is_in_the_help_and_runs(stranger: Plugins) -> None:
    runner, cli = CliRunner(), make_cli(stranger)
    assert "stranger  Say hello, as a stranger does." in runner.invoke(cli, "-h").stdout
    assert runner.invoke(cli, ["stranger", "Ana"]).stdout == "Hello, Ana.\n"


# register_activities


def test_an_activity_is_read_once_and_rendered_by_its_template(
    edition: Edition,
) -> None:
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert (counter.kind, counter.id, counter.data.most) == ("counter", "clicks", 42)
    element = re.search(
        r"<stranger-counter.*?</stranger-counter>", page_of(edition), re.S
    )
    assert element
    assert re.search(r'id="clicks" data-k="[\w-]{3}" data-id="clicks"', element[0])
    for words in ("Count your clicks", "How often can you click?", "clicks in all"):
        assert words in element[0]


def test_its_worst_case_counts_in_the_state(stranger: Plugins, folder: Path) -> None:
    def size(most: int) -> int:
        lesson = folder / "lessons" / "01-clicks.md"
        lesson.write_text(CLICKS.replace("most=42", f"most={most}"), "utf-8")
        [edition] = Workshop(stranger).editions(
            folder, Plan((folder,), languages=("en",))
        )
        return edition.site.scos[0].state_size

    assert size(123_456) - size(42) == len("123456") - len("42")


def test_its_question_is_offered_in_neutral_words(edition: Edition) -> None:
    [question] = edition.questions
    assert (question.id, question.type, question.lesson) == (
        "clicks",
        "number",
        "clicks",
    )
    assert question.accepted == ("42",)
    assert plain_text(question.stem) == "How often can you click?"


def test_its_mistakes_stand_at_their_line(stranger: Plugins, folder: Path) -> None:
    lesson = folder / "lessons" / "01-clicks.md"
    text = CLICKS.replace("most=42", "most=many") + "\n::: counter\nNo id.\n:::\n"
    lesson.write_text(text, "utf-8")
    with pytest.raises(SourceError) as error:
        packages(folder, stranger, "web")
    found = [(each.source.line, each.code) for each in error.value.problems]
    assert found == [(8, "stranger-most"), (12, "id-missing")]


# load_documents and register_transforms


def test_a_document_is_read_like_a_lesson(edition: Edition) -> None:
    [document] = edition.module.documents
    assert (document.id, document.kind) == ("stranger", "stranger")
    assert str(document.source) == "stranger.md:1"
    assert [heading.id for heading in document.headings] == [
        "stranger.a-stranger-s-page",
        "stranger.more-of-it",
    ]
    assert [note.label for note in document.footnotes] == ["here"]


def test_mistakes_in_a_document_stand_at_their_line(
    stranger: Plugins, folder: Path
) -> None:
    (folder / "stranger.md").write_text("## Page\n\n![](media/none.png)\n", "utf-8")
    with pytest.raises(SourceError) as error:
        packages(folder, stranger, "web")
    assert {problem.code for problem in error.value.problems} == {
        "image-alt",
        "media-missing",
    }
    assert str(error.value.problems[0]).startswith(f"{folder}/stranger.md:3: ")


def test_a_module_without_the_document_has_no_page(
    stranger: Plugins, folder: Path
) -> None:
    (folder / "stranger.md").unlink()
    [edition] = Workshop(stranger).editions(folder, Plan((folder,), languages=("en",)))
    assert [lesson.id for lesson in edition.module.lessons] == ["clicks"]


def test_a_transform_adds_a_page_that_is_listed_and_never_counted(
    edition: Edition,
) -> None:
    module, html = edition.module, page_of(edition)
    assert [lesson.id for lesson in module.lessons] == ["clicks", "stranger"]
    assert [lesson.id for lesson in module.counted] == ["clicks"]
    article = re.search(r'<article id="stranger".*?</article>', html, re.S)
    assert article
    assert 'data-role="page"' in article[0]
    assert "What stands on it, with a note" in article[0]
    assert 'id="stranger.fn1"' in article[0]
    assert re.search(r'<ol class="more">.*?A stranger.s page', html, re.S)


def test_transforms_run_by_their_order_and_then_by_name(
    tmp_path: Path,
) -> None:
    def step(name: str, order: int) -> Transform:
        return Transform(name, lambda module: _titled(module, name), order)

    first = offering("a", register_transforms=[step("late", 900), step("b", 500)])
    second = offering("b", register_transforms=[step("a", 500), step("early", 1)])
    folder = write_module(tmp_path / "small")
    [edition] = Workshop(Plugins(first, second)).editions(folder, Plan((folder,)))
    assert edition.module.title == "A small module early a b late"


def _titled(module: Module, name: str) -> Module:
    return replace(module, title=f"{module.title} {name}")


def test_the_stranger_s_steps_run_in_their_order(edition: Edition) -> None:
    assert edition.module.lessons[1].data == {"counters": ["clicks"], "signed": True}


# register_formats


def test_a_format_of_an_edition_writes_one_file_for_each_language(
    stranger: Plugins, folder: Path
) -> None:
    out = packages(folder, stranger, "stranger-outline")
    assert sorted(path.name for path in out.iterdir()) == [
        "small-1.0.0.en-AU.stranger-outline.txt",
        "small-1.0.0.en.stranger-outline.txt",
    ]
    text = (out / "small-1.0.0.en.stranger-outline.txt").read_text("utf-8")
    assert text == "A small module\n- Clicks\n- A stranger's page\n"


def test_a_format_of_a_module_writes_all_languages_together_and_a_companion(
    stranger: Plugins, folder: Path
) -> None:
    out = packages(folder, stranger, "stranger-all")
    assert sorted(path.name for path in out.iterdir()) == [
        "small-1.0.0.en+en-AU.stranger-all.txt",
        "small-1.0.0.en+en-AU.stranger-all.zip",
    ]
    files = unzip(out / "small-1.0.0.en+en-AU.stranger-all.zip")
    assert {"en/index.html", "en-au/index.html"} <= files.keys()


def test_a_format_of_a_collection_writes_everything_into_one_file(
    stranger: Plugins, folder: Path
) -> None:
    other = write_module(folder.parent / "other")
    out = folder.parent / "dist"
    plan = Plan((folder, other), out, ("stranger-table",), languages=("en",))
    build(plan, stranger)
    [file] = out.iterdir()
    assert file.name == "modules.stranger-table.csv"
    assert file.read_text("utf-8").split("\n")[1:-1] == [
        "small,en,clicks,clicks",
        "small,en,stranger,",
        "other,en,one,",
        "other,en,two,",
    ]


def test_what_a_format_s_own_check_refuses_is_not_written(
    stranger: Plugins, folder: Path
) -> None:
    yaml = folder / "module.yaml"
    yaml.write_text(yaml.read_text().replace("A small module", "LOUD"))
    with pytest.raises(PackageError, match="the title shouts"):
        packages(folder, stranger, "stranger-outline")
    assert list((folder.parent / "dist").iterdir()) == []


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004"])
def test_a_package_with_everything_of_the_stranger_verifies(
    stranger: Plugins, folder: Path, format_: str
) -> None:
    files = build_files(
        folder,
        folder.parent / "dist",
        stranger,
        formats=(format_,),
        languages=("en",),
    )
    assert 'href="stranger/hello.txt"' in files["imsmanifest.xml"].decode()


# prepare_markdown


def test_an_inline_rule_has_tokens_and_markup_of_its_own(edition: Edition) -> None:
    assert '<mark class="stranger">words to</mark>' in page_of(edition)


def test_a_class_that_a_plugin_allows_may_be_written(edition: Edition) -> None:
    assert '<span class="stranger">some more</span>' in page_of(edition)


def test_without_the_plugin_the_class_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"\.stranger may not stand"):
        packages(folder, Plugins(), "web")


# template_loader and prepare_templates


def test_a_plugin_s_templates_and_filters_are_found(edition: Edition) -> None:
    html = page_of(edition)
    assert '<p class="stranger">COUNTERS! clicks (signed)</p>' in html


def test_a_plugin_s_template_wins_over_the_theme_s(tmp_path: Path) -> None:
    import jinja2

    own = jinja2.DictLoader({"box.html": "<aside>{{ page.prose(data.body) }}</aside>"})
    plugin = offering("mine", template_loader=own)
    lesson = "# One\n\nWords.\n\n::: note\nMine.\n:::\n"
    folder = write_module(tmp_path / "small", {"lessons/01-one.md": lesson})
    [edition] = Workshop(Plugins(plugin)).editions(folder, Plan((folder,)))
    assert "<aside><p>Mine.</p>" in page_of(edition)


# extra_resources


def test_extra_files_are_packed_and_scripts_and_styles_are_joined(
    stranger: Plugins, folder: Path
) -> None:
    files = build_files(
        folder, folder.parent / "dist", stranger, formats=("web",), languages=("en",)
    )
    assert files["stranger/hello.txt"] == b"Hello from small\n"
    script, style = files["player.js"].decode(), files["player.css"].decode()
    assert 'customElements.define("stranger-counter"' in script
    assert script.index('customElements.define("spread-task"') < script.index(
        "stranger-counter"
    )
    assert "stranger-counter {" in style
    assert not {name for name in files if name.endswith(("counter.js", "counter.css"))}


# player_words


def test_a_plugin_s_own_words_reach_its_template_and_its_script(
    edition: Edition,
) -> None:
    assert ">Click here</button>" in page_of(edition)
    config = edition.site.config.removeprefix("globalThis.spread=").rstrip(";")
    said = json.loads(config)["words"]
    assert said["stranger-clicks"] == ["{n} click", "{n} clicks"]


def test_they_come_in_the_language_of_the_edition(
    stranger: Plugins, folder: Path
) -> None:
    yaml = folder / "module.yaml"
    yaml.write_text(yaml.read_text().replace("language: en", "language: it"))
    [edition] = Workshop(stranger).editions(folder, Plan((folder,)))
    assert ">Clicca qui</button>" in page_of(edition)


# module_languages and translate


def test_complete_languages_are_built_and_hidden_and_incomplete_ones_only_when_asked(
    stranger: Plugins, folder: Path
) -> None:
    shop = Workshop(stranger)
    module = shop.loader.load(folder)
    assert shop.languages(module, Plan((folder,))) == ["en", "en-AU"]
    asked = Plan((folder,), languages=("en-XA", "en-GB"))
    assert shop.languages(module, asked) == ["en-XA", "en-GB"]


def test_an_incomplete_language_is_refused_where_only_complete_ones_may_be(
    stranger: Plugins, folder: Path
) -> None:
    with pytest.raises(SpreadError, match="en-GB is not complete"):
        packages(folder, stranger, "web", languages=("en-GB",), complete_only=True)


def test_an_unknown_language_is_refused_with_the_known_ones(
    stranger: Plugins, folder: Path
) -> None:
    with pytest.raises(SpreadError, match="Languages: en, en-AU, en-GB, en-XA"):
        packages(folder, stranger, "web", languages=("fr",))


def test_every_word_is_translated_and_no_structure_changes(
    stranger: Plugins, folder: Path
) -> None:
    [edition] = Workshop(stranger).editions(
        folder, Plan((folder,), languages=("en-XA",))
    )
    html = page_of(edition)
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert (counter.id, counter.data.most) == ("clicks", 42)
    for words in ("tnuoC ruoy skcilc", "skcilc ni lla", "woH netfo nac uoy kcilc?"):
        assert words in html
    assert '<mark class="stranger">sdrow ot</mark>' in html
    assert ">A regnarts's egap</h1>" in html
    assert "ydoboN knows." in html


def test_what_has_no_translation_or_a_fuzzy_one_stays_marked_and_counted(
    stranger: Plugins, folder: Path
) -> None:
    [edition] = Workshop(stranger).editions(
        folder, Plan((folder,), languages=("en-GB",))
    )
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
            self, message: Message, module: Module, language: str
        ) -> Translation | None:
            known = message.context == "title" or self.__name__ == "b"
            return Translation(f"{message.text} {self.__name__}") if known else None

    folder = write_module(tmp_path / "small")
    shop = Workshop(Plugins(Says("b"), Says("a")))
    module = shop.edition(shop.loader.load(folder), "it").module
    assert module.title == "A small module a"
    assert module.description == "For a test. b"


def test_an_identity_translation_gives_the_same_package_but_for_the_language(
    stranger: Plugins, folder: Path
) -> None:
    def files(language: str) -> dict[str, str]:
        out = folder.parent / language
        found = build_files(folder, out, stranger, languages=(language,))
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
    stranger: Plugins, folder: Path
) -> None:
    write_module(folder, {}, "options: {stranger: {wanted: x}}\nnonsense: 1\n")
    with pytest.raises(SourceError) as error:
        packages(folder, stranger, "web")
    assert [str(problem).split("\n")[0] for problem in error.value.problems] == [
        f'{folder}/module.yaml:5: stranger: unknown key "wanted"',
        f'{folder}/module.yaml:6: unknown key "nonsense"',
    ]


def test_a_plugin_may_complain_about_one_language(
    stranger: Plugins, folder: Path
) -> None:
    write_module(folder, {}, "options: {stranger: {unwanted: llams}}\n")
    plan = Plan((folder,), folder.parent / "dist", ("web",), ("en", "en-XA"))
    _, warnings = build(plan, stranger)
    [told] = [problem for problem in warnings if problem.code == "stranger-word"]
    assert str(told).startswith(
        f'{folder}/module.yaml:2: warning: the title says "llams" (en-XA)'
    )


def test_a_plugin_s_error_about_one_language_stops_the_build(folder: Path) -> None:
    from spread_elearn import Problem

    @hookimpl
    def check_edition(edition: Edition) -> list[Problem]:
        return [Problem("error", edition.module.where("title"), "not this one")]

    plugin = SimpleNamespace(__name__="mine", check_edition=check_edition)
    write_module(folder, {"lessons/01-clicks.md": "# One\n\nWords.\n"})
    with pytest.raises(SourceError, match="not this one"):
        packages(folder, Plugins(plugin), "web")
    assert list((folder.parent / "dist").iterdir()) == []


def test_an_activity_s_hooks_get_the_activity_itself(edition: Edition) -> None:
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert isinstance(counter, Activity)
    assert str(counter.source) == "lessons/01-clicks.md:8"
