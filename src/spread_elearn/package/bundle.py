"""Several editions of a module become one, with a switch between its languages.

The page of the first language stays a whole page. Of each further language the page's
words stand in a classic script, ``index.it.js``, which the player loads when somebody
chooses that language: it is no request to anybody else, and costs nobody else anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

from spread_elearn.errors import PluginError
from spread_elearn.model import Edition, Resource, Site
from spread_elearn.render.assets import switch_script

_HTML = re.compile(r"<html\b(?P<rest>[^>]*)>")
_LANGUAGE = re.compile(r'<html\b[^>]*\blang="(?P<lang>[^"]*)" dir="(?P<dir>[^"]*)"')
_TITLE = re.compile(r"<title>(?P<title>.*?)</title>", re.DOTALL)
_BODY = re.compile(r"<body[^>]*>(?P<body>.*)</body>", re.DOTALL)
_LOADED = re.compile(
    r'<script src="[^"]*" defer></script>|<link rel="stylesheet" href="[^"]*">'
)
_CONFIG = re.compile(r"\AglobalThis\.spread=(?P<values>.*);\Z", re.DOTALL)


def bundle(editions: Sequence[Edition]) -> Edition:
    """One edition of all these, which are of one module; the first one opens."""
    first = editions[0]
    languages = tuple(edition.language for edition in editions)

    @cache
    def render(sco: str) -> Site:
        return _joined([edition.render(sco) for edition in editions], languages)

    return Edition(
        first.module,
        first.language,
        render,
        languages,
        first.questions,
        first.source,
    )


def _joined(sites: Sequence[Site], languages: Sequence[str]) -> Site:
    first = sites[0]
    pages = {sco.href for sco in first.scos}
    files: dict[str, Resource] = {}
    for site, language in zip(sites, languages, strict=True):
        for file in site.resources:
            if file.href not in pages:
                _keep(files, file)
            elif site is first:
                files[file.href] = _with_switch(file, languages, sites)
            else:
                _keep(files, _words(file, language, site.config))
    script = switch_script() + max((site.script for site in sites), key=len)
    config, more = _rooms(first.config, [site.config for site in sites])
    scos = tuple(replace(sco, state_size=sco.state_size + more) for sco in first.scos)
    return Site(scos, tuple(files.values()), config, script, first.connections)


def _rooms(first: str, configs: Sequence[str]) -> tuple[str, int]:
    """Each part gets the room that it needs in any language, and what that adds."""
    values = _values(first)
    rooms: dict[str, int] = values["config"]["keys"]
    most = {
        name: max(_values(config)["config"]["keys"].get(name, 0) for config in configs)
        for name in rooms
    }
    values["config"]["keys"] = most
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    more = sum(most.values()) - sum(rooms.values())
    return f"globalThis.spread={text};", more


def _values(config: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_part(_CONFIG, config)["values"])
    return found


def _keep(files: dict[str, Resource], file: Resource) -> None:
    """Of style sheets that differ the longer: a language may lack a plugin's page."""
    there = files.get(file.href)
    if there is None or len(there.content) < len(file.content):
        files[file.href] = file


def _with_switch(
    page: Resource, languages: Sequence[str], sites: Sequence[Site]
) -> Resource:
    """The first language's page knows which others there are, and by what name.

    It loads what any of them needs: a page of a plugin may stand in one of them only.
    """
    known = f'data-languages="{" ".join(languages)}" data-page="{_stem(page.href)}"'
    html = _HTML.sub(rf"<html\g<rest> {known}>", page.content.decode(), count=1)
    same = (file for site in sites for file in site.resources if file.href == page.href)
    wanted = [tag for file in same for tag in _LOADED.findall(file.content.decode())]
    more = [tag for tag in dict.fromkeys(wanted) if tag not in html]
    html = html.replace("</head>", "".join(f"{tag}\n" for tag in more) + "</head>", 1)
    return Resource(page.href, html.encode())


def _words(page: Resource, language: str, config: str) -> Resource:
    """A page in a further language as a script that hands it to the player."""
    html = page.content.decode()
    about = _part(_LANGUAGE, html)
    said = {
        "code": language,
        "lang": about["lang"],
        "dir": about["dir"],
        "title": unescape(_part(_TITLE, html)["title"]),
        "words": _values(config)["words"],
        "body": _part(_BODY, html)["body"],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    script = f"spread.language.take({text});\n"
    return Resource(f"{_stem(page.href)}.{language}.js", script.encode())


def _part(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    if found is None:
        raise PluginError(
            "a page cannot be bundled: its template has no <html lang dir>, "
            "<title> or <body>."
        )
    return found


def _stem(href: str) -> str:
    return href.removesuffix(".html")
