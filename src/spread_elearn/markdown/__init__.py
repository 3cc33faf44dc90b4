"""Text comes in, markdown-it's tokens go out; and what one asks of tokens.

parser          CommonMark with what authors may write beside it
context         what its rules know of the text, and where they put mistakes
colon_lines     which line of ``:::`` closes which; ``code_lines``: where they are text
attributes      what stands in ``{...}``
activities      containers read by their kinds
footnotes       taken out of the prose and numbered
stray_marks     what would be shown as it stands, but no author means
control_characters  what nobody sees
line_positions  the line of each link and image
prose           walking through words; ``links``: what addresses mean
html            tokens to HTML
"""
