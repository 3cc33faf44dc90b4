"""Finding plugins and asking them. The only module that talks to pluggy.

One ``Plugins`` is made in a run and passed along; there is no global one. Each hook
has a typed method here, so the rest of the program never sees pluggy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError
from spread_elearn.plugins.fitting import check_arguments, check_names
from spread_elearn.plugins.folders import PluginFolder, template_names
from spread_elearn.plugins.guard import guarded, guarded_offer, offers
from spread_elearn.plugins.installed import installed_plugins

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import model
    from spread_elearn.plugins.project import ProjectPlugin

BUILTIN = ("kinds", "formats.scorm12", "formats.scorm2004", "formats.web")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ENDING = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")


class Plugins:
    """All plugins of a run: the built-in ones, the installed ones, and *extra*.

    Raises PluginError for a misspelt hook, and when two offer the same name.
    """

    def __init__(
        self,
        *extra: object,
        installed: bool = True,
        project: Iterable[ProjectPlugin] = (),
    ) -> None:
        self._given = extra, installed
        self.project = tuple(project)
        """The trusted files of a project, which other processes have to load too."""
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._built_in = False
        self._folders: dict[str, PluginFolder] = {}
        for name, plugin in installed_plugins() if installed else ():
            self._register(plugin, name)
        for plugin in extra:
            self._register(plugin, _name(plugin))
        for file in self.project:
            from spread_elearn.plugins.project import load

            self._register(load(file), file.name)

    def for_project(self, project: tuple[ProjectPlugin, ...]) -> Plugins:
        """These plugins and the trusted files of a project. Raises PluginError."""
        if project == self.project:
            return self
        extra, installed = self._given
        return Plugins(*extra, installed=installed, project=project)

    def _register(self, plugin: object, name: str) -> None:
        if self._manager.has_plugin(name) or name in BUILTIN:
            raise PluginError(
                f"two plugins are called {name}.\n    Uninstall one, or rename it."
            )
        check_names(plugin, name)
        try:
            self._manager.register(plugin, name)
        except pluggy.PluginValidationError as error:
            check_arguments(plugin, name)
            raise PluginError(f"plugin {name} does not fit: {error}") from error
        self._guard(plugin, name)
        if folder := _folder_of(plugin):
            self._folders[name] = PluginFolder(name, folder)

    def _guard(self, plugin: object, name: str) -> None:
        """Whatever goes wrong in a hook of this plugin names it."""
        for caller in self._manager.get_hookcallers(plugin) or ():
            for hook in caller.get_hookimpls():
                if hook.plugin is plugin:
                    guard = guarded(hook.function, name, caller.name)
                    hook.function = guard  # type: ignore[misc]

    @property
    def _hook(self) -> Any:
        """The hooks of all plugins. Built-in ones are imported at the first call."""
        if not self._built_in:
            self._built_in = True
            for name in BUILTIN:
                self._manager.register(import_module(f"spread_elearn.{name}"), name)
        return self._manager.hook

    def commands(self, cli: click.Group) -> list[PluginError]:
        """Ask the plugins (the built-in ones have none) for their commands.

        Returns what went wrong: the commands of one plugin may fail, and nobody else's.
        """
        failures = []
        for hook in self._manager.hook.register_commands.get_hookimpls():
            try:
                hook.function(*[cli for _ in hook.argnames])
            except PluginError as error:
                failures.append(error)
        return failures

    def activities(self) -> Mapping[str, model.ActivityKind]:
        return self._by_name(hookspecs.register_activities, "ActivityKind")

    def transforms(self) -> list[model.Transform]:
        steps: Mapping[str, model.Transform] = self._by_name(
            hookspecs.register_transforms, "Transform"
        )
        return sorted(steps.values(), key=lambda step: (step.order, step.name))

    def formats(self) -> Mapping[str, model.Format]:
        found: dict[str, model.Format] = self._by_name(
            hookspecs.register_formats, "Format"
        )
        for format_ in found.values():
            if not (_NAME.fullmatch(format_.name) and _ENDING.fullmatch(format_.ext)):
                raise PluginError(
                    f'the format "{format_.name}" cannot end in "{format_.ext}".\n'
                    "    Names are small letters, digits and hyphens; endings too, "
                    "with points between them."
                )
        return found

    def transports(self) -> Mapping[str, model.Transport]:
        from spread_elearn.plugins.transports import check_transports

        found: dict[str, model.Transport] = self._by_name(
            hookspecs.register_transports, "Transport"
        )
        check_transports(found)
        return found

    def source_places(self) -> list[model.SourcePlace]:
        found = self._all(hookspecs.source_places, "SourcePlace")
        return sorted(found, key=lambda place: place.name)

    def load_documents(
        self, folder: Path, parse: Callable[..., model.Document | None]
    ) -> list[model.Document]:
        given = {"folder": folder, "parse": parse}
        found = self._all(hookspecs.load_documents, "Document", **given)
        return sorted(found, key=lambda document: str(document.source))

    def prepare_markdown(self, md: MarkdownIt) -> None:
        self._hook.prepare_markdown(md=md)

    def template_loaders(self) -> list[jinja2.BaseLoader]:
        """Where plugins' templates are. Raises PluginError for a template twice."""
        import jinja2

        givers: dict[str, str] = {}
        found: list[jinja2.BaseLoader] = []
        for name, ask in self._asked(hookspecs.template_loader, {}):
            if loader := ask():
                found.append(loader)
                _take(givers, name, _listed(loader))
        for name, folder in sorted(self._folders.items()):
            if templates := folder.templates:
                found.append(jinja2.FileSystemLoader(templates))
                _take(givers, name, template_names(templates))
        return found

    def prepare_templates(self, env: jinja2.Environment) -> None:
        self._hook.prepare_templates(env=env)

    def files(
        self, module: model.Module, used: frozenset[str]
    ) -> list[model.Resource | model.Script | model.Style]:
        """What plugins add to pages; *used* are the kinds that stand in the module."""
        kinds = "Resource Script Style"
        found = self._all(hookspecs.extra_resources, kinds, module=module)
        shown = frozenset(lesson.template for lesson in module.lessons)
        for name, folder in sorted(self._folders.items()):
            own = self._kinds.get(name, frozenset())
            if folder.is_used(own, used, shown):
                found += folder.files(own, used)
        names = Counter(each.href for each in found)
        for twice in (name for name, count in sorted(names.items()) if count > 1):
            raise PluginError(
                f"two files of plugins are called {twice}.\n"
                "    A plugin's files begin with its name: flashcards/cards.js."
            )
        return sorted(found, key=lambda resource: resource.href)

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """Plugin -> the names of the kinds that it offers."""
        asked = self._asked(hookspecs.register_activities, {})
        return {
            name: frozenset(
                kind.name
                for kind in offers(
                    ask(), _types("ActivityKind"), name, "register_activities"
                )
            )
            for name, ask in asked
        }

    def languages(self, module: model.Module) -> list[model.Language]:
        offered = self._all(hookspecs.module_languages, "Language", module=module)
        found = {language.code: language for language in offered}
        return [found[code] for code in sorted(found)]

    def translate(
        self, unit: model.Unit, module: model.Module, language: str
    ) -> model.Translation | None:
        found: model.Translation | None = self._hook.translate(
            unit=unit, module=module, language=language
        )
        return found

    def player_words(self, language: str) -> list[Path]:
        """PO files in a language, else in the one that it is a form of."""
        found = {name: folder.words(language) for name, folder in self._folders.items()}
        asked = self._words_by_hook(language.partition("-")[0])
        asked |= {
            name: paths
            for name, paths in self._words_by_hook(language).items()
            if paths
        }
        by_hook = (path for paths in asked.values() for path in paths)
        return sorted({*filter(None, found.values()), *by_hook})

    def _words_by_hook(self, language: str) -> dict[str, tuple[Path, ...]]:
        hook = hookspecs.player_words
        return {
            name: offers(ask(), _types("Path"), name, hook.__name__)
            for name, ask in self._asked(hook, {"language": language})
        }

    def check_module(self, module: model.Module) -> list[model.Problem]:
        return self._problems(hookspecs.check_module, module=module)

    def check_edition(self, edition: model.Edition) -> list[model.Problem]:
        return self._problems(hookspecs.check_edition, edition=edition)

    def _problems(self, hook: Callable[..., Any], **given: Any) -> list[model.Problem]:
        """What all plugins complain of; a failure is a problem among the others."""
        from spread_elearn.model import Source, problem_of

        found: list[model.Problem] = []
        for name, ask in self._asked(hook, given):
            try:
                told = offers(ask(), _types("Problem"), name, hook.__name__)
                if odd := [
                    each for each in told if not isinstance(each.source, Source)
                ]:
                    raise PluginError(
                        f"plugin {name}, hook {hook.__name__}: the source of a Problem "
                        f"is a {type(odd[0].source).__name__}, and a Source is meant.\n"
                        "    Tell its authors."
                    )
                found += told
            except PluginError as error:
                found.append(problem_of(error.message, Source("module.yaml"), "plugin"))
        return found

    def _all(self, hook: Callable[..., Any], kinds: str, **given: Any) -> list[Any]:
        """What all plugins give through a hook. Raises PluginError."""
        return [
            each
            for name, ask in self._asked(hook, given)
            for each in offers(ask(), _types(kinds), name, hook.__name__)
        ]

    def _asked(
        self, hook: Callable[..., Any], given: Mapping[str, Any]
    ) -> Iterator[tuple[str, Callable[[], Any]]]:
        """(plugin, its hook with these values) of all that have it, as pluggy asks."""
        for each in reversed(getattr(self._hook, hook.__name__).get_hookimpls()):
            values = [given[name] for name in each.argnames]
            yield each.plugin_name, partial(each.function, *values)

    def has(self, plugin: object) -> bool:
        """Whether this very plugin is one of them."""
        return bool(self._manager.is_registered(plugin))

    def describe(self) -> list[tuple[str, list[str]]]:
        """(plugin, hooks that it uses), by name; the built-in ones first."""
        self._hook  # noqa: B018  (registers the built-in ones)
        found = []
        for name, plugin in self._manager.list_name_plugin():
            callers = self._manager.get_hookcallers(plugin) or []
            found.append((name, sorted(caller.name for caller in callers)))
        return sorted(found, key=lambda item: (item[0] not in BUILTIN, item[0]))

    def _by_name(self, hook: Callable[..., object], kind: str) -> dict[str, Any]:
        """What plugins offer through a hook. Raises PluginError for a name twice."""
        found: dict[str, Any] = {}
        givers: dict[str, str] = {}
        for giver, ask in self._asked(hook, {}):
            for offer in offers(ask(), _types(kind), giver, hook.__name__):
                name = offer.name
                if name in found:
                    both = " and ".join(sorted([givers[name], giver]))
                    raise PluginError(f'two plugins offer "{name}": {both}')
                found[name] = guarded_offer(offer, giver)
                givers[name] = giver
        return {name: found[name] for name in sorted(found)}


def _folder_of(plugin: object) -> Path | None:
    """The folder of a plugin that is a package, or the one beside its only file."""
    file = getattr(plugin, "__file__", None)
    if not isinstance(file, str):
        return None
    path = Path(file)
    return path.parent if path.name == "__init__.py" else path.with_suffix("")


def _listed(loader: jinja2.BaseLoader) -> list[str]:
    """The templates of a loader; none where it cannot list them."""
    try:
        return loader.list_templates()
    except TypeError:  # what jinja2 raises for a loader of functions
        return []


def _take(givers: dict[str, str], name: str, templates: Iterable[str]) -> None:
    for template in templates:
        if givers.setdefault(template, name) != name:
            both = " and ".join(sorted((givers[template], name)))
            raise PluginError(
                f"two plugins have a template {template}: {both}.\n"
                "    Uninstall one of the two."
            )


@cache
def _types(names: str) -> tuple[type, ...]:
    """Classes of the model by their names; imported when something is offered."""
    from spread_elearn import model

    return tuple(
        Path if name == "Path" else getattr(model, name) for name in names.split()
    )


def _name(plugin: object) -> str:
    own = getattr(plugin, "__name__", None)
    return own if isinstance(own, str) else f"{type(plugin).__name__}-{id(plugin)}"
