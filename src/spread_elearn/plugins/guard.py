"""One guard around everything that a plugin does.

An exception of a plugin becomes one plain message that names it and the hook, and what
it gives is looked at when it is taken: a text where a problem is meant is told there.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from spread_elearn.errors import PluginError

T = TypeVar("T")
_OURS = Path(__file__).parents[1]
_MINE = (click.ClickException, click.exceptions.Exit, click.Abort)
"""What is told in words already, and how click ends."""


def guarded(call: Callable[..., T], plugin: str, hook: str) -> Callable[..., T]:
    """*call*, whose exceptions become a PluginError that names plugin and hook."""

    @wraps(call)
    def guard(*arguments: Any, **named: Any) -> T:
        try:
            return call(*arguments, **named)
        except _MINE:
            raise
        except (Exception, SystemExit) as error:
            raise failure(plugin, hook, error) from error

    return guard


def failure(plugin: str, hook: str, error: BaseException) -> PluginError:
    """What is told of an exception in a plugin."""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return PluginError(
        f"plugin {plugin} failed in {hook}: {said} ({place_of(error)})\n"
        "    Tell its authors, or uninstall it. --debug shows where it happened."
    )


def place_of(error: BaseException) -> str:
    """``file.py:12`` of where an exception was raised, outside of this tool if it can.

    The file by its last two parts: enough to find it, nothing of whose machine it is.
    """
    frames = traceback.extract_tb(error.__traceback__)
    others = [each for each in frames if not Path(each.filename).is_relative_to(_OURS)]
    if not frames:
        return "nowhere"
    last = (others or frames)[-1]
    return f"{'/'.join(Path(last.filename).parts[-2:])}:{last.lineno}"


def offers(
    given: object, wanted: tuple[type, ...], plugin: str, hook: str
) -> tuple[Any, ...]:
    """What a hook has given, as a tuple. Raises PluginError for what is not meant."""
    names = " or ".join(each.__name__ for each in wanted)
    if given is None:
        return ()
    if isinstance(given, (str, bytes, *wanted)) or not isinstance(given, Iterable):
        raise PluginError(
            f"plugin {plugin}, hook {hook}: it gives a {type(given).__name__}, "
            f"and a list of {names} is meant.\n    Tell its authors."
        )
    found = guarded(lambda: tuple(given), plugin, hook)()
    for each in found:
        if not isinstance(each, wanted):
            raise PluginError(
                f"plugin {plugin}, hook {hook}: a {type(each).__name__} is in the "
                f"list, and {names} is meant.\n    Tell its authors."
            )
    return found


def guarded_offer(offer: T, plugin: str) -> T:
    """An offer whose callables are guarded: a kind, a format, a transform."""
    if not is_dataclass(offer) or isinstance(offer, type):
        return offer
    name = f"{type(offer).__name__} {getattr(offer, 'name', '')}".strip()
    changes = {
        field.name: guarded(value, plugin, f"{name}, {field.name}")
        for field in fields(offer)
        if callable(value := getattr(offer, field.name))
    }
    return replace(offer, **changes)
