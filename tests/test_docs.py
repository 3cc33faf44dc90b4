"""The reference says everything that there is, and what it shows works."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import click
import pytest
from markdown_it import MarkdownIt

import spread_elearn
from authoring import PNG
from small_modules import YAML
from spread_elearn import hookspecs
from spread_elearn.build import Builder, Plan
from spread_elearn.cli import make_cli
from spread_elearn.load.lessons import FRONT_MATTER
from spread_elearn.load.module import Loader
from spread_elearn.load.module_file import FUNDING, MODULE, OUTCOME
from spread_elearn.markdown.attributes import GENERAL_KEYS, THEME_CLASSES
from spread_elearn.plugins import Plugins

TESTS = Path(__file__).parent
REFERENCE = TESTS.parent / "docs" / "reference"
HOOKS = {
    name: hook
    for name, hook in vars(hookspecs).items()
    if hasattr(hook, "spread_elearn_spec")
}
PLUGINS = Plugins(installed=False)
COMMANDS = make_cli(PLUGINS).commands
PLACES = {
    "media/roles.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "media/raci.docx": "x",
    "media/clip.mp4": "x",
    "media/clip.vtt": "WEBVTT\n",
    "media/clip.md": "What is said.\n",
    "media/talk.mp3": "x",
    "media/talk.md": "What is said.\n",
    "lessons/02-roles.md": "# Roles\n\nWords.\n\n## Feedback\n\nMore.\n",
}


def reference(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def examples(name: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [
        token.content
        for token in MarkdownIt().parse(reference(name))
        if token.type == "fence" and token.info == language
    ]


# Hooks


@pytest.mark.parametrize("name", HOOKS)
def test_each_hook_has_a_heading_with_its_signature(name: str) -> None:
    signature = str(inspect.signature(HOOKS[name])).replace("'", "")
    assert f"### {name}{signature}\n" in reference("hooks.md")


@pytest.mark.parametrize("name", HOOKS)
def test_each_hook_has_a_test_and_the_stranger_uses_it(name: str) -> None:
    tests = "".join(path.read_text("utf-8") for path in TESTS.glob("test_plugins*.py"))
    assert re.search(rf"\b{name}\b", tests)
    stranger = TESTS / "thirdparty" / "spread_elearn_stranger" / "__init__.py"
    assert f"def {name}(" in stranger.read_text("utf-8")


def test_no_hook_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"^### (\w+)\(", reference("hooks.md"), re.M)) == set(HOOKS)


def test_the_examples_together_are_a_plugin_that_builds(tmp_path: Path) -> None:
    names: dict[str, Any] = {}
    for example in examples("hooks.md", "python"):
        exec(example, names)
    names["HERE"] = tmp_path
    hooks = {name: names[name] for name in HOOKS}
    plugins = Plugins(SimpleNamespace(__name__="example", **hooks), installed=False)
    template = tmp_path / "templates" / "stranger" / "counter.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ data.most }} {{ 'clicks' | shout }}</p>")
    folder = write(
        tmp_path / "m", "[Some]{.stranger}\n\n::: counter {#c most=7}\nX.\n:::\n"
    )
    shop = Builder(plugins)
    [edition] = shop.editions(folder, Plan((folder,), languages=("en-AU",)))
    page = edition.site.resources[0].content.decode()
    assert "<p>7 CLICKS</p>" in page
    assert edition.module.authors == ("A stranger",)
    assert [each.id for each in edition.questions] == ["c"]
    assert set(plugins.describe()[-1][1]) == set(HOOKS)
    assert "hello" in make_cli(plugins).commands


@pytest.mark.parametrize(
    "name", ["spread-answer", "spread-state", "spread-result", "spread-shown"]
)
def test_each_event_of_the_player_is_documented(name: str) -> None:
    scripts = (REFERENCE.parents[1] / "src/spread_elearn/theme/static").glob("*.js")
    assert any(f'"{name}"' in script.read_text("utf-8") for script in scripts)
    assert f"## `{name} {{" in reference("player-events.md")


def test_every_event_that_the_player_listens_to_is_documented() -> None:
    scripts = (REFERENCE.parents[1] / "src/spread_elearn/theme/static").glob("*.js")
    text = "".join(script.read_text("utf-8") for script in scripts)
    used = set(re.findall(r'(?:Event|EventListener)\("(spread-[a-z-]+)"', text))
    assert used
    documented = set(
        re.findall(r"^## `(spread-\w+) ", reference("player-events.md"), re.M)
    )
    assert used <= documented


# Commands


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_each_of_its_options_is_documented(name: str) -> None:
    section = re.search(
        rf"^## {name}\b(.*?)(?=^## |\Z)", reference("commands.md"), re.M | re.S
    )
    assert section, name
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert re.search(rf"`{option}\b", section[0]), option


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_documented_that_does_not_exist(name: str) -> None:
    section = re.search(
        rf"^## {name}\b(.*?)(?=^## |\Z)", reference("commands.md"), re.M | re.S
    )
    assert section
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section[0]))
    known = {option for each in COMMANDS[name].params for option in each.opts}
    assert told <= known


def test_each_option_has_a_help_text() -> None:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"


# Authoring


@pytest.mark.parametrize("name", PLUGINS.activities())
def test_each_kind_of_container_has_an_example(name: str) -> None:
    shown = "".join(examples("authoring.md", "markdown"))
    assert re.search(rf"^::: {name}\b", shown, re.M)
    assert f"`::: {name}`" in reference("authoring.md")


def named() -> Iterator[str]:
    yield from (f"`{key}`" for key in (*MODULE, *FRONT_MATTER, *OUTCOME, *FUNDING))
    yield from ("`knowledge`", "`skill`", "`responsibility`")
    yield from (f"`{key}=`" for key in GENERAL_KEYS)
    yield from (f"`.{name}`" for name in THEME_CLASSES)
    for kind in PLUGINS.activities().values():
        yield from (f"`{key}=`" for key in kind.attributes)
        yield from (f"`.{name}`" for name in kind.classes)


@pytest.mark.parametrize("name", sorted(set(named())))
def test_each_key_attribute_and_class_is_named(name: str) -> None:
    assert name in reference("authoring.md")


def test_each_kind_of_file_is_named() -> None:
    from spread_elearn.load.places import IMAGES, SOUNDS, VIDEOS
    from spread_elearn.markdown.links import DOWNLOADS

    text = reference("authoring.md")
    endings = (*DOWNLOADS, *IMAGES, *SOUNDS, *VIDEOS, "svg", "vtt")
    assert not [each for each in endings if not re.search(rf"`(\w+\.)?{each}`", text)]


def write(folder: Path, lesson: str, yaml: str = "") -> Path:
    """A module with this lesson, and everything that examples refer to."""
    head = lesson.startswith("---")
    titled = head or re.search("^# ", lesson, re.M)
    text = lesson if titled else f"---\ntitle: An example\n---\n{lesson}"
    texts = {"lessons/01-start.md": text, "module.yaml": yaml or YAML.format(id="m")}
    for name, content in {**PLACES, **texts}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (folder / "media/yard.png").write_bytes(PNG)
    return folder


@pytest.mark.parametrize("example", examples("authoring.md", "markdown"))
def test_each_example_of_a_lesson_is_read_without_a_problem(
    tmp_path: Path, example: str
) -> None:
    folder = write(tmp_path / "m", example)
    yaml = YAML.format(id="m") + "outcomes:\n"
    for id_ in ("K1", "S1"):
        yaml += f"  - {{id: {id_}, kind: skill, text: do it}}\n"
    (folder / "module.yaml").write_text(yaml)
    module = Loader(PLUGINS).load(folder)
    assert [str(problem) for problem in module.problems] == []
    assert module.lessons[0].tokens or module.lessons[0].standfirst


def test_the_example_of_module_yaml_has_every_key_and_no_problem(
    tmp_path: Path,
) -> None:
    [example] = examples("authoring.md", "yaml")
    module = Loader(PLUGINS).load(write(tmp_path / "m", "Words.\n", example))
    assert [str(problem) for problem in module.problems] == []
    assert set(MODULE) <= set(module.lines)


def prose(page: Path) -> str:
    """A page without its examples."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)


