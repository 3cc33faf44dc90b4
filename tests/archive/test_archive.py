"""Zips: written the same every time, read without trust."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest

from packages import scorm12, zipped
from spread_elearn.archive import (
    Limits,
    archive_bytes,
    content_digest,
    read_archive,
    shown,
)
from spread_elearn.errors import ArchiveError
from spread_elearn.model import Resource

FILES = (
    Resource("imsmanifest.xml", b"<manifest/>" * 50),
    Resource("index.html", b"<p>" * 500),
    Resource("media/photo.png", b"png" * 500),
)


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


def doubled(name: str) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as target:
        warnings.simplefilter("ignore")
        target.writestr(name, b"1")
        target.writestr(name, b"2")
    return stream.getvalue()


class TestWriting:
    def test_the_same_files_give_the_same_bytes(self) -> None:
        assert archive_bytes(FILES) == archive_bytes(list(FILES))

    def test_the_order_given_is_kept(self) -> None:
        names = [entry.filename for entry in entries(archive_bytes(reversed(FILES)))]
        assert names == ["media/photo.png", "index.html", "imsmanifest.xml"]

    def test_entries_have_fixed_fields(self) -> None:
        for entry in entries(archive_bytes(FILES)):
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == stat.S_IFREG | 0o644
            assert entry.create_system == 3
            assert (entry.extra, entry.flag_bits, entry.comment) == (b"", 0, b"")

    def test_media_are_stored_and_text_is_deflated(self) -> None:
        kinds = {e.filename: e.compress_type for e in entries(archive_bytes(FILES))}
        assert kinds["media/photo.png"] == zipfile.ZIP_STORED
        assert kinds["index.html"] == zipfile.ZIP_DEFLATED

    def test_a_zip_in_a_zip_is_deflated_once_and_as_one(self) -> None:
        texts = [
            Resource(f"{n}.md", f"Lesson {n}. {'word ' * 99}".encode()) for n in "ab"
        ]
        stored = archive_bytes(texts, deflate=False)
        assert {e.compress_type for e in entries(stored)} == {zipfile.ZIP_STORED}
        packed = archive_bytes(texts)
        inner = Resource("s.zip", stored), Resource("d.zip", packed)
        kinds = {e.filename: e.compress_type for e in entries(archive_bytes(inner))}
        assert kinds == {"s.zip": zipfile.ZIP_DEFLATED, "d.zip": zipfile.ZIP_STORED}
        whole = [archive_bytes([one]) for one in inner]
        assert len(whole[0]) < len(whole[1])

    def test_a_zip_in_a_zip_is_deflated_whatever_its_first_name(self) -> None:
        named = [Resource("lessons/01-ρόλοι.md", b"word " * 99)]
        inner = Resource("s.zip", archive_bytes(named, deflate=False))
        [entry] = entries(archive_bytes([inner]))
        assert entry.compress_type == zipfile.ZIP_DEFLATED

    def test_a_zip_can_be_read_back(self) -> None:
        with read_archive(archive_bytes(FILES)) as archive:
            assert tuple(archive.files()) == FILES
            assert archive.findings == ()

    def test_two_files_of_one_name_are_refused_by_name(self) -> None:
        with pytest.raises(ArchiveError, match=r"one name: index\.html"):
            archive_bytes([*FILES, Resource("index.html", b"")])

    @pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a\\b", "C:a", "d/"])
    def test_a_name_that_leads_elsewhere_is_refused(self, name: str) -> None:
        with pytest.raises(ArchiveError, match="cannot hold"):
            archive_bytes([Resource(name, b"")])

    @pytest.mark.parametrize(
        ("epoch", "date"),
        [
            ("0", (1980, 1, 1, 0, 0, 0)),
            ("315532800", (1980, 1, 1, 0, 0, 0)),
            ("1700000001", (2023, 11, 14, 22, 13, 20)),
            ("99999999999", (2107, 12, 31, 23, 59, 58)),
        ],
    )
    def test_the_date_follows_the_epoch_within_what_zip_can_say(
        self, epoch: str, date: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert entries(archive_bytes(FILES))[0].date_time == date

    def test_an_epoch_that_is_no_number_is_an_error(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
        with pytest.raises(ArchiveError, match="'yesterday'"):
            archive_bytes(FILES)


class TestDigest:
    def test_order_does_not_matter(self) -> None:
        assert content_digest(FILES) == content_digest(reversed(FILES))

    def test_compression_does_not_matter(self) -> None:
        stored = zipped({file.href: file.content for file in FILES})
        with read_archive(stored) as archive:
            assert content_digest(archive.files()) == content_digest(FILES)

    def test_names_and_contents_matter(self) -> None:
        one = content_digest([Resource("a", b"bc")])
        assert one != content_digest([Resource("ab", b"c")])
        assert one != content_digest([Resource("a", b"bd")])

    def test_the_way_to_count_is_fixed(self) -> None:
        eight = bytes(7)
        counted = eight + b"\x01a" + eight + b"\x02bc"
        expected = hashlib.sha256(counted).hexdigest()
        assert content_digest([Resource("a", b"bc")]) == expected


class TestRefusing:
    @pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 99, b"\0" * 99])
    def test_what_is_no_zip(self, data: bytes) -> None:
        with pytest.raises(ArchiveError, match="not a zip"):
            read_archive(data)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveError, match="cannot be read"):
            read_archive(tmp_path / "missing.zip")

    def test_a_zip_cut_at_any_place(self) -> None:
        data = scorm12()
        for length in range(0, len(data) - 1, 37):
            with pytest.raises(ArchiveError):
                read_archive(data[:length])

    def test_too_many_files(self) -> None:
        data = zipped({f"{number}": b"" for number in range(11)})
        with pytest.raises(ArchiveError, match="11 files; 10 are allowed"):
            read_archive(data, Limits(entries=10))

    def test_too_many_bytes_together(self) -> None:
        with pytest.raises(ArchiveError, match="15 bytes; 14 are allowed"):
            read_archive(zipped({"a": b"12345", "b": b"1234567890"}), Limits(total=14))

    def test_one_file_too_large(self) -> None:
        with pytest.raises(ArchiveError, match="b has 10 bytes; 9 are allowed"):
            read_archive(zipped({"a": b"12345", "b": b"1234567890"}), Limits(one=9))

    def test_a_bomb(self) -> None:
        with pytest.raises(ArchiveError, match="zip bomb"):
            read_archive(zipped({"a": b"\0" * 3_000_000}), Limits(small=1 << 20))

    def test_a_bomb_of_many_small_files(self) -> None:
        data = zipped({f"{number}": b"\0" * 500_000 for number in range(9)})
        with pytest.raises(ArchiveError, match="zip bomb"):
            read_archive(data, Limits(small=1 << 20))

    def test_a_small_file_may_be_as_dull_as_it_likes(self) -> None:
        with read_archive(zipped({"a": b"\0" * 3_000_000})) as archive:
            assert len(archive["a"]) == 3_000_000

    def test_an_encrypted_zip(self) -> None:
        data = bytearray(zipped({"a.html": b"x"}))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(ArchiveError, match=r"a\.html is encrypted"):
            read_archive(bytes(data))

    def test_a_method_that_lms_do_not_know(self) -> None:
        data = bytearray(zipped({"a.html": b"x"}))
        data[data.index(b"PK\x01\x02") + 10] = 14
        with pytest.raises(ArchiveError, match="packed by a method"):
            read_archive(bytes(data))

    def test_zip64(self) -> None:
        data = bytearray(zipped({"a.html": b"x"}))
        struct.pack_into("<H", data, data.index(b"PK\x05\x06") + 10, 0xFFFF)
        with pytest.raises(ArchiveError, match="zip64"):
            read_archive(bytes(data))

    def test_a_table_of_contents_without_end(self) -> None:
        with pytest.raises(ArchiveError, match="too large to be honest"):
            read_archive(zipped({"a" * 99: b""}), Limits(directory=100))


class TestLyingHeaders:
    def lie(self, content: bytes, said: int) -> bytes:
        data = bytearray(zipped({"a": content}))
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, said)
        return bytes(data)

    def test_a_file_longer_than_its_header_is_cut_off(self) -> None:
        with (
            read_archive(self.lie(b"\0" * 5_000_000, 1_000)) as archive,
            pytest.raises(ArchiveError),
        ):
            archive["a"]

    def test_a_file_shorter_than_its_header_is_an_error(self) -> None:
        with (
            read_archive(self.lie(b"12345", 1_000)) as archive,
            pytest.raises(ArchiveError),
        ):
            archive["a"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ((b"PK\x01\x02", 6, b"\xd6"), "zip file version 21.4"),
            ((b"PK\x01\x02", 8, b"\x20"), "patched data"),
            ((b"PK\x03\x04", 31, b"\x06"), "invalid"),
            ((b"PK\x03\x04", 0, b"KP"), "Bad magic"),
        ],
    )
    def test_damage_is_told_and_no_exception_of_the_library(
        self, change: tuple[bytes, int, bytes], said: str
    ) -> None:
        mark, offset, value = change
        data = bytearray(zipped({"a": b"some text " * 99}))
        at = data.index(mark) + offset
        data[at : at + len(value)] = value
        with pytest.raises(ArchiveError, match=f"cannot be read|damaged.*{said}"):
            dict(read_archive(bytes(data)))

    @pytest.mark.parametrize(
        "damage",
        [
            zipfile.BadZipFile("x"),
            zlib.error("x"),
            struct.error("x"),
            EOFError("x"),
            OSError("x"),
            OverflowError("x"),
            NotImplementedError("x"),
            RuntimeError("x"),
            UnicodeDecodeError("utf-8", b"", 0, 1, "x"),
        ],
        ids=lambda damage: type(damage).__name__,
    )
    def test_whatever_the_library_raises_is_damage(
        self, damage: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise damage

        archive = read_archive(zipped({"a": b"x"}))
        monkeypatch.setattr(zipfile.ZipFile, "open", broken)
        with pytest.raises(ArchiveError, match="a is damaged in the zip"):
            archive["a"]


class TestNames:
    @pytest.mark.parametrize(
        "name",
        ["/etc/passwd", "../up", "a/../../b", "a\\b.html", "C:/x", "a\x01b", "a/.."],
    )
    def test_an_unsafe_name_is_told_and_not_readable(self, name: str) -> None:
        with read_archive(zipped({name: b"x", "good": b"y"})) as archive:
            assert list(archive) == ["good"]
            assert [each.code for each in archive.findings] == ["unsafe-name"]

    def test_a_name_with_nul_is_unsafe(self) -> None:
        data = zipped({"evil_.html": b"x"}).replace(b"evil_.html", b"evil\0.html")
        with read_archive(data) as archive:
            assert [each.code for each in archive.findings] == ["unsafe-name"]
            assert list(archive) == []

    @pytest.mark.parametrize("name", ["a..b.html", "..a/b", "a/b...", ".hidden"])
    def test_dots_inside_a_name_are_no_danger(self, name: str) -> None:
        with read_archive(zipped({name: b"x"})) as archive:
            assert list(archive) == [name]

    def test_a_symbolic_link_is_not_followed(self) -> None:
        link = (stat.S_IFLNK | 0o777) << 16
        with read_archive(zipped({"a": "/etc/passwd"}, external_attr=link)) as archive:
            assert [each.code for each in archive.findings] == ["symlink"]
            assert "a" not in archive

    def test_two_entries_of_one_name_keep_the_first(self) -> None:
        with read_archive(doubled("a.html")) as archive:
            assert [each.code for each in archive.findings] == ["duplicate-name"]
            assert archive["a.html"] == b"1"

    def test_capital_letters_do_not_make_another_name(self) -> None:
        with read_archive(zipped({"a.html": b"1", "A.html": b"2"})) as archive:
            assert [each.code for each in archive.findings] == ["name-case"]
            assert archive["A.html"] == b"2"

    def test_folders_are_no_files(self) -> None:
        with read_archive(zipped({"a/": b"", "a/b": b"x"})) as archive:
            assert list(archive) == ["a/b"]
            assert archive.findings == ()

    def test_unpacking_can_insist_on_safe_names(self) -> None:
        with (
            read_archive(zipped({"../up": b"x"})) as archive,
            pytest.raises(ArchiveError, match=r"\.\./up"),
        ):
            archive.require_safe()

    def test_a_name_is_shown_in_one_short_line(self) -> None:
        assert shown("a\nb" + "x" * 500).startswith("a\\nbxxx")
        assert len(shown("x" * 500)) == 120
        assert shown("\ud800") == "\\ud800"
