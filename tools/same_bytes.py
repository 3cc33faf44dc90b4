"""Do two checkouts build the same bytes?

    python tools/same_bytes.py OLD NEW [--modules FOLDER]

Builds all modules in all formats and languages, and once more as bundles, with the
code of both checkouts, and compares every file; of archives that differ, every entry is
told. The modules are those of OLD, so that only the code can make a difference. Exit
code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

SHOWN = 6
"""So many entries of an archive are named."""
LIST_FORMATS = "from spread_elearn.plugins import Plugins; print(*Plugins().formats())"


def main() -> int:
    """Build twice, compare, say what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--modules", type=Path, help="default: those of OLD")
    asked = parser.parse_args()
    modules = (asked.modules or asked.old / "modules").resolve()
    with tempfile.TemporaryDirectory() as folder:
        old = build_all(asked.old.resolve(), modules, Path(folder) / "old")
        new = build_all(asked.new.resolve(), modules, Path(folder) / "new")
        differences = [*compare(old, new)]
    for line in differences:
        print(line)
    print(f"{len(old)} files before, {len(new)} after: {len(differences)} differences")
    return 1 if differences or not old else 0


def build_all(checkout: Path, modules: Path, out: Path) -> dict[str, bytes]:
    """Name -> bytes of everything that the code of *checkout* builds."""
    formats = run(checkout, "-c", LIST_FORMATS).split()
    chosen = [part for name in formats for part in ("-f", name)]
    build = ["-m", "spread_elearn", "build", str(modules), *chosen]
    run(checkout, *build, "-o", str(out / "each"))
    run(checkout, *build, "--bundle", "-o", str(out / "bundle"))
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def run(checkout: Path, *arguments: str) -> str:
    """What this Python prints with the code of *checkout*; stops where it fails."""
    sources = os.pathsep.join(str(checkout / name) for name in ("src", "plugins"))
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": sources},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{checkout}: {' '.join(arguments[:4])} ...\n{done.stderr}")
    return done.stdout


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    """A line for each file that differs, or that only one checkout builds."""
    for name in sorted({*old, *new}):
        if name not in new:
            yield f"only before: {name}"
        elif name not in old:
            yield f"only after: {name}"
        elif old[name] != new[name]:
            before, after = entries(old[name]), entries(new[name])
            inside = [
                each
                for each in sorted({*before, *after})
                if before.get(each) != after.get(each)
            ]
            more = f" and {len(inside) - SHOWN} more" if len(inside) > SHOWN else ""
            yield f"{name} differs: {', '.join(inside[:SHOWN]) or 'as a whole'}{more}"


def entries(content: bytes, above: str = "") -> dict[str, str]:
    """Name -> digest of what an archive holds, archives inside too; else of itself."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {above: hashlib.sha256(content).hexdigest()}
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found |= entries(archive.read(name), f"{above}!{name}" if above else name)
    return found


if __name__ == "__main__":
    sys.exit(main())
