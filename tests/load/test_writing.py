"""An author's file is written whole, or stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spread_elearn.errors import SpreadError
from spread_elearn.load.writing import write_source


def test_a_file_is_written_with_its_folders_and_the_same_again_is_no_change(
    tmp_path: Path,
) -> None:
    path = tmp_path / "locales" / "it.po"
    assert write_source(path, b"one")
    assert not write_source(path, b"one")
    assert write_source(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["it.po"]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_source(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside, path = tmp_path / "outside", tmp_path / "a.md"
    outside.write_bytes(b"theirs")
    path.symlink_to(outside)
    write_source(path, b"ours")
    assert outside.read_bytes() == b"theirs"
    assert not path.is_symlink()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    owner = os if step == "fsync" else Path
    monkeypatch.setattr(owner, step, full)
    with pytest.raises(SpreadError, match=r"cannot be written \(No space left"):
        write_source(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.md"]