@pytest.mark.parametrize("page", sorted(REFERENCE.glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]+`", "", prose(page))
    for name, anchor in re.findall(r"\]\(([\w.-]*)(?:#([^)]*))?\)", text):
        target = REFERENCE / name if name else page
        assert target.is_file(), name
        headings = re.findall(r"^#+ (.*)$", prose(target), re.M)
        assert not anchor or anchor in map(_slug, headings), anchor


def _slug(heading: str) -> str:
    """As GitHub makes anchors."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


# names.md and theme.md


def test_the_page_of_public_names_is_what_its_script_makes() -> None:
    names = load_script("names")
    assert reference("names.md") == names.page(), "run docs/names.py"


def test_each_public_name_has_a_heading_and_says_what_it_is() -> None:
    text = reference("names.md")
    headings = re.findall(r"^### `(\w+).*`\n\n(.+)", text, re.M)
    public = {name for name in dir(spread_elearn) if not name.startswith("_")}
    assert {name for name, _ in headings} == public
    assert not [name for name, said in headings if said[0] in "|#"]


def test_the_page_of_the_theme_has_all_blocks_and_all_tokens() -> None:
    theme = TESTS.parent / "src" / "spread_elearn" / "theme"
    blocks = {
        (name, block)
        for name in ("page.html", "lesson.html")
        for block in re.findall(
            r"{% block (\w+) %}", (theme / "templates" / name).read_text("utf-8")
        )
    }
    text = reference("theme.md")
    assert {*re.findall(r"^\| `(\w+\.html)` \| `(\w+)`", text, re.M)} == blocks
    css = (theme / "static" / "base.css").read_text("utf-8").partition("/* 2")[0]
    tokens = {*re.findall(r"^\s*(--[\w-]+):", css, re.M)}
    assert {*re.findall(r"^\| `(--[\w-]+)`", text, re.M)} == tokens


def load_script(name: str) -> ModuleType:
    """A script of the documentation as a module."""
    path = TESTS.parent / "docs" / f"{name}.py"
    spec = spec_from_file_location(f"docs_{name}", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
