"""Which of many texts is most like one: by an index, in time that grows linearly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

SHORT = 60
"""Characters; below, single letters count too: "host company", "host companies"."""
PROBES = 16
"""So many of a text's rarest pieces are looked up."""
CROWD = 40
"""So many texts with one piece are looked at."""
CLOSER = 5
"""So many candidates are compared piece by piece."""
_WORD = re.compile(r"\w+")


def pieces(text: str) -> frozenset[str]:
    """Words and pairs of words; of a short text, three letters each as well."""
    plain = text.casefold()
    words = _WORD.findall(plain)
    found = {*words, *(f"{one} {two}" for one, two in pairwise(words))}
    if len(plain) <= SHORT or len(words) * 20 < len(plain):
        padded = f" {' '.join(words)} "[: 20 * SHORT]
        found.update(padded[n : n + 3] for n in range(len(padded) - 2))
    return frozenset(found)


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """0 for nothing in common, 1 for the same pieces."""
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


class Index:
    """Texts by their pieces."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.pieces = [pieces(text) for text in texts]
        self.homes: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self.pieces):
            for piece in found:
                self.homes[piece].append(number)

    def best(self, text: str) -> tuple[int, float]:
        """(number of the text that is most like this one, how much); -1 if none."""
        asked = pieces(text)
        known = [piece for piece in asked if piece in self.homes]
        rare = sorted(known, key=lambda piece: (len(self.homes[piece]), piece))
        votes: Counter[int] = Counter()
        for piece in rare[:PROBES]:
            votes.update(self.homes[piece][:CROWD])
        close = sorted(votes, key=lambda number: (-votes[number], number))[:CLOSER]
        scores = [(likeness(asked, self.pieces[number]), -number) for number in close]
        score, number = max(scores, default=(0.0, 1))
        return -number, score
