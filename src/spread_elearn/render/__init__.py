"""The fourth step. A ``Module`` comes in, an ``Edition`` goes out: pages and files.

edition       a module's pages, with their one script and one style sheet
page          what prose and activities on a page refer to
assets        the scripts and styles of the theme and of plugins
contrast      whether words can be read in the colours of a theme
resources     media that learners get
questions     a module's questions in neutral words, and the size of their state
message_size  the largest message that a page leaves with
state_keys    short names of lessons and activities in a learner's state
"""

from spread_elearn.render.edition import Renderer

__all__ = ["Renderer"]
