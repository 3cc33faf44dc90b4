"""Finding plugins and asking them. The only module that talks to pluggy.

One ``Plugins`` is made in a run and passed along; there is no global one. Each hook
has a typed method here, so the rest of the program never sees pluggy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import model

BUILTIN = ("kinds", "formats.scorm12", "formats.scorm2004", "formats.web")
T = TypeVar("T")


class Plugins:
    """All plugins of a run: the built-in ones, the installed ones, and *extra*.

    Raises PluginError for a misspelt hook, and when two offer the same name.
    """

    def __init__(self, *extra: object, installed: bool = True) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._built_in = False
        for name, plugin in _installed() if installed else ():
            self._register(plugin, name)
        for plugin in extra:
            self._register(plugin, _name(plugin))

    def _register(self, plugin: object, name: str) -> None:
        if self._manager.has_plugin(name) or name in BUILTIN:
            raise PluginError(
                f"two plugins are called {name}.\n    Uninstall one, or rename it."
            )
        _check_names(plugin, name)
        try:
            self._manager.register(plugin, name)
        except pluggy.PluginValidationError as error:
            raise PluginError(f"plugin {name} does not fit: {error}") from error

    @property
    def _hook(self) -> Any:
        """The hooks of all plugins. Built-in ones are imported at the first call."""
        if not self._built_in:
            self._built_in = True
            for name in BUILTIN:
                self._manager.register(import_module(f"spread_elearn.{name}"), name)
        return self._manager.hook

    def commands(self, cli: click.Group) -> None:
        """Ask the plugins (the built-in ones have none) for their commands."""
        self._manager.hook.register_commands(cli=cli)

    def activities(self) -> Mapping[str, model.ActivityKind]:
        return self._by_name(hookspecs.register_activities)

    def transforms(self) -> list[model.Transform]:
        steps: Mapping[str, model.Transform] = self._by_name(
            hookspecs.register_transforms
        )
        return sorted(steps.values(), key=lambda step: (step.order, step.name))

    def formats(self) -> Mapping[str, model.Format]:
        return self._by_name(hookspecs.register_formats)

    def load_documents(
        self, folder: Path, parse: Callable[..., model.Document | None]
    ) -> list[model.Document]:
        found = self._hook.load_documents(folder=folder, parse=parse)
        return sorted(_flat(found), key=lambda document: str(document.source))

    def prepare_markdown(self, md: MarkdownIt) -> None:
        self._hook.prepare_markdown(md=md)

    def source_places(self) -> list[model.SourcePlace]:
        found = _flat(self._hook.source_places())
        return sorted(found, key=lambda place: place.name)

    def template_loaders(self) -> list[jinja2.BaseLoader]:
        return list(self._hook.template_loader())

    def prepare_templates(self, env: jinja2.Environment) -> None:
        self._hook.prepare_templates(env=env)

    def extra_resources(
        self, module: model.Module
    ) -> list[model.Resource | model.Script | model.Style]:
        found = _flat(self._hook.extra_resources(module=module))
        return sorted(found, key=lambda resource: resource.href)

    def languages(self, module: model.Module) -> list[model.Language]:
        found = {
            language.code: language
            for language in _flat(self._hook.module_languages(module=module))
        }
        return [found[code] for code in sorted(found)]

    def translate(
        self, unit: model.Unit, module: model.Module, language: str
    ) -> model.Translation | None:
        found: model.Translation | None = self._hook.translate(
            unit=unit, module=module, language=language
        )
        return found

    def player_words(self, language: str) -> list[Path]:
        return sorted(_flat(self._hook.player_words(language=language)))

    def check_module(self, module: model.Module) -> list[model.Problem]:
        return list(_flat(self._hook.check_module(module=module)))

    def check_edition(self, edition: model.Edition) -> list[model.Problem]:
        return list(_flat(self._hook.check_edition(edition=edition)))

    def describe(self) -> list[tuple[str, list[str]]]:
        """(plugin, hooks that it uses), by name; the built-in ones first."""
        self._hook  # noqa: B018  (registers the built-in ones)
        found = []
        for name, plugin in self._manager.list_name_plugin():
            callers = self._manager.get_hookcallers(plugin) or []
            found.append((name, sorted(caller.name for caller in callers)))
        return sorted(found, key=lambda item: (item[0] not in BUILTIN, item[0]))

    def _by_name(self, hook: Callable[..., object]) -> dict[str, Any]:
        """What plugins offer through a hook. Raises PluginError for a name twice."""
        offers: dict[str, Any] = {}
        givers: dict[str, str] = {}
        for implementation in getattr(self._hook, hook.__name__).get_hookimpls():
            for offer in implementation.function() or ():
                name = offer.name
                if name in offers:
                    both = " and ".join(
                        sorted([givers[name], implementation.plugin_name])
                    )
                    raise PluginError(f'two plugins offer "{name}": {both}')
                offers[name], givers[name] = offer, implementation.plugin_name
        return {name: offers[name] for name in sorted(offers)}


def _installed() -> list[tuple[str, object]]:
    """(name, plugin), sorted backwards: pluggy asks the last that came first."""
    points = entry_points(group=hookspecs.PROJECT)
    homes: dict[str, str] = {}
    for point in points:
        home = point.dist.name if point.dist else point.value
        if point.name in homes:
            both = " and ".join(sorted([homes[point.name], home]))
            raise PluginError(
                f"two plugins are called {point.name}: they come with {both}.\n"
                "    Uninstall one of the two."
            )
        homes[point.name] = home
    ordered = sorted(points, key=lambda point: point.name, reverse=True)
    return [(point.name, _load(point, homes[point.name])) for point in ordered]


def _load(point: EntryPoint, home: str) -> object:
    try:
        plugin: object = point.load()
    except Exception as error:
        raise PluginError(
            f"plugin {point.name} cannot be loaded: {type(error).__name__}: {error}\n"
            f"    It comes with {home}. Update it or uninstall it."
        ) from error
    return plugin


def _name(plugin: object) -> str:
    own = getattr(plugin, "__name__", None)
    return own if isinstance(own, str) else f"{type(plugin).__name__}-{id(plugin)}"


def _check_names(plugin: object, name: str) -> None:
    """A hook with a misspelt name would never be called, and nobody would know."""
    known = [hook for hook, spec in vars(hookspecs).items() if _is(spec, "spec")]
    for attribute in dir(plugin):
        if attribute in known or not _is(getattr(plugin, attribute, None), "impl"):
            continue
        near = get_close_matches(attribute, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Hooks: {', '.join(known)}."
        raise PluginError(f'plugin {name}: there is no hook "{attribute}".\n    {hint}')


def _is(value: object, what: str) -> bool:
    return bool(getattr(value, f"{hookspecs.PROJECT}_{what}", None))


def _flat(results: Iterable[Iterable[T] | None]) -> list[T]:
    return [item for result in results for item in result or ()]
