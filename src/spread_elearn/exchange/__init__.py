"""Words for other systems, and from them: plain HTML out, our markdown in.

html_out   prose -> HTML without anything that needs our player
html_in    a stranger's HTML -> markdown, through an allow-list; with html_inline (in a
           line), html_tree (the parsed tree), html_style (what style= says),
           several_languages (one of the languages that stand side by side)
po         catalogs of translators: read, and written entry by entry
escape     plain text -> markdown that reads the same
drawing    SVG files that other systems will serve
xml        XML of strangers
"""
