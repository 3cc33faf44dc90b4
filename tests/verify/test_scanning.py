"""The scanners behind ``verify``: addresses, encodings, hostile repetition."""

from __future__ import annotations

import pytest

from spread_elearn.verify.links import resolve
from spread_elearn.verify.scanning import Link, decode, scan_css, scan_html, scan_js


class TestResolving:
    @pytest.mark.parametrize(
        ("folder", "reference", "where", "name"),
        [
            ("", "a.html", "inside", "a.html"),
            ("x/y", "a.html?b#c", "inside", "x/y/a.html"),
            ("x/y", "../a%20b.html", "inside", "x/a b.html"),
            ("x", "./", "inside", "x"),
            ("x", "../../a", "escape", ""),
            ("", "%2e%2e/a", "escape", ""),
            ("", "#a", "here", ""),
            ("", "  ", "here", ""),
            ("", "/a", "absolute", ""),
            ("", "\\\\host\\a", "external", ""),
            ("", "file:a", "local", ""),
            ("", "d:\\a", "local", ""),
            ("", "tel:1", "other", ""),
            ("", "http://[", "external", ""),
        ],
    )
    def test_as_a_browser_does(
        self, folder: str, reference: str, where: str, name: str
    ) -> None:
        target = resolve(folder, reference)
        assert (target.where, target.name) == (where, name)


class TestDecoding:
    @pytest.mark.parametrize(
        "data",
        [
            "ü".encode(),
            "\ufeffü".encode(),
            "\ufeffü".encode("utf-16-le"),
            b"\xfc",
            '<meta charset="iso-8859-1">ü'.encode("latin-1"),
            '<meta charset="no-such-thing">ü'.encode(),
            '<meta charset="zip">ü'.encode(),
        ],
    )
    def test_letters_survive(self, data: bytes) -> None:
        assert decode(data).endswith("ü")


@pytest.mark.parametrize(
    "text",
    [
        "/*" * 200_000,
        "url(" * 200_000,
        "url(" + " " * 400_000,
        "@import " * 100_000,
        "fetch(" * 100_000,
        "import " * 100_000,
        "<a " * 100_000,
        "<p>" * 100_000,
        "<p " + " ".join(f"a{number}" for number in range(100_000)),
        "charset=" * 50_000,
    ],
)
def test_endless_repetition_ends_and_finds_no_address(text: str) -> None:
    """Patterns that make careless scanners crawl."""
    found = (*scan_css(text).links, *scan_js(text).links, *scan_html(text).links)
    assert {link.url for link in found} <= {"@import"}


def test_a_flood_of_links_is_cut_off() -> None:
    style = "".join(f"\n@import 'a{number}.css';" for number in range(5_000))
    assert len(scan_css(style).links) == 2_000
    assert len(scan_html(f"<style>{style}</style>").links) == 2_000
    assert scan_css(style).links[-1] == Link("style", "a1999.css", 2_001)
