"""Rows of a report -> who answered what.

The SCORM report numbers its columns from 0, in the order in which answers were sent;
the quiz report from 1, in the order of the quiz. Before them stands who it was: these
cells are compared with each other, to tell one learner's tries from another's, and are
neither kept nor shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from spread_elearn import SpreadError

from .asked import Asked
from .given import OtherModule, Report
from .layout import Layout
from .quiz_report import read_quiz
from .scorm_report import read_scorm
from .tables import Rows


def read_report(rows: Rows, questions: Sequence[Asked], scos: int, name: str) -> Report:
    """Who answered what. *scos* is the number of items that the module has.

    Raises SpreadError where the columns, the module or its version do not fit.
    """
    found = Layout.of(rows[0], name)
    try:
        if found.first == 0:
            return read_scorm(found, rows[1:], questions, scos)
        return read_quiz(found, rows[1:], questions)
    except OtherModule as error:
        raise SpreadError(f"{name}: {error}") from error
