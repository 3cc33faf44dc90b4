"""Words for other systems, and from them: plain HTML out, our markdown in.

html_out.py   prose -> HTML without anything that needs our player
html_in.py    a stranger's HTML -> markdown, through an allow-list
"""
