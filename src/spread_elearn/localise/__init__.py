"""The second step. A ``Module`` comes in, the same in another language goes out.

words          its units of words, and those of a translation in their place
kept_markup    whether a translation has lost a link, an image, a footnote
judging        whether activities hold in the words of a translation
player_words   the words of the player itself
"""

from spread_elearn.localise.words import localise, units_of

__all__ = ["localise", "units_of"]
