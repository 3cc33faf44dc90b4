"""Text of ``module.yaml`` or front matter comes in, values and mistakes go out.

metadata   a table and its keys, with their lines
values     what a key takes
errors     what YAML complains about, in an author's words
"""
