"""The live preview: a module in the browser, beside a small LMS that shows all.

``command`` starts it, ``run`` keeps its threads, ``server`` answers the browser,
``workspace`` reads and builds, ``watch`` and ``pace`` say when, ``outline`` and
``answers`` put things into words for the page, ``editor`` opens a file at its line.
The page itself is in ``static``: ``lms`` is the LMS, ``panel`` what stands around.
"""
