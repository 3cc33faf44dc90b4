"""The budgets of the design, each as a function that measures and returns rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import texts
from benchmarks.floors import HELP, PAYLOAD, deflated
from benchmarks.measures import (
    BUILD,
    PYTHON,
    Bench,
    Row,
    at_most,
    compare,
    compressed,
    entries,
    packages,
    times,
)

FORMATS = (
    "import json\n"
    "from spread_elearn.plugins import Plugins\n"
    "plugins = Plugins()\n"
    "print(json.dumps([sorted(plugins.activities()), sorted(plugins.formats())]))\n"
)
_LOADED = re.compile(
    rb'<(?:link rel="stylesheet" href|script src|img src|source src)="([^"#:]+)"'
)
WARM = ("-m", "benchmarks.warm")
FLOOR = (PYTHON, "-m", "benchmarks.floors")


def module(bench: Bench) -> Iterator[Row]:
    """One module of six lessons, one format, in a process that is already running."""
    folders = texts.six_modules(bench.fresh("module"), 1)
    folders += texts.copies(folders[0], bench.fresh("copies"), bench.pairs)
    rows = _warm(bench, "module", ["scorm12"], folders)
    written = compare([(ours, floor) for ours, floor, _ in rows])
    html = compare([(ours, floor) for ours, _, floor in rows])
    yield times("module of 6 lessons, scorm12; start apart", written, 3)
    yield times("  the same, floor compresses the HTML only", html, 3)


def six(bench: Bench) -> Iterator[Row]:
    """The six modules in every format and every complete language."""
    _, formats = bench.ask("-c", FORMATS)
    folders = texts.six_modules(bench.fresh("six"))
    first = texts.copies(folders[0], bench.fresh("first"), 1)
    several = []
    for turn in range(max(1, bench.pairs // 3)):
        rows = _warm(bench, f"six-{turn}", formats, [*first, *folders])
        several.append((sum(row[0] for row in rows), sum(row[1] for row in rows)))
    name = f"6 modules, {len(formats)} formats"
    yield times(f"{name}; start apart", compare(several), 1.5)
    reference = bench.scratch / "six-0-reference"
    payload = _payload(bench.fresh(PAYLOAD), reference, folders)
    ours = [*_build(bench.scratch / "six-out", formats), *folders]
    pairs, _ = bench.processes(ours, [*FLOOR, payload, *folders])
    yield times(f"{name}; whole processes", pairs, 1.5)


def help_(bench: Bench) -> Iterator[Row]:
    """How long until --help has spoken."""
    ours = [PYTHON, "-m", "spread_elearn", "--help"]
    pairs, _ = bench.processes(ours, [PYTHON, "-c", HELP])
    yield times("--help", pairs, 1.5)


def peers(bench: Bench) -> Iterator[Row]:
    """The text that the peers were measured with."""
    kinds, _ = bench.ask("-c", FORMATS)
    home = bench.fresh("peers")
    asked = "question" in kinds
    big = texts.peers_module(home / "big", questions=asked)
    out, floor = bench.fresh("peers-out"), bench.fresh("peers-floor")
    pairs, used = bench.processes(
        [*_build(out, ["scorm12"]), big], [*FLOOR, floor, big]
    )
    size = sum(len(text.encode()) for text in texts.lesson_texts(big)) / 1000
    yield times(f"45 lessons, {size:.0f} kB of markdown; whole processes", pairs, 2.5)
    yield at_most("  memory at its peak", used.memory, 45, "MB")
    yield _zip("  zip, with sources.zip as by default", out)
    yield from _first_open("  first open, sco: module", out)
    bare = _variant(bench, home / "bare", "sources: false\n", asked)
    yield _zip("  zip, sources: false", bare)
    split = _variant(bench, home / "split", "sco: lesson\n", asked)
    yield from _first_open("  first open, sco: lesson", split)
    yield _state(bench, big, asked)


def player(bench: Bench) -> Iterator[Row]:
    """The player's script and style sheet."""
    [folder] = texts.six_modules(bench.fresh("player"), 1)
    out = bench.fresh("player-out")
    bench.run([*_build(out, ["scorm12"]), folder])
    files = entries(packages(out)[0])
    size = sum(compressed(files[name]) for name in ("player.css", "player.js"))
    yield at_most("player, CSS and JS, compressed", size, 25, "kB")


