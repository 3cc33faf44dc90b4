"""Ways to speak to an LMS: the hook register_transports, and what pages make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from small_modules import build_files, write_module
from spread_elearn import (
    Edition,
    Format,
    Module,
    Options,
    Package,
    PluginError,
    Script,
    Site,
    Transport,
)
from spread_elearn.build import Builder, Plan, build
from spread_elearn.package.bundle import bundle
from spread_elearn.plugins import Plugins
from strangers import offering

pytest_plugins = ("stranger_fixtures",)

OWN = Script("post.js", "spread.transports.post = {};")
CORE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'"
)


def site_with(folder: Path, *transports: Transport, **more: object) -> Site:
    """The pages of a small module, where a plugin offers these."""
    plugins = Plugins(
        offering("posting", register_transports=list(transports), **more),
        installed=False,
    )
    module = write_module(folder / "m")
    [edition] = Builder(plugins).editions(module, Plan((module,), languages=("en",)))
    return edition.site


def texts(site: Site, name: str) -> dict[str, str]:
    return {
        file.href: file.content.decode()
        for file in site.files(name)
        if file.href.endswith((".html", ".js"))
    }


def policy(files: Mapping[str, str]) -> str:
    found = re.search(
        r'Content-Security-Policy" content="([^"]*)"', files["index.html"]
    )
    assert found
    return found[1].replace("&#x27;", "'")


def config(files: Mapping[str, str]) -> dict[str, object]:
    line = files["player.js"].split("\n")[1]
    found: dict[str, object] = json.loads(
        line.removeprefix("Object.assign(spread.config,").removesuffix(");")
    )
    return found


def test_a_name_that_nobody_offers_is_an_error_that_names_those_there_are(
    tmp_path: Path,
) -> None:
    site = site_with(tmp_path)
    said = r'no transport "cmi5".*\n.*scorm12, scorm2004, web\. .*register_transports'
    with pytest.raises(PluginError, match=said):
        site.files("cmi5")


def test_a_format_that_asks_for_such_a_name_writes_nothing(tmp_path: Path) -> None:
    def package(editions: tuple[Edition, ...], options: Options) -> Package:
        return Package(editions[0].site.files("cmi5"))

    format_ = Format("mine", "zip", package)
    plugins = Plugins(offering("mine", register_formats=[format_]), installed=False)
    folder = write_module(tmp_path / "m")
    with pytest.raises(PluginError, match='no transport "cmi5"'):
        build(Plan((folder,), tmp_path / "out", ("mine",)), plugins)
    assert [*(tmp_path / "out").iterdir()] == []


@pytest.mark.parametrize("name", ["scorm12", "scorm2004", "web"])
def test_the_core_s_pages_load_one_script_under_the_core_s_policy(
    tmp_path: Path, name: str
) -> None:
    files = texts(site_with(tmp_path, Transport("post", (OWN,))), name)
    assert policy(files) == CORE
    assert re.findall("<script [^>]*>", files["index.html"]) == [
        '<script src="player.js" defer>'
    ]
    assert sorted(files) == ["index.html", "player.js"]


def test_only_pages_for_scorm_know_scorm(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    assert "LMSInitialize" not in texts(site, "web")["player.js"]
    assert '"scorm.js"' not in texts(site, "web")["player.js"]
    for name, other in (("scorm12", "scorm2004"), ("scorm2004", "scorm12")):
        files = texts(site, name)
        assert files["player.js"].count('"scorm.js"') == 1
        assert config(files)["otherwise"] == [other]


def test_a_stranger_s_script_is_a_file_behind_the_player(tmp_path: Path) -> None:
    files = texts(site_with(tmp_path, Transport("post", (OWN,))), "post")
    scripts = re.findall('<script src="([^"]*)" defer>', files["index.html"])
    assert scripts == ["player.js", "post.js"]
    assert OWN.content in files["post.js"]
    assert OWN.content not in files["player.js"]
    assert config(files) == {"standard": "post", "limit": None}


def test_a_joined_one_is_part_of_the_player(tmp_path: Path) -> None:
    joined = Script("post.js", OWN.content, joined=True)
    files = texts(site_with(tmp_path, Transport("post", (joined,))), "post")
    assert sorted(files) == ["index.html", "player.js"]
    assert OWN.content in files["player.js"]


def test_its_policy_stands_in_place_of_the_core_s(tmp_path: Path) -> None:
    asked = {"connect-src": "https: 'self'", "form-action": "https://lms.example"}
    files = texts(site_with(tmp_path, Transport("post", (OWN,), asked)), "post")
    kept = CORE.removesuffix("; form-action 'none'")
    assert policy(files) == (
        f"{kept}; connect-src https: 'self'; form-action https://lms.example"
    )


def test_those_that_it_tries_else_come_along(tmp_path: Path) -> None:
    post = Transport("post", (OWN,), {"connect-src": "https:"}, ("mail", "scorm12"))
    more = Script("mail.js", "spread.transports.mail = {};")
    mail = Transport("mail", (more,), {"connect-src": "https: http:"})
    files = texts(site_with(tmp_path, post, mail), "post")
    assert sorted(files) == ["index.html", "mail.js", "player.js", "post.js"]
    assert policy(files).endswith("; connect-src https: http:")
    assert config(files)["otherwise"] == ["mail", "scorm12"]
    assert files["player.js"].count('"scorm.js"') == 1


def test_what_it_must_know_of_a_module_stands_in_its_config(tmp_path: Path) -> None:
    def settings(module: Module) -> Mapping[str, object]:
        return {"activity": f"https://lms.example/{module.id}"}

    site = site_with(tmp_path, Transport("post", (OWN,), settings=settings))
    known = {"post": {"activity": "https://lms.example/m"}}
    assert config(texts(site, "post"))["settings"] == known
    assert "settings" not in config(texts(site, "scorm12"))


def test_words_that_its_script_says_come_along(tmp_path: Path) -> None:
    script = Script("post.js", 'spread.word("table-name")')
    quiet = texts(site_with(tmp_path, Transport("post")), "post")
    saying = texts(site_with(tmp_path, Transport("post", (script,))), "post")
    assert '"table-name":' not in quiet["player.js"].split("\n")[0]
    assert '"table-name":' in saying["player.js"].split("\n")[0]


@pytest.mark.parametrize(
    ("transport", "said"),
    [
        (Transport("../evil"), "cannot be the name of a transport"),
        (Transport("post", policy={"script-src": "*"}), "asks for script-src"),
        (
            Transport("post", policy={"connect-src": 'https:"><script>'}),
            "are no sources for connect-src",
        ),
        (Transport("post", policy={"connect-src": "a; script-src *"}), "no sources"),
        (Transport("post", otherwise=("fax",)), "tries fax .* nobody offers"),
        (
            Transport("post", settings=lambda module: {"folder": module.folder}),
            "settings of the transport post are no JSON",
        ),
        (
            Transport("post", (Script("scorm.js", "1"),), otherwise=("scorm12",)),
            r"scorm12 brings another scorm\.js",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, transport: Transport, said: str
) -> None:
    with pytest.raises(PluginError, match=said):
        site_with(tmp_path, transport)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<html><head></head></html>", "its template has no <script"),
        (
            '<script src="player.js" defer></script>'
            '<meta content="default-src \'none\'" http-equiv="Content-Security-Policy">',
            "writes the policy in another way",
        ),
    ],
)
def test_a_theme_without_the_places_for_it_is_told(
    tmp_path: Path, page: str, said: str
) -> None:
    from jinja2 import DictLoader

    loader = DictLoader({"page.html": page})
    transport = Transport("post", (OWN,), {"connect-src": "https:"})
    site = site_with(tmp_path, transport, template_loader=loader)
    with pytest.raises(PluginError, match=said):
        site.files("post")


def test_pages_in_several_languages_speak_through_it_too(
    stranger: Plugins, edition: Edition
) -> None:
    [other] = Builder(stranger).editions(
        edition.module.folder, Plan((edition.module.folder,), languages=("en-AU",))
    )
    files = texts(bundle((edition, other)).site, "stranger-parent")
    assert "stranger/parent.js" in files
    assert '<script src="stranger/parent.js" defer>' in files["index.html"]


def test_the_plugin_of_the_how_to_builds(tmp_path: Path) -> None:
    """docs/how-to/a-new-format.md; its script is played in tests/js/portal.test.mjs."""
    page = Path(__file__).parents[1] / "docs" / "how-to" / "a-new-format.md"
    blocks = [
        each.content
        for each in MarkdownIt().parse(page.read_text("utf-8"))
        if each.info == "python"
    ]
    names: dict[str, Any] = {}
    for block in blocks[:2]:
        exec(block, names)
    hooks = {name: names[name] for name in ("register_formats", "register_transports")}
    plugin = SimpleNamespace(__name__="portal", **hooks)
    folder = write_module(tmp_path / "m")
    plugins = Plugins(plugin, installed=False)
    files = build_files(folder, tmp_path / "dist", plugins, formats=("portal",))
    assert json.loads(files["portal.json"])["start"] == "index.html"
    assert b"spread.transports.portal" in files["portal.js"]
    assert b'<script src="portal.js" defer>' in files["index.html"]
