"""LMS profiles: what an author left open is filled, what was chosen is kept and told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authoring import LESSON, MODULE, ModuleFolder
from spread_elearn.model import PROFILES

if TYPE_CHECKING:
    from spread_elearn.testing import Spread

TWO = {"lessons/01-one.md": LESSON, "lessons/02-two.md": LESSON.replace("One", "Two")}


def player_of(out: Path) -> tuple[str, str]:
    """The name of the only package, and its script."""
    [package] = out.glob("*.zip")
    with zipfile.ZipFile(package) as archive:
        return package.name, archive.read("player.js").decode()


@pytest.mark.parametrize("name", PROFILES)
def test_a_module_builds_for_each_lms_and_info_tells_its_settings(
    name: str, module_folder: ModuleFolder, spread: Spread, tmp_path: Path
) -> None:
    folder = module_folder(TWO)
    built = spread("build", folder, "--lms", name, "-o", tmp_path / "out")
    assert built.exit_code == 0, built.output
    profile = PROFILES[name]
    package, player = player_of(tmp_path / "out")
    assert package == f"demo-1.0.0.en.{name}.{profile.format}.zip"
    assert (f'"done":"{profile.done}"' in player) == bool(profile.done)
    told = spread("info", folder, "--lms", name).output
    assert f"Settings that match in {profile.title}" in told
    for sentence in profile.settings:
        assert sentence in told


def test_module_yaml_may_name_the_lms(
    module_folder: ModuleFolder, spread: Spread, tmp_path: Path
) -> None:
    folder = module_folder({"module.yaml": f"{MODULE}lms: openedx\n", **TWO})
    assert spread("build", folder, "-o", tmp_path / "out").exit_code == 0
    assert player_of(tmp_path / "out")[0] == "demo-1.0.0.en.scorm2004.zip"


def test_what_the_author_chose_is_kept_and_told(
    module_folder: ModuleFolder, spread: Spread, tmp_path: Path
) -> None:
    text = f"{MODULE}lms: frappe\nsco: lesson\n"
    folder = module_folder({"module.yaml": text, **TWO})
    built = spread("build", folder, "-f", "scorm2004", "-o", tmp_path / "out")
    assert built.exit_code == 0
    assert player_of(tmp_path / "out")[0] == "demo-1.0.0.en.scorm2004.zip"
    said = built.stderr
    assert "module.yaml:5: warning: Frappe LMS is best served by scorm12" in said
    assert "module.yaml:6: warning: Frappe LMS is best served by sco: module" in said


def test_formats_that_are_not_tracked_are_no_matter(
    module_folder: ModuleFolder, spread: Spread, tmp_path: Path
) -> None:
    folder = module_folder({"module.yaml": f"{MODULE}lms: openedx\n", **TWO})
    built = spread("build", folder, "-f", "web", "-o", tmp_path / "out")
    assert (built.exit_code, built.stderr) == (0, "")


def test_an_lms_that_nobody_knows_is_told_with_those_that_are(
    module_folder: ModuleFolder, spread: Spread, tmp_path: Path
) -> None:
    folder = module_folder(TWO)
    built = spread("build", folder, "--lms", "blackbored", "-o", tmp_path / "out")
    assert built.exit_code == 2
    assert 'there is no profile "blackbored"' in built.output
    assert "Others: generic." in built.output


def test_each_profile_says_how_it_was_checked() -> None:
    for profile in PROFILES.values():
        assert profile.how
        assert all(sentence.endswith(".") for sentence in profile.settings)
