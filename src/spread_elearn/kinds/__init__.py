"""The core's own containers, offered through the hook that plugins use.

boxes    note tip important warning caution (the alerts of GFM too), example, reveal,
         and translator: a note for translators, never shown
task     something to do; its boxes are kept in the state
figure   an image or a table, its caption, a long description
tabs     parts under ### titles
"""

from __future__ import annotations

from spread_elearn import ActivityKind, hookimpl
from spread_elearn.kinds.boxes import BOXES
from spread_elearn.kinds.figure import FIGURE
from spread_elearn.kinds.tabs import TABS
from spread_elearn.kinds.task import TASK


@hookimpl
def register_activities() -> list[ActivityKind]:
    return [*BOXES, FIGURE, TABS, TASK]
