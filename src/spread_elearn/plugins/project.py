"""Plugins of one project: the files ``plugins/*.py`` beside its modules.

Opening a stranger's folder must run nothing. So only files are taken that the user has
trusted (``trust``), and the Python that runs are the very bytes that were compared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import click

from spread_elearn.errors import PluginError
from spread_elearn.plugins import trust

FOLDER = "plugins"


@dataclass(frozen=True, slots=True)
class ProjectPlugin:
    """A file that the user has trusted, as it was then."""

    path: Path
    digest: str
    """See ``digest_of``."""

    @property
    def name(self) -> str:
        return self.path.stem


def files_of(home: Path) -> list[Path]:
    """The plugins in a project's folder, trusted or not, by their names."""
    return sorted(path for path in (home / FOLDER).glob("*.py") if path.is_file())


def of_projects(homes: Iterable[Path]) -> tuple[tuple[ProjectPlugin, ...], list[str]]:
    """The trusted plugins of projects, and what is told of those that are left out.

    *homes* are the folders in which modules stand. Raises click.UsageError for modules
    of several projects: a plugin is for its own only.
    """
    homes = list(homes)
    trusted: list[ProjectPlugin] = []
    left_out: list[str] = []
    for home in homes:
        known = trust.remembered(home) if files_of(home) else {}
        for path in files_of(home):
            digest = known.get(path.name)
            if digest and digest == digest_of(path):
                trusted.append(ProjectPlugin(path, digest))
            else:
                left_out.append(_left_out(path, changed=path.name in known))
    if trusted and len(homes) > 1:
        raise click.UsageError(
            f"{_short(trusted[0].path)} is for the modules beside it, and modules of "
            "other folders\nare asked for too. Run the command for each folder."
        )
    return tuple(trusted), left_out


def digest_of(path: Path) -> str:
    """SHA-256 of a plugin: its file, and all that stands in the folder of its name.

    Templates and scripts are code too. Raises PluginError where something of it cannot
    be read, or is a link to a folder elsewhere.
    """
    return _digest(path, _content(path))


def _digest(path: Path, content: bytes) -> str:
    whole = sha256(sha256(content).digest())
    home = path.with_suffix("")
    for each in sorted([home, *home.rglob("*")]):
        if each.is_symlink() and each.is_dir():
            raise PluginError(
                f"{_short(each)} is a link to a folder elsewhere.\n"
                "    Copy the folder itself to this place."
            )
        if each.is_file():
            whole.update(f"{each.relative_to(home).as_posix()}\0".encode())
            whole.update(sha256(_content(each)).digest())
    return whole.hexdigest()


def load(plugin: ProjectPlugin) -> ModuleType:
    """Run a trusted file. Raises PluginError where it has changed, or fails."""
    content = _content(plugin.path)
    if _digest(plugin.path, content) != plugin.digest:
        raise PluginError(_left_out(plugin.path, changed=True))
    whose = sha256(f"{plugin.path}\0{plugin.digest}".encode()).hexdigest()
    name = f"spread_elearn_project_{plugin.name}_{whose[:12]}"
    if name in sys.modules:
        return sys.modules[name]
    module = ModuleType(name)
    module.__file__ = str(plugin.path)
    sys.modules[name] = module  # data classes look for their module there
    try:
        exec(compile(content, plugin.path, "exec"), module.__dict__)  # noqa: S102
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        from spread_elearn.plugins.guard import place_of

        raise PluginError(
            f"{_short(plugin.path)} cannot be loaded: "
            f"{type(error).__name__}: {error} ({place_of(error)})\n"
            "    Mend it, or take it out of the folder."
        ) from error
    return module


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PluginError(f"{_short(path)} cannot be read: {error.strerror}.") from None


def _left_out(path: Path, *, changed: bool) -> str:
    """Two lines: what is left out, and what to do."""
    why = "it has changed since you trusted it" if changed else "it is not trusted yet"
    return (
        f"the plugin {_short(path)} is left out: {why}.\n"
        "    It can do on this computer what you can do. Read it, then: "
        f"spread-elearn plugins trust {_short(path.parents[1])}"
    )


def _short(path: Path) -> str:
    """A path as one types it here; as it is where it lies elsewhere."""
    here = Path().resolve()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
