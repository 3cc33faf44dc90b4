"""A module with Questions in, what templates show of them out.

assessment   the step that makes questions count, and the block at a lesson's end
question     what the template of a question is given; shuffling, solution, wording
gaps         how a text with gaps is shown
resources    scripts, style, templates, words of the player
"""
