"""Our writer of zips gives what zipfile gives, byte for byte."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from spread_elearn import ArchiveError, Resource
from spread_elearn.archive import archive_bytes, writing

NAMES = st.from_regex(r"\A[a-zé漢][a-z0-9é漢_-]{0,9}(/[a-z0-9]{1,5})?\.(js|png|é)\Z")
CONTENT = st.one_of(
    st.binary(max_size=300), st.integers(0, 3000).map(lambda n: b"ab" * n)
)
FILES = st.dictionaries(NAMES, CONTENT, max_size=8)


def by_zipfile(files: Sequence[Resource], deflate: bool) -> bytes:
    """The same files by the standard library."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", allowZip64=False) as target:
        for file in files:
            entry = zipfile.ZipInfo(file.href, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            if deflate and writing._is_worth_it(file):
                entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, file.content, compresslevel=6)
    return stream.getvalue()


@given(FILES, st.booleans())
def test_the_same_bytes_as_zipfile(files: dict[str, bytes], deflate: bool) -> None:
    resources = [Resource(name, content) for name, content in files.items()]
    assert archive_bytes(resources, deflate) == by_zipfile(resources, deflate)


@pytest.mark.parametrize("count", [0, 1, 0xFFFF])
def test_so_many_files_fit(count: int) -> None:
    files = [Resource(f"{n}.txt", b"") for n in range(count)]
    assert archive_bytes(files, False) == by_zipfile(files, False)


def test_one_file_more_than_a_plain_zip_holds_is_refused() -> None:
    files = [Resource(f"{n}.txt", b"") for n in range(0x10000)]
    with pytest.raises(ArchiveError, match="too large for a plain zip"):
        archive_bytes(files)


def test_more_bytes_than_a_plain_zip_holds_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "MOST_BYTES", 1000)
    for files in ([900, 200], [1100], [940]):
        resources = [Resource(f"{n}.png", bytes(size)) for n, size in enumerate(files)]
        with pytest.raises(ArchiveError, match="too large for a plain zip"):
            archive_bytes(resources)
