"""An edition in, one page for the leader of a seminar out, to read and to print."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from spread_elearn import (
    Edition,
    Format,
    HtmlWriter,
    Message,
    Options,
    Package,
    Resource,
    media_of,
    plain_text,
    words_of,
)

from .syntax import KIND

if TYPE_CHECKING:
    import jinja2

HERE = Path(__file__).parent
ROWS = 25
"""Lines of the attendance list."""
ENOUGH = 15
"""Signatures that make a seminar count."""
NO_SEMINAR = Message(
    "seminar-missing",
    "there is no seminar.md: the page has the attendance list only",
    "Write the seminar in seminar.md, beside module.yaml.",
    "warning",
)


def formats() -> list[Format]:
    """The format ``seminar``: one file for each edition."""
    return [Format("seminar", "html", seminar_page, archive=False)]


def seminar_page(editions: tuple[Edition, ...], options: Options) -> Package:
    """The seminar of one edition, its images inside, with an attendance list."""
    [edition] = editions
    module = edition.module
    document = next((each for each in module.documents if each.kind == KIND), None)
    warnings = () if document else (NO_SEMINAR.at(module.where("id")),)
    own_title = document.title if document else None
    writer = HtmlWriter(media_of(module.media), embed=True)
    prose = writer.blocks(document.tokens).text if document else ""
    html = _template().render(
        module=module,
        words=words_of(HERE, edition.language),
        title=plain_text(own_title) if own_title else module.title,
        prose=Markup(prose),
        rows=ROWS,
        enough=ENOUGH,
        plain=plain_text,
    )
    return Package((Resource("seminar.html", html.encode()),), warnings=warnings)


@cache
def _template() -> jinja2.Template:
    import jinja2

    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return env.get_template("seminar/page.html")
