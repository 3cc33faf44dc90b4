"""The plugins that are installed, by their entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError


def installed_plugins() -> list[tuple[str, object]]:
    """(name, plugin), sorted backwards: pluggy asks the last that came first.

    Raises PluginError for two of one name, and for one that cannot be imported.
    """
    points = entry_points(group=hookspecs.PROJECT)
    found: dict[str, EntryPoint] = {}
    for point in points:
        if point.name in found:
            both = " and ".join(sorted(map(_home, (found[point.name], point))))
            raise PluginError(
                f"two plugins are called {point.name}: they come with {both}.\n"
                "    Uninstall one of the two."
            )
        found[point.name] = point
    return [(name, _load(found[name])) for name in sorted(found, reverse=True)]


def _home(point: EntryPoint) -> str:
    """The distribution of a plugin. Its metadata are read for a message only."""
    return point.dist.name if point.dist else point.value


def _load(point: EntryPoint) -> object:
    try:
        plugin: object = point.load()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"plugin {point.name} cannot be loaded: {type(error).__name__}: {error}\n"
            f"    It comes with {_home(point)}. Update it or uninstall it."
        ) from error
    return plugin
