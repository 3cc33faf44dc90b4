"""Everything that a fresh checkout needs, in two commands.

    python3 make.py build          install, and build the modules into dist/
    python3 make.py test           install what the tests need too, and run all of them
    python3 make.py test --long    with those that take too long for every change

Nothing is installed outside this folder, but Node.js and the browsers for the tests,
and those only as the administrator of a Debian system. What a run could not test is
named at its end.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
DRIVEN = {
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}
"""The programs that play in more browsers, and their packages (``tests/matrix``)."""
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Run one job; its exit code is ours."""
    jobs: dict[str, Callable[[], int]] = {
        "build": build,
        "test": test,
        "test --long": lambda: test("--long"),
    }
    if " ".join(arguments) not in jobs:
        print(__doc__)
        return 2
    if sys.version_info < OLDEST:
        stop(
            f"This is Python {sys.version.split()[0]}; it takes 3.11 or newer.",
            "Install a newer Python and run it with that: python3.12 make.py ...",
        )
    os.chdir(HERE)
    return jobs[" ".join(arguments)]()


def build() -> int:
    """Install into .venv and build the modules."""
    install(".")
    return run(BIN / "spread-elearn", "build", "modules")


def test(*options: str) -> int:
    """Install everything and run every check, pytest with these options.

    The exit code tells whether all held."""
    install(".[test]")
    need("npm", "nodejs", "npm")
    quietly = ("--no-audit", "--no-fund", "--loglevel=error")
    run_or_stop("npm", "ci", "--ignore-scripts", *quietly)
    need_chromium()
    want_browsers()
    tests = sorted(str(path) for path in (HERE / "tests" / "js").glob("*.test.mjs"))
    checks: list[tuple[str | Path, ...]] = [
        (BIN / "ruff", "format", "--check", "."),
        (BIN / "ruff", "check", "."),
        (BIN / "mypy",),
        (BIN / "lint-imports",),
        ("npx", "prettier", "--check", "."),
        ("node", "--test", *tests),
        (PYTHON, "-m", "pytest", *options),
    ]
    failed = [check for check in checks if run(*check) != 0]
    for check in failed:
        print(f"failed: {' '.join(str(part) for part in check[:3])}", file=sys.stderr)
    return 1 if failed else 0


def install(what: str) -> None:
    """This project and what it needs, into the folder's own environment."""
    if not PYTHON.exists():
        make_environment()
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if run(PYTHON, "-c", "import pip", quiet=True) != 0:
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    run_or_stop(*pip, "install", "--quiet", "--disable-pip-version-check", "-e", what)


def make_environment() -> None:
    """A virtual environment; without pip inside where the system keeps that apart."""
    if (
        importlib.util.find_spec("ensurepip")
        and run(sys.executable, "-m", "venv", VENV) == 0
    ):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("pip"):
        run_or_stop(sys.executable, "-m", "venv", "--without-pip", VENV)
        return
    if not can_install():
        stop(
            "This Python can make no virtual environment.",
            "On Debian and Ubuntu: sudo apt-get install python3-venv. "
            "Then run this again.",
        )
    apt("python3-venv")
    run_or_stop(sys.executable, "-m", "venv", VENV)


def need(program: str, *packages: str) -> None:
    """Have a program, from the system's packages where we may install them."""
    if shutil.which(program):
        return
    if can_install():
        apt(*packages)
    if not shutil.which(program):
        stop(
            f"The tests need {program}, and it is not here.",
            f"Install it (on Debian: sudo apt-get install {' '.join(packages)}).",
        )


def need_chromium() -> None:
    """The browser of the browser tests."""
    if not any(shutil.which(name) for name in CHROMIUM):
        need("chromium", "chromium", "fonts-noto-core")


def want_browsers() -> None:
    """The other browsers, where we may install them; pytest names what is lacking."""
    lacking = [package for program, package in DRIVEN.items() if not here(program)]
    if lacking and can_install():
        apt(*lacking)


def here(program: str) -> bool:
    return shutil.which(program) is not None


def can_install() -> bool:
    return (
        hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))
    )


def apt(*packages: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        env=environment,
    )


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a program here; returns its exit code, 127 where there is none."""
    sink = subprocess.DEVNULL if quiet else None
    words = [shutil.which(str(command[0])) or str(command[0]), *map(str, command[1:])]
    if not quiet:
        print(
            "$",
            " ".join(
                Path(words[0]).name if n == 0 else word
                for n, word in enumerate(words[:6])
            ),
            flush=True,
        )
    try:
        return subprocess.run(words, check=False, stdout=sink, stderr=sink).returncode
    except FileNotFoundError:
        return 127


def run_or_stop(*command: str | Path) -> None:
    if run(*command) != 0:
        stop(
            f"This failed: {' '.join(map(str, command[:4]))} ...",
            "What went wrong stands above. Without a network nothing can be installed.",
        )


def stop(what: str, then: str) -> None:
    sys.exit(f"{what}\n    {then}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
