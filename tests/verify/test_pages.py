"""``verify`` on pages, styles and scripts, and on their talk with the LMS."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from packages import PAGE, codes, scorm12
from spread_elearn.verify import verify

API = '<script src="api.js"></script>'


def judge(body: str, level: str = "") -> set[str]:
    """The codes for a package whose page has this body."""
    return codes(verify(scorm12(files={"index.html": f"<body>{API}{body}"})), level)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://x.org/a.png">',
        '<img src="//x.org/a.png">',
        '<img src="HTTP://x.org/a.png">',
        '<img src=" ht\ntps://x.org/a.png">',
        '<img srcset="https://x.org/a.png 2x, https://x.org/b.png 3x">',
        '<script src="https://x.org/a.js"></script>',
        '<link rel="stylesheet" href="https://x.org/a.css">',
        '<link rel="preconnect" href="https://x.org">',
        '<iframe src="https://x.org/"></iframe>',
        '<video src="https://x.org/a.mp4"></video>',
        '<video poster="https://x.org/a.png"></video>',
        '<video><source src="https://x.org/a.mp4"></video>',
        '<audio src="https://x.org/a.mp3"></audio>',
        '<object data="https://x.org/a.svg"></object>',
        '<embed src="https://x.org/a.swf">',
        '<svg><image xlink:href="https://x.org/a.png"/></svg>',
        '<svg><use href="https://x.org/a.svg#b"/></svg>',
        '<p style="background: url(https://x.org/a.png)">x</p>',
        "<style>@import 'https://x.org/a.css';</style>",
        "<style>p { background: url( 'https://x.org/a.png' ) }</style>",
        '<meta http-equiv="refresh" content="0; url=https://x.org/">',
        '<base href="https://x.org/"><img src="a.png">',
        "<script>fetch('https://x.org/a.json')</script>",
        "<script>new WebSocket('wss://x.org/')</script>",
        "<script>navigator.sendBeacon(`https://x.org/`)</script>",
        "<script>x.open('POST', \"https://x.org/\")</script>",
        "<script>image.src = 'https://x.org/a.png'</script>",
        "<script type=module>import a from 'https://x.org/a.js'</script>",
    ],
)
def test_a_request_to_another_host_is_a_risk(body: str) -> None:
    assert "external-request" in judge(body, "warning")
    assert judge(body, "error") == set()


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://x.org/">x</a>',
        '<a href="mailto:a@x.org">x</a><a href="#top">y</a><a href="?q">z</a>',
        '<a href="index.html#a">x</a>',
        '<link rel="canonical" href="https://x.org/">',
        '<link rel="license" href="https://x.org/">',
        '<img src="data:image/png;base64,AAAA">',
        '<img srcset="data:image/png;base64,AAAA 2x">',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
        '<script type="application/json">{"a": "https://x.org/a.js"}</script>',
        "<!-- <img src='https://x.org/a.png'> -->",
        '<p style="background: url(#a)">x</p>',
        '<img src="{{ picture }}"><img src="${picture}">',
        "<style>/* url(https://x.org/a.png) */</style>",
        "<style>p { background: url(style.css?v=1#x) }</style>",
        '<img alt="nothing" src="">',
    ],
)
def test_what_stays_inside_or_is_a_link_is_fine(body: str) -> None:
    assert judge(body) == set()


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ('<script src="gone.js"></script>', "error"),
        ('<link rel="stylesheet" href="gone.css">', "error"),
        ('<iframe src="gone.html"></iframe>', "error"),
        ("<style>@import url(gone.css);</style>", "error"),
        ('<img src="gone.png">', "warning"),
        ('<img src="API.JS">', "warning"),
        ('<a href="gone.html">x</a>', "warning"),
        ("<style>p { background: url(gone.png) }</style>", "warning"),
        ('<base href="folder/"><img src="style.css">', "warning"),
    ],
)
def test_a_file_that_is_not_there_is_told(body: str, level: str) -> None:
    assert judge(body, level) == {"link-broken"}


def test_wrong_capitals_are_explained() -> None:
    (finding,) = verify(scorm12(files={"index.html": f'{API}<img src="Style.css">'}))
    assert "style.css" in finding.hint


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ('<script src="/js/a.js"></script>', "error"),
        ('<iframe src="../../a.html"></iframe>', "error"),
        ('<img src="file:///home/me/a.png">', "warning"),
        ('<img src="C:\\pictures\\a.png">', "warning"),
        ('<img src="/a.png">', "warning"),
        ('<a href="../../../view.php">x</a>', "warning"),
    ],
)
def test_a_place_outside_the_package_is_told(body: str, level: str) -> None:
    assert judge(body, level) == {"link-outside"}


def test_backslashes_in_links_are_a_risk() -> None:
    assert judge('<img src=".\\style.css">') == {"link-backslash"}


@pytest.mark.parametrize(
    "body",
    [
        "<script>go()</script>",
        '<p onclick="go()">x</p>',
        '<a href="javascript:go()">x</a>',
        "<script type='text/javascript; charset=utf-8'>go()</script>",
    ],
)
def test_script_inside_html_is_a_risk(body: str) -> None:
    assert judge(body) == {"inline-script"}


def test_places_have_lines() -> None:
    page = PAGE.replace("<h1>", "\n\n<img src='gone.png'><h1>")
    (finding,) = verify(scorm12(files={"index.html": page}))
    assert finding.place == "index.html:6"


def test_a_style_sheet_is_read_from_its_own_folder() -> None:
    listed = {'<file href="style.css"/>': '<file href="css/style.css"/>'}
    files = {
        "index.html": PAGE.replace("style.css", "css/style.css"),
        "style.css": None,
        "css/style.css": "a {\n background: url(../api.js) }\nb { src: url(api.js) }",
    }
    (finding,) = verify(scorm12(listed, files))
    assert finding.place == "css/style.css:3"
    assert finding.code == "link-broken"


def test_a_drawing_is_scanned_too() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x.org/a"/></svg>'
    )
    listed = {"</resource>": '<file href="a.svg"/></resource>'}
    assert codes(verify(scorm12(listed, {"a.svg": svg}))) == {"external-request"}


def test_a_page_that_is_absurdly_large_is_not_examined() -> None:
    page = PAGE + " " * (5 << 20)
    assert "page-size" in codes(verify(scorm12(files={"index.html": page})))


# fmt: off
PIECES = [
    "<a href=", "<img src='", "<style>", "url(", ")", "'", '"', ">", "//", "\0",
    "http:", "..", "%", "\\", "@import ", "<svg ", "</", "<!--", "é", "&#0;",
]
# fmt: on


@given(parts=st.lists(st.sampled_from(PIECES), max_size=30))
def test_broken_html_never_raises(parts: list[str]) -> None:
    for finding in verify(scorm12(files={"index.html": "".join(parts)})):
        assert finding.code
