"""seminar.md: read, checked, kept from learners, printed for the leader."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import html

import spread_elearn_seminar
from authoring import MODULE, PNG, SVG, Pair, load, problems, read_pairs, write_files
from spread_elearn.build import Plan, build
from spread_elearn.localise.words import units_of
from spread_elearn.plugins import Plugins

HERE = Path(__file__).parent
SEMINAR = """# An afternoon about rooms

Bring ![cards](media/cards.png) and [a list](media/list.csv).

## Run sheet

| Time | Minutes | What |
|---|---|---|
| 0:00 | 10 | Welcome & hello |
| 0:10 | 20 | Cards |

- [ ] Room booked
- [x] Cards cut
"""
FILES = {
    "module.yaml": MODULE + "authors: [A & B]\n",
    "seminar.md": SEMINAR,
    "media/cards.png": PNG,
    "media/list.csv": "a,b\n",
    "media/cards.svg": SVG,
}


def plugins() -> Plugins:
    return Plugins(spread_elearn_seminar, installed=False)


def built(folder: Path, *formats: str) -> dict[str, bytes]:
    out = folder.parent / "dist"
    build(Plan((folder,), out, formats), plugins())
    return {path.name: path.read_bytes() for path in out.iterdir()}


def printed(folder: Path) -> str:
    return built(folder, "seminar")["demo-1.0.0.en.seminar.html"].decode()


@pytest.mark.parametrize(
    "pair", [*read_pairs(HERE / "mistakes.md")], ids=lambda pair: pair.title
)
def test_each_mistake_is_told_at_its_line(tmp_path: Path, pair: Pair) -> None:
    files = {**FILES, "seminar.md": pair.given}
    found = problems(write_files(tmp_path / "m", files), plugins())
    said = [str(each) for each in found if each.source.path == "seminar.md"]
    assert "\n".join([*said, ""]).lstrip() == pair.wanted


def test_its_title_and_all_its_words_are_for_translators(tmp_path: Path) -> None:
    module = load(write_files(tmp_path / "m", FILES), plugins())
    found = [each for each in units_of(module) if each.source.path == "seminar.md"]
    assert (found[0].text, found[0].context) == ("An afternoon about rooms", "title")
    assert {"Run sheet", "Room booked", "Welcome & hello"} <= {
        each.text for each in found
    }


def test_nothing_of_it_is_in_a_learners_package(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "m", FILES)
    for name in ("scorm12", "web"):
        package = built(folder, name)[f"demo-1.0.0.en.{name}.zip"]
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            names = archive.namelist()
            sources = zipfile.ZipFile(io.BytesIO(archive.read("source/sources.zip")))
            page = archive.read("index.html").decode()
        assert not [each for each in names if "media" in each]
        assert "seminar.md" not in sources.namelist()
        assert "An afternoon" not in page


def test_media_that_a_lesson_shows_too_stay_in_the_package(tmp_path: Path) -> None:
    lesson = "---\nminutes: 1\n---\n# One\n\nSee ![cards](media/cards.png).\n"
    folder = write_files(tmp_path / "m", {**FILES, "lessons/01-one.md": lesson})
    package = built(folder, "web")["demo-1.0.0.en.web.zip"]
    names = zipfile.ZipFile(io.BytesIO(package)).namelist()
    assert [each for each in names if "media" in each] == ["media/cards.png"]


def test_the_page_is_one_file_that_asks_nobody(tmp_path: Path) -> None:
    page = html.fromstring(printed(write_files(tmp_path / "m", FILES)))
    assert page.xpath("//script|//link|//iframe|//form") == []
    sources = page.xpath("//img/@src")
    assert len(sources) == 1
    assert sources[0].startswith("data:image/png;base64,")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")


def test_the_page_has_the_seminar_and_the_boxes_of_its_lists(tmp_path: Path) -> None:
    page = html.fromstring(printed(write_files(tmp_path / "m", FILES)))
    assert page.findtext(".//h1") == "An afternoon about rooms"
    assert [each.text_content() for each in page.xpath("//main//td[3]")] == [
        "Welcome & hello",
        "Cards",
    ]
    items = [each.text_content() for each in page.xpath("//main//li")]
    assert items == ["☐ Room booked", "☑ Cards cut"]


def test_the_attendance_list_has_25_rows_and_a_count_of_at_least_15(
    tmp_path: Path,
) -> None:
    page = html.fromstring(printed(write_files(tmp_path / "m", FILES)))
    [section] = page.xpath("//section")
    rows = section.xpath(".//tbody/tr")
    assert [row.findtext("th") for row in rows] == [str(n) for n in range(1, 26)]
    assert [each.text_content() for each in section.xpath(".//thead//th")] == [
        "No.",
        "Name",
        "Organisation",
        "Type",
        "E-mail (optional)",
        "Signature",
        "Photo consent",
    ]
    assert section.xpath("string(.//p[@class='count'])").endswith("of at least 15")
    assert "☐ One" in section.text_content()


def test_without_seminar_md_there_is_the_list_and_a_warning(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "m", {"module.yaml": MODULE})
    _, warnings = build(Plan((folder,), tmp_path / "out", ("seminar",)), plugins())
    assert [each.code for each in warnings] == ["seminar-missing"]
    [path] = (tmp_path / "out").iterdir()
    assert path.read_text("utf-8").count("<tr>") == 26


def test_the_same_seminar_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (write_files(tmp_path / name / "m", FILES) for name in "ab")
    assert printed(one) == printed(two)


def test_a_hostile_seminar_is_words_and_nothing_else(tmp_path: Path) -> None:
    text = "# `<script>alert(1)</script>`\n\n## \\<img src=x>\n\n`{{ rows }}`\n"
    page = printed(write_files(tmp_path / "m", {**FILES, "seminar.md": text}))
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert "{{ rows }}" in page


def test_addresses_that_would_run_are_refused_at_their_line(tmp_path: Path) -> None:
    text = "# A seminar\n\n[x](javascript:alert(1))\n"
    folder = write_files(tmp_path / "m", {**FILES, "seminar.md": text})
    found = [each for each in problems(folder, plugins()) if each.level == "error"]
    assert [str(each.source) for each in found] == ["seminar.md:3"]
