"""The plugins that are installed, by their entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError


def installed_plugins() -> list[tuple[str, object]]:
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
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"plugin {point.name} cannot be loaded: {type(error).__name__}: {error}\n"
            f"    It comes with {home}. Update it or uninstall it."
        ) from error
    return plugin
