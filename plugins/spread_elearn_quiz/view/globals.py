"""What the templates of questions call."""

from __future__ import annotations

import jinja2

from .question import view_of
from .wording import points_words, range_words


def add_globals(env: jinja2.Environment) -> None:
    """Puts them where the templates find them."""
    env.globals["quiz_view"] = view_of
    env.globals["quiz_points"] = points_words
    env.globals["quiz_range"] = range_words
