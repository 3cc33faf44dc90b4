"""Transports, as a module's pages use them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from spread_elearn.errors import PluginError
from spread_elearn.model import Connection, Module, Script, Transport
from spread_elearn.render.assets import join, own_files


def connections_of(
    transports: Mapping[str, Transport], module: Module
) -> Mapping[str, Connection]:
    """What a page needs for each transport, and for those that it tries behind it.

    Raises PluginError for two scripts of one name, and for settings that are no JSON.
    """
    return {
        name: _connection(
            [transport, *(transports[other] for other in transport.otherwise)], module
        )
        for name, transport in sorted(transports.items())
    }


def _connection(chain: Sequence[Transport], module: Module) -> Connection:
    scripts = _scripts(chain)
    joined = [script for script in scripts if script.joined]
    return Connection(
        join([], joined) if joined else "",
        own_files(scripts),
        _policy(chain),
        _config(chain, module),
    )


def _scripts(chain: Sequence[Transport]) -> list[Script]:
    """Each once: two transports may share one."""
    found: dict[str, Script] = {}
    for transport in chain:
        for script in transport.scripts:
            if found.setdefault(script.href, script) != script:
                raise PluginError(
                    f"the transport {transport.name} brings another {script.href} "
                    f"than {chain[0].name}.\n    Put it into a folder of its own."
                )
    return sorted(found.values(), key=lambda script: (script.order, script.href))


def _policy(chain: Sequence[Transport]) -> dict[str, str]:
    """All sources that one of them needs, by directive."""
    names = sorted({name for transport in chain for name in transport.policy})
    return {
        name: " ".join(
            dict.fromkeys(
                source
                for transport in chain
                for source in transport.policy.get(name, "").split()
            )
        )
        for name in names
    }


def _config(chain: Sequence[Transport], module: Module) -> dict[str, object]:
    """What ``lms.js`` and the scripts find in ``spread.config``, where they need it."""
    own, *others = chain
    settings = {each.name: dict(each.settings(module)) for each in chain}
    used = {name: values for name, values in settings.items() if values}
    try:
        json.dumps(used)
    except (TypeError, ValueError) as error:
        raise PluginError(
            f"the settings of the transport {own.name} are no JSON: {error}\n"
            "    Give texts, numbers, lists and tables by name."
        ) from error
    config: dict[str, object] = {}
    if others:
        config["otherwise"] = [each.name for each in others]
    if used:
        config["settings"] = used
    return config
