"""One process that marks the words of a module with 2,000 terms, and builds it.

As a command: ``benchmarks.terms FOLDER OUT PAIRS``. Prints a JSON list of [marking,
building], in milliseconds of CPU: marking is what the step and the check take together,
building is the whole module, its 2,000 terms read and all.
"""

from __future__ import annotations

import json
import sys
from itertools import product
from pathlib import Path
from time import process_time

from benchmarks.measures import timed

from spread_elearn.build import Plan, build
from spread_elearn.load.module import Loader
from spread_elearn.plugins import Plugins
from spread_elearn_glossary.view.usage import usage_of

COUNT = 2000
SYLLABLES = ("ba", "co", "di", "fu", "ga", "le", "mi", "no", "ra", "so", "tu", "ve")


def glossary(count: int = COUNT) -> str:
    """Made-up terms of one and two words; the first are words that lessons use."""
    names = ["learner", "lesson", "module", "work", "first week", "question"]
    names += map("".join, product(SYLLABLES, repeat=4))
    return "\n".join(
        f"{name}, {name}s, {name} at work\n: A word for the benchmark.\n"
        for name in names[:count]
    )


def main(folder: str, out: str, pairs: str) -> None:
    (Path(folder) / "glossary.md").write_text(glossary(), "utf-8")
    plugins, plan = Plugins(), Plan((Path(folder),), Path(out))
    module = Loader(plugins).load(Path(folder))
    found = []
    for _ in range(int(pairs) + 1):
        marking = 2 * timed(lambda: usage_of(module), process_time)
        found.append([marking, timed(lambda: build(plan, plugins), process_time)])
    json.dump(found[1:], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
