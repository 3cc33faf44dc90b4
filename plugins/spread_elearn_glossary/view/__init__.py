"""A module with Terms in; marks in its lessons, and what templates show of them, out.

usage            which terms are used where: marking.py, with all forms in index.py
page             the step that adds the glossary's page; lesson_terms.py instead
                 of it where each lesson stands alone
entries, order   what a page shows, in the order of the alphabet
links            how a mark looks
resources        scripts, style, templates, words of the player
"""
