"""The wheel holds everything, and builds what the checkout builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from processes import ALL
from small_modules import tree, unzip

pytest_plugins = ("golden_module",)
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(out),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = out.glob("*.whl")
    return wheel


@pytest.mark.parametrize(
    "ending", [".html", ".js", ".css", ".po", ".md", ".yaml", ".typed"]
)
def test_the_wheel_holds_every_file_of_the_package(wheel: Path, ending: str) -> None:
    home = ROOT / "src"
    here = {
        path.relative_to(home).as_posix()
        for path in home.rglob(f"*{ending}")
        if "__pycache__" not in path.parts
    }
    assert here
    assert here <= unzip(wheel).keys()


def test_what_the_wheel_builds_is_what_the_checkout_builds(
    wheel: Path, folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "environment"
    venv.create(home)
    python = home / "bin" / "python"
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run(
        [python, "-c", find], capture_output=True, text=True, check=True
    )
    site = Path(found.stdout.strip())
    import click

    (site / "others.pth").write_text(str(Path(click.__file__).parents[1]))
    shutil.unpack_archive(wheel, site, "zip")
    command = ["-m", "spread_elearn", "build", str(folder), *ALL, "-o"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    for name, program in (("wheel", python), ("checkout", sys.executable)):
        done = subprocess.run(
            [program, *command, str(tmp_path / name)],
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert len(tree(tmp_path / "wheel")) == 3
    assert tree(tmp_path / "wheel") == tree(tmp_path / "checkout")
    where = [str(python), "-c", "import spread_elearn; print(spread_elearn.__file__)"]
    used = subprocess.run(
        where, env=environment, capture_output=True, text=True, check=True
    )
    assert used.stdout.startswith(str(home))
