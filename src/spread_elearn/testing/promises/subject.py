"""The plugin that is looked at, and a module with its examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spread_elearn.errors import SourceError
from spread_elearn.markdown.prose import activities_in
from spread_elearn.model import Activity, ActivityKind, Module, Script
from spread_elearn.plugins import Plugins
from spread_elearn.testing.sources import FRONT, MODULE, write_files
from spread_elearn.testing.steps import Kit, article_of

HEAD = f"{FRONT}# Examples\n\nA few words to read.\n"


@dataclass(frozen=True)
class Subject:
    """A plugin with a module that has all its examples in one lesson."""

    name: str
    alone: Plugins
    """This plugin and the tool's own parts."""
    kit: Kit
    kinds: Mapping[str, ActivityKind]
    """Those that this plugin offers."""
    folder: Path
    module: Module
    activities: tuple[Activity, ...]
    """Of this plugin, as they stand in the examples."""
    scripts: tuple[Script, ...]
    mistakes: tuple[str, ...]
    """What ``check`` says of the examples."""

    @property
    def sound(self) -> bool:
        """Whether the examples can be built."""
        return not self.mistakes

    @property
    def article(self) -> str:
        """The lesson with the examples, as HTML."""
        [edition] = self.kit.editions(self.folder, [self.module.language])
        return article_of(edition)


def subject_of(
    plugin: object, plugins: Plugins, examples: Sequence[str], folder: Path
) -> Subject:
    """Read the examples, or the starters of the plugin's kinds where none is given.

    Raises PluginError where the plugin does not fit.
    """
    alone = Plugins(plugin, installed=False)
    core = Plugins(installed=False).activities()
    kinds = {
        name: kind for name, kind in alone.activities().items() if name not in core
    }
    kit = Kit(plugins if plugins.has(plugin) else Plugins(plugin))
    texts = examples or [
        starter.markdown.replace("{id}", f"example-{name}-{number}")
        for name, kind in kinds.items()
        for number, starter in enumerate(kind.starters, 1)
    ]
    lesson = "\n".join([HEAD, *(f"{text}\n" for text in texts)])
    write_files(folder, {"module.yaml": MODULE, "lessons/01-examples.md": lesson})
    mistakes = _mistakes(kit, folder)
    module = kit.builder.loader.load(folder)
    found = activities_in(tuple(text.tokens for text in module.texts))
    activities = tuple(each for each in found if each.kind in kinds)
    used = frozenset(each.kind for each in activities)
    files = alone.files(module, used)
    scripts = tuple(each for each in files if isinstance(each, Script))
    name = getattr(plugin, "__name__", type(plugin).__name__)
    return Subject(
        name, alone, kit, kinds, folder, module, activities, scripts, mistakes
    )


def _mistakes(kit: Kit, folder: Path) -> tuple[str, ...]:
    try:
        kit.editions(folder)
    except SourceError as error:
        return tuple(map(str, error.problems))
    return ()
