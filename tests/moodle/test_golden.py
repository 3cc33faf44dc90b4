"""A whole course, file by file. ``python -m moodle.test_golden`` writes them anew."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from .modules import Backup, built, plain, small

GOLDEN = Path(__file__).parent / "golden" / "course"
_CHANGING = (
    (rb"<sha1hash>\w+</sha1hash>", b"<sha1hash>SHA1</sha1hash>"),
    (rb"<contenthash>\w+</contenthash>", b"<contenthash>SHA1</contenthash>"),
    (rb"<filesize>\d+</filesize>", b"<filesize>SIZE</filesize>"),
)
"""What the player's own text decides, which is no matter of a course."""


def steady(backup: Backup) -> dict[str, str]:
    """The XML of a backup, without what changes with the player."""
    found = {}
    for name, content in backup.files.items():
        if name.startswith("files/"):
            continue
        for old, new in _CHANGING:
            content = re.sub(old, new, content)
        found[name] = content.decode()
    return found


def make(folder: Path) -> dict[str, str]:
    return steady(built(small(folder), plain(folder), name="two"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return make(tmp_path_factory.mktemp("golden"))


WANTED = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.xml"))


def test_the_course_has_these_files_and_no_others(course: dict[str, str]) -> None:
    assert sorted(course) == WANTED


@pytest.mark.parametrize("name", WANTED)
def test_each_file_is_as_it_was(course: dict[str, str], name: str) -> None:
    assert course[name] == (GOLDEN / name).read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, text in make(Path(folder)).items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
