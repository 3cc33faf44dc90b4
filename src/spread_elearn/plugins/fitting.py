"""Whether a plugin fits: the names of its hooks, and what they ask for."""

from __future__ import annotations

from spread_elearn import hookspecs
from spread_elearn.errors import PluginError


def check_names(plugin: object, name: str) -> None:
    """A hook with a misspelt name would never be called, and nobody would know."""
    known = [hook for hook, spec in vars(hookspecs).items() if _is(spec, "spec")]
    for attribute in dir(plugin):
        if attribute in known or not _is(getattr(plugin, attribute, None), "impl"):
            continue
        from difflib import get_close_matches

        near = get_close_matches(attribute, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Hooks: {', '.join(known)}."
        raise PluginError(f'plugin {name}: there is no hook "{attribute}".\n    {hint}')


def check_arguments(plugin: object, name: str) -> None:
    """A hook asks for what it may have, by its name."""
    for hook, spec in vars(hookspecs).items():
        own = getattr(plugin, hook, None)
        if not (_is(spec, "spec") and _is(own, "impl")):
            continue
        known = _arguments(spec)
        for asked in _arguments(own):
            if asked not in known:
                may = ", ".join(known) or "nothing"
                raise PluginError(
                    f'plugin {name}: {hook} has no argument "{asked}".\n'
                    f"    It may take: {may}."
                )


def _is(value: object, what: str) -> bool:
    return bool(getattr(value, f"{hookspecs.PROJECT}_{what}", None))


def _arguments(hook: object) -> list[str]:
    if not callable(hook):
        return []
    import inspect

    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [
        each.name
        for each in inspect.signature(hook).parameters.values()
        if each.name != "self" and each.kind in named and each.default is each.empty
    ]
