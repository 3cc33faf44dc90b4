"""SVG from anywhere: what is shown of it, and what never reaches a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from spread_elearn.svg import cleaning as drawings
from spread_elearn.svg.broken import BrokenDrawingError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def clean(folder: Path, inside: str, attributes: str = "") -> str:
    """The markup that a page would hold of a drawing."""
    path = folder / "drawing.svg"
    path.write_text(f"{HEAD} {attributes}>{inside}</svg>", "utf-8")
    return drawings.place(drawings.clean(path.read_bytes()), "d1-")


def refuse(folder: Path, content: str | bytes) -> BrokenDrawingError:
    path = folder / "drawing.svg"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BrokenDrawingError) as caught:
        drawings.clean(path.read_bytes())
    return caught.value


def test_shapes_words_and_theme_classes_stay(tmp_path: Path) -> None:
    inside = (
        '<g fill="none" stroke="currentColor" class="dia-line other">'
        '<path d="M1 1h7"/><text x="1" y="2" text-anchor="middle">One '
        "<tspan>two</tspan> three</text></g>"
    )
    assert clean(tmp_path, inside) == (
        '<svg viewBox="0 0 9 9"><g class="dia-line" fill="none" '
        'stroke="currentColor"><path d="M1 1h7"/><text text-anchor="middle" x="1" '
        'y="2">One <tspan>two</tspan> three</text></g></svg>'
    )


def test_ids_and_what_refers_to_them_get_the_prefix_of_the_page(tmp_path: Path) -> None:
    inside = (
        '<defs><linearGradient id="a"/><path id="b" d="M0 0"/></defs>'
        '<rect fill="url(#a)" stroke="url( \'#a\' ) red"/><use href="#b"/>'
        f'<use {XLINK} xlink:href="#b"/>'
    )
    html = clean(tmp_path, inside)
    assert 'id="d1-a"' in html
    assert 'fill="url(#d1-a)"' in html
    assert 'stroke="url(#d1-a) red"' in html
    assert html.count('href="#d1-b"') == 2


def test_its_own_size_gives_way_to_the_page(tmp_path: Path) -> None:
    html = clean(tmp_path, "", 'width="900" height="1" x="3" class="dia-fill"')
    assert html == '<svg viewBox="0 0 9 9"/>'


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script of another name": "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
    "script in a part": "<defs><g><script href='https://evil.example'/></g></defs>",
    "style element": "<style>@import 'https://evil.example';</style>",
    "style attribute": "<rect style='fill:url(https://evil.example)'/>",
    "events": "<rect onclick='alert(1)' onload='alert(1)' ONFOCUS='alert(1)'/>",
    "foreign object": "<foreignObject><b onclick='alert(1)'>x</b></foreignObject>",
    "html inside": "<b xmlns='http://www.w3.org/1999/xhtml'>x</b>",
    "outside use": "<use href='https://evil.example/a.svg#x'/>",
    "outside use by its old name": f"<use {XLINK} xlink:href='//evil.example#x'/>",
    "use of data": "<use href='data:image/svg+xml,evil.example'/>",
    "image": "<image href='https://evil.example/a.png'/>",
    "link": "<a href='javascript:alert(1)'><text>x</text></a>",
    "text along an outside path": "<text><textPath href='evil.example#a'/></text>",
    "outside fill": "<rect fill='url(https://evil.example#a)'/>",
    "outside fill in capitals": "<rect fill='URL(//evil.example#a)'/>",
    "outside fill behind an inside one": "<g fill='url(#a) url(//evil.example)'/>",
    "outside mask": "<g mask='url(\"https://evil.example#a\")'/>",
    "outside fill in css escapes": r"<rect fill='u\72l(https://evil.example)'/>",
    "outside image set": "<g fill='image-set(\"//evil.example\" 1x)'/>",
    "javascript in a value": "<g fill='javascript:alert(1)'/>",
    "animated link": "<use href='#a'><set attributeName='href' to='javascript:x'/></use>",
    "animated attribute": "<g><animate attributeName='href' values='javascript:x'/></g>",
    "animated motion": "<animateTransform onbegin='alert(1)'/>",
    "handler": "<handler type='text/javascript'>alert(1)</handler>",
    "filter": "<filter><feImage href='https://evil.example'/></filter>",
    "cursor": "<g cursor='url(https://evil.example)'/>",
    "base": "<g xml:base='https://evil.example/'/>",
    "processing instruction": "<?xml-stylesheet href='https://evil.example'?>",
    "comment": "<!-- evil.example -->",
    "cdata": "<desc><![CDATA[<script>alert(1)</script>]]></desc>",
    "metadata": "<metadata>evil.example</metadata>",
    "video": "<video src='https://evil.example'/>",
    "iframe": "<iframe src='https://evil.example'/>",
    "switch": "<switch><script>alert(1)</script></switch>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_runs_or_reaches_out_is_left(name: str, tmp_path: Path) -> None:
    html = clean(tmp_path, f"{HOSTILE[name]}<path d='M1 1'/>")
    assert '<path d="M1 1"/>' in html
    bad = r"script|evil|alert|\son\w+=|style|animate|<set|foreign|<a\b|import|data:"
    assert not re.search(bad, html, re.IGNORECASE)


def test_words_cannot_break_out(tmp_path: Path) -> None:
    inside = "<text id='a\"b' fill='\">x'>&lt;script&gt; &amp; \"</text>"
    html = clean(tmp_path, inside)
    assert "<script" not in html
    assert etree.fromstring(html)[0].text == '<script> & "'


def test_what_was_left_out_keeps_the_words_behind_it(tmp_path: Path) -> None:
    html = clean(tmp_path, "<text>a<title>x</title>b<tspan>c</tspan><desc/>d</text>")
    assert html.endswith("<text>ab<tspan>c</tspan>d</text></svg>")


def test_a_plain_doctype_is_read(tmp_path: Path) -> None:
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    path = tmp_path / "drawing.svg"
    path.write_text(f"{doctype}{HEAD}><path/></svg>")
    assert (
        drawings.clean(path.read_bytes()).markup
        == '<svg viewBox="0 0 9 9"><path/></svg>'
    )


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        ENTITIES,
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(doctype: str, encoding: str, tmp_path: Path) -> None:
    content = f'{doctype}{HEAD} fill="&a;"><text>&a;</text></svg>'
    if "SYSTEM" in doctype:
        content = content.replace(' fill="&a;"', "")
    assert "entities" in str(refuse(tmp_path, content.encode(encoding)))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("no svg", 1),
        ("<svg>\n<g>\n</svg>", 3),
        ("<html/>", 1),
        ("\n\n<svg xmlns='http://www.w3.org/2000/svg'/>", 3),
        ("<svg viewBox='0 0 1 1' viewBox='0 0 1 1'/>", 1),
        (b"\xff\xfe\x00", 1),
        (b"\x1f\x8b compressed", 1),
    ],
)
def test_what_cannot_be_shown_says_where(
    content: str | bytes, line: int, tmp_path: Path
) -> None:
    error = refuse(tmp_path, content)
    assert error.line == line
    assert str(error)


def test_a_drawing_of_a_thousand_levels_is_refused(tmp_path: Path) -> None:
    refuse(tmp_path, f"{HEAD}>{'<g>' * 1000}{'</g>' * 1000}</svg>")


def test_many_shapes_are_fine(tmp_path: Path) -> None:
    html = clean(tmp_path, "<path d='M1 1'/>" * 10_000)
    assert html.count("<path") == 10_000


@pytest.mark.parametrize(
    "parts",
    [
        "<g id='a'><use href='#a'/></g>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<g id='a'><path/></g>"
        + "".join(
            "<g id='{}'>{}</g>".format(new, f"<use href='#{old}'/>" * 10)
            for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
        "".join(f"<g id='n{n}'><use href='#n{n + 1}'/></g>" for n in range(2000)),
    ],
)
def test_parts_that_repeat_each_other_without_end_are_refused(
    parts: str, tmp_path: Path
) -> None:
    refuse(tmp_path, f"{HEAD}>{parts}</svg>")


def nested(part: str, use: str, deep: int = 10, wide: int = 10) -> str:
    """Each part draws the one before *wide* times."""
    first = part.format(id="p0", inside="<rect width='1'/>")
    parts = [first]
    for number in range(1, deep):
        inside = "".join(use.format(id=f"p{number - 1}") for _ in range(wide))
        parts.append(part.format(id=f"p{number}", inside=inside))
    return f"<defs>{''.join(parts)}</defs>{use.format(id=f'p{deep - 1}')}"


NO_FILL = "<rect fill='none'/>"
PATTERN = "<pattern id='{id}'>{inside}</pattern>"
REPEATED = {
    "patterns": nested(PATTERN, "<rect fill='url(#{id})'/>"),
    "patterns of lines": nested(PATTERN, "<path stroke='url(\"#{id}\")'/>"),
    "masks": nested("<mask id='{id}'>{inside}</mask>", "<g mask='url(#{id})'/>"),
    "clips": nested(
        "<clipPath id='{id}'>{inside}</clipPath>", "<rect clip-path='url(#{id})'/>"
    ),
    "markers": nested(
        "<marker id='{id}'>{inside}</marker>",
        "<path d='M1 1' marker-end='url(#{id})'/>",
    ),
    "markers at each corner": nested(
        "<marker id='{id}'>{inside}</marker>",
        f"<polyline points='{'1 1 ' * 100}' marker-mid='url(#{{id}})'/>",
        deep=4,
        wide=1,
    ),
    "paint that a group hands on": nested(
        PATTERN, f"<g fill='url(#{{id}})'>{'<rect/>' * 10}</g>", wide=1
    ),
    "paint that goes into what is used": "<g id='ten'>"
    + "<rect/>" * 10
    + "</g>"
    + nested(PATTERN, "<use href='#ten' fill='url(#{id})'/>", wide=1),
    "paint from where a pattern stands": (
        f"<g fill='url(#a)'><pattern id='b'>{'<rect/>' * 200}</pattern></g>"
        f"<pattern id='a'>{NO_FILL * 200}</pattern>"
        "<rect fill='url(#b)'/>"
    ),
    "a pattern in itself": "<pattern id='a'><rect fill='url(#a)'/></pattern><rect fill='url(#a)'/>",
    "a mask of what it masks": "<mask id='a'><g mask='url(#a)'/></mask>",
}


@pytest.mark.parametrize("name", REPEATED)
def test_each_reference_counts_as_use_does(name: str, tmp_path: Path) -> None:
    refuse(tmp_path, f"{HEAD}>{REPEATED[name]}</svg>")


ORDINARY = {
    "gradients": "<linearGradient id='a'><stop/><stop/><stop/></linearGradient>"
    + "<rect fill='url(#a)' stroke='url(#a)'/>" * 8000,
    "a clip for each line of a chart": "<clipPath id='a'><rect/></clipPath>"
    + "<path clip-path='url(#a)'/>" * 8000,
    "arrows": "<marker id='a'><path/></marker>" + "<path marker-end='url(#a)'/>" * 900,
    "a group that takes its paint back": nested(
        PATTERN, "<g fill='url(#{id})'><rect fill='red'/></g>"
    ),
    "a gradient that continues another": "<linearGradient id='a'/>"
    "<linearGradient id='b' href='#a'/><rect fill='url(#b)'/>",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_programs_write_is_not_too_much(name: str, tmp_path: Path) -> None:
    assert clean(tmp_path, ORDINARY[name])


SIGNS = [
    "<text font-family='Material Icons'>&#xe001;</text><text>Error</text>",
    "<text>&#xe001;7&#xe001; One</text>",
    "<text>A\ue000<tspan>\ue001</tspan>\ue001B</text>",
    "<g id='\ue000&#xe001;a' class='dia-line'/><use href='#\ue001a'/><text>x</text>",
    "<text>a<title/>\ue001b\ue001</text><path d='M1 1 \ue001'/>",
    "<title>\ue000\ue001</title>\ue001",
]


@pytest.mark.parametrize("inside", SIGNS)
def test_signs_of_icon_fonts_are_no_marks_of_ours(inside: str, tmp_path: Path) -> None:
    html = clean(tmp_path, inside)
    assert "\ue000" not in html
    assert "\ue001" not in html
    drawing = drawings.clean(f"{HEAD}>{inside}</svg>".encode())
    words = [f"<{n}>" for n, _ in enumerate(drawing.words)]
    assert all(
        f"&lt;{n}&gt;" in drawings.place(drawing, "d", words) for n in range(len(words))
    )


SIZES = [
    ('width="120" height="80"', "0 0 120 80"),
    ('width="120px" height=" 80.5px "', "0 0 120 80.5"),
    ('width="210mm" height="29.7cm"', "0 0 793.701 1122.52"),
    ('width="72pt" height="1in"', "0 0 96 96"),
    ('width="6pc" height=".5in"', "0 0 96 48"),
    ('width="9" height="9" viewBox="0 0 3 3"', "0 0 3 3"),
]


@pytest.mark.parametrize(("size", "view"), SIZES)
def test_a_size_is_what_can_be_seen(size: str, view: str) -> None:
    content = f'<svg xmlns="{drawings.SVG}" {size}><path/></svg>'
    markup = drawings.clean(content.encode()).markup
    assert markup == f'<svg viewBox="{view}"><path/></svg>'


@pytest.mark.parametrize(
    "size",
    [
        "",
        'width="100"',
        'width="100%" height="100%"',
        'width="9em" height="9em"',
        'width="0" height="5"',
        'width="-1" height="5"',
        'width="1e5" height="5"',
    ],
)
def test_without_any_size_a_drawing_cannot_be_shown(size: str, tmp_path: Path) -> None:
    error = refuse(tmp_path, f'<svg xmlns="{drawings.SVG}" {size}/>')
    assert str(error) == "it has no viewBox, so it cannot fit a phone"


def test_parts_that_are_used_a_few_times_are_fine(tmp_path: Path) -> None:
    inside = "<g id='a'><path/></g>" + "<use href='#a'/>" * 50
    assert clean(tmp_path, inside).count("<use") == 50


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert "<path" in clean(tmp_path, "<path/>")
    assert "<circle" in clean(tmp_path, "<circle r='1'/>")


def test_labels_are_words_in_reading_order(tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text(
        f"{HEAD}><text>It is <tspan>big &amp; old</tspan> here</text>"
        "<text> 12 </text><text>\n  Host\n  company</text></svg>"
    )
    assert drawings.clean(path.read_bytes()).words == (
        "It is",
        "big & old",
        "here",
        "Host company",
    )


def test_labels_are_shown_in_other_words_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text(f"{HEAD}><text>It is <tspan>big</tspan> 12</text></svg>")
    found = drawings.place(drawings.clean(path.read_bytes()), "d1-", ("È", "<script>&"))
    assert "<text>È <tspan>&lt;script&gt;&amp;</tspan> 12</text>" in found
