"""A Module becomes an Edition: pages, with their one script and one style sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

import click
import jinja2
from markdown_it import MarkdownIt

from spread_elearn.errors import PluginError
from spread_elearn.localise.player_words import Words, words_in
from spread_elearn.markdown.prose import activities_in, plain_text
from spread_elearn.model import (
    ActivityKind,
    Connection,
    Edition,
    Lesson,
    Module,
    Resource,
    Sco,
    Script,
    Site,
    Source,
    Style,
    Transport,
    Unit,
)
from spread_elearn.plugins import Plugins
from spread_elearn.plugins.guard import place_of
from spread_elearn.render.assets import (
    THEME,
    core_scripts,
    core_styles,
    join,
    own_files,
)
from spread_elearn.render.connections import connections_of
from spread_elearn.render.page import Page
from spread_elearn.render.questions import questions_of, state_size
from spread_elearn.render.resources import media_files, used_media
from spread_elearn.render.state_keys import (
    key_names,
    lesson_key,
    make_keys,
    part_key,
    stateful,
)

SiteFile: TypeAlias = Resource | Script | Style
_QUOTED = re.compile(r"""["']([a-z][a-z-]*)["']""")


@dataclass(frozen=True)
class Renderer:
    """Templates, parser and plugins of one run. ``edition`` is its purpose."""

    plugins: Plugins
    md: MarkdownIt
    kinds: Mapping[str, ActivityKind]
    env: jinja2.Environment
    transports: Mapping[str, Transport]

    @classmethod
    def make(
        cls, plugins: Plugins, md: MarkdownIt, kinds: Mapping[str, ActivityKind]
    ) -> Renderer:
        theme = jinja2.FileSystemLoader(str(THEME / "templates"))
        named = jinja2.PrefixLoader({"theme": theme})
        loader = jinja2.ChoiceLoader([named, *plugins.template_loaders(), theme])
        env = jinja2.Environment(
            loader=loader,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        env.filters["plain"] = plain_text
        plugins.prepare_templates(env)
        return cls(plugins, md, kinds, env, plugins.transports())

    def edition(
        self, module: Module, files: Callable[[], Iterable[SiteFile]], source: Module
    ) -> Edition:
        """A module (localised, transformed) as an Edition; nothing is rendered yet.

        *files* gives what stands beside its pages: those of plugins, the sources.
        *source* is the module as its author wrote it.
        """

        @cache
        def render(sco: str) -> Site:
            return self._site(module, sco, [*files()])

        questions = questions_of(module.lessons, self.kinds)
        language = module.language
        return Edition(module, language, render, (language,), questions, source)

    def files(self, module: Module) -> tuple[SiteFile, ...]:
        """What plugins add to a module's pages."""
        return tuple(self.plugins.files(module, _kinds_in(module)))

    def _site(self, module: Module, sco: str, extras: Sequence[SiteFile]) -> Site:
        lessons = tuple(lesson for lesson in module.lessons if lesson.role != "teacher")
        keys = self._keys(module)
        words = self.words(module)
        own = own_files(each for each in extras if isinstance(each, Script | Style))
        groups = _groups(module, lessons, sco)
        hrefs = tuple(file.href for file in own)
        pages = [
            self._page(module, words, keys, group, lessons, hrefs) for group in groups
        ]
        scos = tuple(
            Sco(id_, title, href, group, state_size(group, self.kinds, keys))
            for id_, title, href, group in groups
        )
        scripts = [item for item in extras if isinstance(item, Script)]
        script = join(core_scripts(), scripts)
        connections = connections_of(self.transports, module)
        everything = [
            script,
            *(item.content for item in scripts),
            *map(_scripts_of, connections.values()),
        ]
        config = self._config(module, words, "\n".join(everything), keys)
        resources = (*pages, *self._files(module, extras), *own)
        return Site(scos, resources, config, script, connections)

    def _keys(self, module: Module) -> Mapping[str, str]:
        """Keys of all lessons and parts of the module, whatever of it is packed."""
        lessons = (*module.lessons, *module.left_out)
        ids = [lesson_key(lesson) for lesson in lessons]
        parts = [part_key(id_) for id_ in stateful(lessons, self.kinds)]
        return make_keys([*ids, *parts])

    def words(self, module: Module) -> Words:
        """The player's words; plugins that translate are asked for missing ones."""
        language, plugins = module.language, self.plugins

        def say(text: str) -> str:
            message = Unit(text, "player", Source("module.yaml"))
            found = plugins.translate(message, module, language)
            return found.text if found and found.state == "translated" else text

        english = plugins.player_words("en")
        if language == "en":
            return words_in(language, (), english)
        return words_in(language, plugins.player_words(language), english, say)

    def _page(
        self,
        module: Module,
        words: Words,
        keys: Mapping[str, str],
        group: tuple[str, str, str, tuple[Lesson, ...]],
        packed: tuple[Lesson, ...],
        own_files: tuple[str, ...],
    ) -> Resource:
        id_, title, href, lessons = group
        page = Page(
            module, words, self.kinds, keys, self.md, self._template, lessons, packed
        )
        entries = _entries(lessons, module, keys, page)
        html = self._template("page.html")(
            page=page,
            module=module,
            sco=id_,
            title=title,
            entries=entries,
            counted=sum(entry.lesson.role == "lesson" for entry in entries),
            end=_last_lesson(entries),
            place=_place(lessons, module, packed) if id_ != "module" else None,
            licence_url=module.licence_url,
            own_files=own_files,
        )
        return Resource(href, html.encode())

    @property
    def _template(self) -> Callable[[str], Callable[..., str]]:
        def template(name: str) -> Callable[..., str]:
            return partial(_rendered, self.env, name)

        return template

    def _config(
        self, module: Module, words: Words, script: str, keys: Mapping[str, str]
    ) -> str:
        packed = [lesson for lesson in module.lessons if lesson.role != "teacher"]
        config: dict[str, object] = {
            "module": module.id,
            "version": module.version,
            "language": module.language,
            "passMark": module.pass_mark if module.has_assessment else None,
            "attempts": module.attempts,
            "report": module.report,
            "keys": key_names(packed, self.kinds, keys),
        }
        if module.profile.done:
            config["done"] = module.profile.done
        used = sorted(set(_QUOTED.findall(script)) & set(words.forms))
        forms = ((key, words.forms[key]) for key in used)
        said = {key: each[0] if len(each) == 1 else each for key, each in forms}
        values = json.dumps(
            {"config": config, "words": said}, ensure_ascii=False, separators=(",", ":")
        )
        return f"globalThis.spread={values};"

    def _files(
        self, module: Module, extras: Iterable[Resource | Script | Style]
    ) -> Iterable[Resource]:
        styles = [item for item in extras if isinstance(item, Style)]
        yield Resource("player.css", join(core_styles(), styles).encode())
        yield from (item for item in extras if isinstance(item, Resource))
        yield from media_files(used_media(module))


def _kinds_in(module: Module) -> frozenset[str]:
    """The kinds that stand in what learners read."""
    texts = (text.tokens for text in module.texts)
    transcripts = (medium.transcript for medium in module.media)
    found = activities_in((*texts, *transcripts))
    return frozenset(activity.kind for activity in found)


def _scripts_of(connection: Connection) -> str:
    own = (file.content.decode() for file in connection.files)
    return "\n".join([connection.script, *own])


def _rendered(env: jinja2.Environment, name: str, **values: object) -> str:
    """A template's text. Raises PluginError that names it for whatever goes wrong."""
    try:
        return env.get_template(name).render(**values)
    except click.ClickException:
        raise
    except jinja2.TemplateNotFound as error:
        raise PluginError(
            f"there is no template {error.name}.\n"
            "    A plugin's templates stand in its folder templates."
        ) from error
    except jinja2.TemplateError as error:
        line = (
            f":{error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        )
        raise PluginError(
            f"the template {name}{line} cannot be used: {error.message or error}"
        ) from error
    except Exception as error:
        raise PluginError(
            f"the template {name} cannot be used: {error} ({place_of(error)})\n"
            "    Tell the authors of its plugin. --debug shows where it happened."
        ) from error


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A lesson in the list of contents."""

    lesson: Lesson
    key: str
    number: int | None
    label: str
    title: str


def _entries(
    lessons: Iterable[Lesson], module: Module, keys: Mapping[str, str], page: Page
) -> list[ContentsEntry]:
    numbered = [lesson.id for lesson in module.counted if not lesson.assessment]
    entries = []
    for lesson in lessons:
        number = numbered.index(lesson.id) + 1 if lesson.id in numbered else None
        title = plain_text(lesson.title)
        label = page.word("numbered", number=number, title=title) if number else title
        entries.append(
            ContentsEntry(lesson, keys[lesson_key(lesson)], number, label, title)
        )
    return entries


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands that is an item of its own."""

    number: int | None
    """Its number among the lessons; an assessment has none."""
    total: int
    next: str
    """The title of the lesson behind it, or nothing."""


def _place(
    shown: Sequence[Lesson], module: Module, packed: Sequence[Lesson]
) -> Place | None:
    lesson = shown[0]
    if lesson.role != "lesson":
        return None
    numbered = [each.id for each in module.counted if not each.assessment]
    number = numbered.index(lesson.id) + 1 if lesson.id in numbered else None
    counted = [each for each in packed if each.role == "lesson"]
    behind = counted[counted.index(lesson) + 1 :]
    title = plain_text(behind[0].title) if behind else ""
    return Place(number, len(numbered), title)


def _last_lesson(entries: list[ContentsEntry]) -> int:
    """Where the way through ends: pages behind the last lesson are for looking up."""
    lessons = [n for n, entry in enumerate(entries) if entry.lesson.role == "lesson"]
    return max(lessons, default=len(entries) - 1)


def _groups(
    module: Module, lessons: tuple[Lesson, ...], sco: str
) -> list[tuple[str, str, str, tuple[Lesson, ...]]]:
    """(id, title, file, lessons) of each page."""
    if sco == "module":
        return [("module", module.title, "index.html", lessons)]
    return [
        (lesson.id, plain_text(lesson.title), f"{lesson.id}.html", (lesson,))
        for lesson in lessons
    ]
