"""The texts that are measured: the same bytes at each run, on every machine."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

MODULES = Path(__file__).resolve().parents[1] / "modules"
SEED = 42
LESSONS = 45
BYTES_A_LESSON = 4270
"""Near to 203 kB together; packed they take 45 kB, as the peers' text did."""

SYLLABLES = (
    "s v t pl gr m n w br k l st f tr d c b p r h",
    "a e i o u ea ai ou",
    "n r l nd st sk m rt ss ck ve te ming ler tion",
)


def six_modules(folder: Path, count: int = 6) -> list[Path]:
    """The modules of this repository, filled up to *count* by copies of the first."""
    real = sorted(path.parent for path in MODULES.glob("*/module.yaml"))
    chosen = [*real[:count], *[real[0]] * (count - len(real))]
    return [
        copy_module(source, folder / f"m{number:03}", f"m{number:03}-{source.name}")
        for number, source in enumerate(chosen)
    ]


def copies(source: Path, folder: Path, count: int) -> list[Path]:
    """*count* modules that differ from *source* by their ids only."""
    names = [f"{source.name}-{number}" for number in range(count)]
    return [copy_module(source, folder / name, name) for name in names]


def copy_module(source: Path, folder: Path, id_: str) -> Path:
    shutil.copytree(source, folder)
    for shared in ("glossary.md", "locales"):
        _share(source.parent / shared, folder.parent / shared)
    settings = folder / "module.yaml"
    lines = settings.read_text("utf-8").split("\n")
    changed = [f"id: {id_}" if line.startswith("id:") else line for line in lines]
    settings.write_text("\n".join(changed), "utf-8")
    return folder


def _share(source: Path, target: Path) -> None:
    """What all modules of a folder use stands beside them."""
    if source.is_dir() and not target.exists():
        shutil.copytree(source, target)
    elif source.is_file() and not target.exists():
        shutil.copy(source, target)


def peers_module(folder: Path, *, questions: bool, settings: str = "") -> Path:
    """The text that the peers were measured with: 45 lessons, 203 kB of markdown.

    Each lesson ends with a question; without *questions* its words are a plain list.
    *settings* are further lines of ``module.yaml``.
    """
    writer = Writer(questions)
    _settings(folder, "peers-text", settings)
    for number in range(1, LESSONS + 1):
        path = folder / "lessons" / f"{number:02}-lesson-{number}.md"
        path.write_text(writer.lesson(number), "utf-8")
    return folder


def small_modules(folder: Path, count: int) -> list[Path]:
    """Modules of two short lessons, with a drawing that no other module has."""
    made = []
    for number in range(count):
        writer = Writer(False, SEED + number)
        module = folder / f"small-{number:03}"
        _settings(module, f"small-{number:03}")
        (module / "media").mkdir()
        (module / "media" / "drawing.svg").write_text(_drawing(number), "utf-8")
        for name in ("01-first", "02-second"):
            text = writer.lesson(number, 1800)
            picture = "\n![Two boxes and a line between them.](media/drawing.svg)\n"
            (module / "lessons" / f"{name}.md").write_text(text + picture, "utf-8")
        made.append(module)
    return made


def lesson_texts(folder: Path) -> list[str]:
    """The markdown of a module's lessons."""
    paths = sorted((folder / "lessons").glob("*.md"))
    return [path.read_text("utf-8") for path in paths]


def _settings(folder: Path, id_: str, more: str = "") -> None:
    (folder / "lessons").mkdir(parents=True)
    title = id_.replace("-", " ").capitalize()
    text = f"id: {id_}\ntitle: {title}\nlanguage: en\ndescription: To be measured.\n"
    (folder / "module.yaml").write_text(text + more, "utf-8")


def _drawing(number: int) -> str:
    rows = "".join(
        f'<rect x="{x}" y="{(x * number) % 60}" width="8" height="8"/>'
        f'<text x="{x}" y="90">{number}.{x}</text>'
        for x in range(0, 400, 10)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">{rows}</svg>'


class Writer:
    """Writes lessons of invented words that look and compress like plain prose."""

    def __init__(self, questions: bool, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        self.questions = questions
        self.words = sorted(
            {
                "".join(self.random.choice(part.split()) for part in SYLLABLES)
                for _ in range(700)
            }
        )
        self.random.shuffle(self.words)
        del self.words[400:]
        self.weights = [(rank + 2) ** -1.65 for rank in range(len(self.words))]

    def lesson(self, number: int, size: int = BYTES_A_LESSON) -> str:
        head = f"---\nminutes: 5\n---\n# Lesson {number}: {self.some(4)}\n"
        question = self.question(number)
        parts = [head, self.paragraph()]
        blocks = (self.section, self.steps, self.section, self.table, self.box)
        turn = 0
        while sum(map(len, parts)) + len(question) < size:
            parts.append(blocks[turn % len(blocks)]())
            turn += 1
        return "\n".join([*parts, question])

    def section(self) -> str:
        text = "\n".join(self.paragraph() for _ in range(2))
        link = f"See [{self.some(2)}](https://example.org/{self.some(1)})."
        return f"## {self.some(4).capitalize()}\n\n{text}\n{link}\n"

    def paragraph(self) -> str:
        sentences = [self.sentence() for _ in range(self.random.randint(3, 5))]
        sentences[1] += f" **{self.sentence()}**"
        return " ".join(sentences) + "\n"

    def sentence(self) -> str:
        return f"{self.some(self.random.randint(6, 14)).capitalize()}."

    def steps(self) -> str:
        return "\n" + "".join(f"- {self.sentence()}\n" for _ in range(5))

    def table(self) -> str:
        head = "\n| Who | What | When |\n|---|---|---|\n"
        rows = (
            f"| {self.some(1)} | {self.some(4)} | {self.some(2)} |\n" for _ in range(4)
        )
        return head + "".join(rows)

    def box(self) -> str:
        return f"\n::: tip {self.some(3).capitalize()}\n{self.paragraph()}:::\n"

    def question(self, number: int) -> str:
        wrong = "".join(f"- [ ] {self.some(4)}\n" for _ in range(3))
        choices = f"- [x] {self.some(4)}\n{wrong}"
        stem = f"{self.some(8).capitalize()}?\n"
        if self.questions:
            return f"\n::: question {{#q-{number}}}\n{stem}\n{choices}:::\n"
        return f"\n{stem}\n{_without_boxes(choices.splitlines())}\n"

    def some(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, self.weights, k=count))


def _without_boxes(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line[6:]}" for line in lines)
