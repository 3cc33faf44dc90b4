"""Finding plugins and asking them. The only module that talks to pluggy.

One ``Plugins`` is made in a run and passed along; there is no global one. Each hook
has a typed method here, so the rest of the program never sees pluggy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn.model import (
        ActivityKind,
        Document,
        Edition,
        Format,
        Language,
        Message,
        Module,
        Problem,
        Resource,
        Script,
        Style,
        Transform,
        Translation,
    )

BUILTIN = ("kinds", "formats.scorm12", "formats.scorm2004", "formats.web")
_COMMANDS = "register_commands"
T = TypeVar("T")


class Plugins:
    """All plugins of a run: the built-in ones, the installed ones, and *extra*.

    Raises PluginError for a misspelt hook, and when two offer the same name.
    """

    def __init__(self, *extra: object, installed: bool = True) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._built_in = False
        if installed:
            self._manager.load_setuptools_entrypoints(hookspecs.PROJECT)
        for plugin in extra:
            self._manager.register(plugin)
        self._check()

    def _check(self) -> None:
        known = {name for name, _ in _hooks()}
        for name, plugin in self._manager.list_name_plugin():
            for attribute in dir(plugin):
                mark = getattr(
                    getattr(plugin, attribute, None), "spread_elearn_impl", None
                )
                if mark and attribute not in known:
                    raise PluginError(f'plugin {name}: there is no hook "{attribute}"')
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise PluginError(str(error)) from error

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

    def activities(self) -> Mapping[str, ActivityKind]:
        return self._by_name("register_activities", lambda kind: kind.name)

    def transforms(self) -> list[Transform]:
        steps: Mapping[str, Transform] = self._by_name(
            "register_transforms", lambda step: step.name
        )
        return sorted(steps.values(), key=lambda step: (step.order, step.name))

    def formats(self) -> Mapping[str, Format]:
        return self._by_name("register_formats", lambda format_: format_.name)

    def load_documents(
        self, folder: Path, parse: Callable[..., Document | None]
    ) -> list[Document]:
        found = self._hook.load_documents(folder=folder, parse=parse)
        return sorted(_flat(found), key=lambda document: str(document.source))

    def prepare_markdown(self, md: MarkdownIt) -> None:
        self._hook.prepare_markdown(md=md)

    def template_loaders(self) -> list[jinja2.BaseLoader]:
        return list(self._hook.template_loader())

    def prepare_templates(self, env: jinja2.Environment) -> None:
        self._hook.prepare_templates(env=env)

    def extra_resources(self, module: Module) -> list[Resource | Script | Style]:
        found = _flat(self._hook.extra_resources(module=module))
        return sorted(found, key=lambda resource: resource.href)

    def languages(self, module: Module) -> list[Language]:
        found = {
            language.code: language
            for language in _flat(self._hook.module_languages(module=module))
        }
        return [found[code] for code in sorted(found)]

    def translate(
        self, message: Message, module: Module, language: str
    ) -> Translation | None:
        found: Translation | None = self._hook.translate(
            message=message, module=module, language=language
        )
        return found

    def player_words(self, language: str) -> list[Path]:
        return sorted(_flat(self._hook.player_words(language=language)))

    def check_module(self, module: Module) -> list[Problem]:
        return list(_flat(self._hook.check_module(module=module)))

    def check_edition(self, edition: Edition) -> list[Problem]:
        return list(_flat(self._hook.check_edition(edition=edition)))

    def describe(self) -> list[tuple[str, list[str]]]:
        """(plugin, hooks that it uses), by name; the built-in ones first."""
        self._hook  # noqa: B018  (registers the built-in ones)
        found = []
        for name, plugin in self._manager.list_name_plugin():
            callers = self._manager.get_hookcallers(plugin) or []
            found.append((name, sorted(caller.name for caller in callers)))
        return sorted(found, key=lambda item: (item[0] not in BUILTIN, item[0]))

    def _by_name(self, hook: str, name_of: Callable[[Any], str]) -> dict[str, Any]:
        offers: dict[str, Any] = {}
        givers: dict[str, str] = {}
        self._hook  # noqa: B018  (registers the built-in ones)
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            for offer in implementation.function() or ():
                name = name_of(offer)
                if name in offers:
                    both = " and ".join(
                        sorted([givers[name], implementation.plugin_name])
                    )
                    raise PluginError(f'two plugins offer "{name}": {both}')
                offers[name], givers[name] = offer, implementation.plugin_name
        return {name: offers[name] for name in sorted(offers)}


def _hooks() -> Iterator[tuple[str, Any]]:
    for name, value in vars(hookspecs).items():
        if hasattr(value, "spread_elearn_spec"):
            yield name, value


def _flat(results: Iterable[Iterable[T] | None]) -> list[T]:
    return [item for result in results for item in result or ()]