def memory(bench: Bench) -> Iterator[Row]:
    """Ten times as many modules, in one process."""
    folders = texts.small_modules(bench.fresh("small"), 500)
    peaks = [
        bench.run([*_build(bench.fresh(f"small-{count}"), ["scorm12"]), *some]).memory
        for count in (50, 500)
        if (some := folders[:count])
    ]
    growth = peaks[1] / peaks[0]
    yield Row(
        "memory, 500 modules against 50",
        f"{peaks[1]:.1f} MB",
        "<= 1.05 x",
        growth <= 1.05,
        f"{peaks[0]:.1f} MB",
        f"{growth:.2f}",
    )


def terms(bench: Bench) -> Iterator[Row]:
    """2,000 terms: what marking them takes of the build."""
    [folder] = texts.six_modules(bench.fresh("terms"), 1)
    out = bench.fresh("terms-out")
    rows = bench.ask("-m", "benchmarks.terms", folder, out, str(bench.pairs))
    pairs = compare([(marking, building) for marking, building in rows])
    yield times("2,000 terms: marking, against the whole build", pairs, 0.05)


def catalogs(bench: Bench) -> Iterator[Row]:
    """An update of 50,000 translated texts, against one of half as many."""
    rows = bench.ask("-m", "benchmarks.catalogs", str(bench.pairs))
    pairs = compare([(large, half) for large, half in rows])
    yield times("catalog of 50,000 texts, against 25,000", pairs, 2.4)


BUDGETS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "module": module,
    "six": six,
    "help": help_,
    "peers": peers,
    "player": player,
    "memory": memory,
    "terms": terms,
    "catalogs": catalogs,
}


def _build(out: Path, formats: list[str]) -> list[str | Path]:
    chosen = [part for name in formats for part in ("-f", name)]
    return [*BUILD, "-o", out, *chosen]


def _warm(
    bench: Bench, name: str, formats: list[str], folders: list[Path]
) -> list[list[float]]:
    """[ours, floor, floor of the HTML alone] for each module but the first."""
    reference, out = bench.fresh(f"{name}-reference"), bench.fresh(f"{name}-out")
    bench.run([*_build(reference, formats), *folders])
    rows: list[list[float]] = bench.ask(
        *WARM, out, ",".join(formats), reference, *folders
    )
    return rows


def _payload(target: Path, reference: Path, folders: list[Path]) -> Path:
    """What the packages of these modules hold deflated, as files."""
    names = tuple(f"{folder.name}-" for folder in folders)
    built = [each for each in packages(reference) if each.name.startswith(names)]
    contents = [content for package in built for content in deflated(package)]
    for number, content in enumerate(contents):
        (target / f"{number:06}").write_bytes(content)
    return target


def _variant(bench: Bench, folder: Path, settings: str, asked: bool) -> Path:
    """The peers' text with other settings: where its package is."""
    texts.peers_module(folder, questions=asked, settings=settings)
    out = bench.fresh(f"{folder.name}-out")
    bench.run([*_build(out, ["scorm12"]), folder])
    return out


def _zip(what: str, out: Path) -> Row:
    [package] = packages(out)
    return at_most(what, package.stat().st_size / 1000, 110, "kB")


def _first_open(what: str, out: Path) -> Iterator[Row]:
    """The first page, and what it loads before anybody scrolls or clicks."""
    files = entries(packages(out)[0])
    page = "index.html" if "index.html" in files else "lesson-1.html"
    needed = {page, *(name.decode() for name in _LOADED.findall(files[page]))}
    size = sum(compressed(files[name]) for name in needed)
    yield at_most(f"{what}, compressed", size, 35, "kB")
    yield at_most(f"{what}, requests", len(needed), 3, "", 0)


def _state(bench: Bench, folder: Path, asked: bool) -> Row:
    code = (
        "import json, sys\nfrom pathlib import Path\n"
        "from spread_elearn.build import Plan, Builder\n"
        "from spread_elearn.plugins import Plugins\n"
        "folder = Path(sys.argv[1])\n"
        "[edition] = Builder(Plugins()).editions(folder, Plan((folder,)))\n"
        "print(json.dumps(edition.site.scos[0].state_size))\n"
    )
    size = float(bench.ask("-c", code, folder))
    counted = "45 lessons seen" + (", 45 questions answered" if asked else "")
    return at_most(f"  worst-case state: {counted}", size, 100, "characters", 0)
