"""The modules that a command is asked for: found, with their project's plugins, read.

Plugins' commands come here by ``takes_modules`` and ``load_modules``. Both are on the
way to ``--help``, so what reads is imported inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from spread_elearn.plugins import Plugins

if TYPE_CHECKING:
    from spread_elearn.load.module import Loader
    from spread_elearn.model import Module

Command = TypeVar("Command", bound=Callable[..., Any])
_READERS = "spread_elearn.readers"
"""Where a running command keeps its readers: a parser is made once in a run."""
_SAID = "spread_elearn.said"
"""What it has said of plugins that are left out: once is enough."""

modules_argument = click.argument(
    "modules", nargs=-1, metavar="[MODULE]...", type=click.Path(path_type=Path)
)


def asked_modules(
    paths: Iterable[Path], plugins: Plugins
) -> tuple[tuple[Path, ...], Plugins]:
    """The folders that arguments mean, and the plugins of the run for them.

    Those are *plugins* and the trusted ones beside the modules; others are named and
    left out. Raises click.UsageError where there is no module, PluginError.
    """
    from spread_elearn.load.find import find_modules

    folders = find_modules(paths)
    homes = dict.fromkeys(folder.resolve().parent for folder in folders)
    if not any((home / "plugins").is_dir() for home in homes):
        return folders, plugins
    from spread_elearn.plugins.project import of_projects

    trusted, left_out = of_projects(homes)
    context = click.get_current_context(silent=True)
    said = context.meta.setdefault(_SAID, set()) if context else set()
    for sentence in left_out:
        if sentence not in said:
            click.echo(f"Warning: {sentence}", err=True)
        said.add(sentence)
    return folders, plugins.for_project(trusted)


def takes_modules(command: Command) -> Command:
    """A command's function with the argument ``[MODULE]...``, given as read modules.

    It is called with ``modules``, a tuple of ``Module``, beside its own options:

        @click.command()
        @takes_modules
        def links(modules): ...

    Without arguments, every module below the current folder is meant. Mistakes in
    their sources end the command, told as ``check`` tells them: see ``load_modules``.
    """

    @modules_argument
    def run(*given: Any, modules: tuple[Path, ...], **asked: Any) -> Any:
        return command(*given, modules=load_modules(modules), **asked)

    own = getattr(command, "__click_params__", [])
    paths = getattr(run, "__click_params__", [])
    update_wrapper(run, command)
    run.__click_params__ = [*own, *paths]  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def load_modules(
    paths: Iterable[Path] = (), *, with_mistakes: bool = False
) -> tuple[Module, ...]:
    """The modules that these paths mean, read with the plugins of the running command.

    A path is a module's folder, or a folder of such folders; without any, the current
    folder is meant. Raises click.UsageError where there is no module, and SourceError
    with all mistakes of all of them, unless *with_mistakes*: then they are in
    ``Module.problems``, and what could not be read is missing.
    """
    from spread_elearn.errors import SourceError
    from spread_elearn.load.find import located

    folders, reader = reader_for(paths)
    modules = tuple(reader.load(folder) for folder in folders)
    wrong = [
        located(problem, module.folder)
        for module in modules
        for problem in module.problems
        if problem.level == "error"
    ]
    if wrong and not with_mistakes:
        raise SourceError(wrong)
    return modules


def reader_for(paths: Iterable[Path]) -> tuple[tuple[Path, ...], Loader]:
    """The folders that paths mean, and the running command's loader for them.

    Raises click.UsageError where there is no module, PluginError.
    """
    from spread_elearn.load.module import Loader

    context = click.get_current_context(silent=True)
    plugins = (context and context.find_object(Plugins)) or Plugins()
    folders, plugins = asked_modules(paths, plugins)
    kept = context.meta.setdefault(_READERS, {}) if context else {}
    if plugins.project not in kept:
        kept[plugins.project] = Loader(plugins)
    return folders, kept[plugins.project]
