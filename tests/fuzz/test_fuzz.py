"""Damaged files of all kinds: a message is fine, and so is nothing; a traceback is not.

Each seed stands for one damage: run a single one with ``-k 'bank and 17'``. With
``--long`` ten times as many.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from authoring import LESSON, MODULE, write_files
from spread_elearn.archive import read_archive
from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins

from .mutations import mutated, mutated_inside

SEEDS = 40
BANK = """<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="category"><category><text>top/Stay</text></category></question>
<question type="multichoice"><name><text>Q1</text></name><questiontext format="html">
<text><![CDATA[<p>Who <b>signs</b>&nbsp;the plan?</p><ul><li>x</li></ul>]]></text>
</questiontext><single>true</single><answer fraction="100"><text>The tutor</text>
<feedback><text>Yes.</text></feedback></answer><answer fraction="0"><text>Nobody</text>
</answer></question><question type="cloze"><name><text>Q2</text></name><questiontext>
<text><![CDATA[<p>A {1:SHORTANSWER:=will~%50%wish} and {2:MC:=way~road}.</p>]]></text>
</questiontext></question><question type="matching"><name><text>Q3</text></name>
<questiontext><text>Pair</text></questiontext><subquestion><text>a</text><answer>
<text>1</text></answer></subquestion><subquestion><text>b</text><answer><text>2</text>
</answer></subquestion></question><question type="numerical"><name><text>Q4</text>
</name><questiontext><text>How many?</text></questiontext><answer fraction="100">
<text>3.5</text><tolerance>0.1</tolerance></answer></question></quiz>
"""
GIFT = """$CATEGORY: $course$/Stay

// a remark
::Q1::[html]<p>Who signs?</p>{=The tutor#Yes. ~Nobody#No. ~%50%Both}

::Q2::Two and two are {#4:0.1}.

::Q3::Pair them {=a -> 1 =b -> 2 =c -> 3}

::Q4::The sun is a star {TRUE####A general word}

A plain text between them.

::Q5::Grant lives {=here =there} now.
"""
GLOSSARY = """<?xml version="1.0" encoding="UTF-8"?>
<GLOSSARY><INFO><NAME>G</NAME><ENTRIES><ENTRY><CONCEPT>tutor</CONCEPT><DEFINITION>
&lt;p&gt;A person &lt;em&gt;who&lt;/em&gt; helps.&lt;/p&gt;</DEFINITION><FORMAT>1</FORMAT>
<ALIASES><ALIAS><NAME>tutors</NAME></ALIAS></ALIASES></ENTRY></ENTRIES></INFO></GLOSSARY>
"""
TABLE = "term,forms,definition\ntutor,tutors,A person who helps.\nstay,,Weeks away.\n"
CATALOG = """# Words
msgid ""
msgstr ""
"Language: it\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. a note
#: lessons/01-one.md
msgctxt "title"
msgid "One"
msgstr "Uno"

#, fuzzy
#| msgctxt "text"
#| msgid "Some words"
msgctxt "text"
msgid "A few words to read."
msgstr "Alcune parole da leggere."

#~ msgid "Old"
#~ msgstr "Vecchio"
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90mm">
<defs><linearGradient id="a"><stop offset="1" stop-color="#fff"/></linearGradient></defs>
<g transform="scale(2)"><text x="3" y="9">A <tspan>word</tspan></text>
<use href="#a"/><path d="M1 1h7" fill="url(#a)"/></g></svg>
"""
TEXT = f"""{LESSON}
## Part {{#part}}

A *few* **words** `code` [here](#part){{.small}} and a note.[^1] ![It](media/a.svg)

| a | b |
|---|---|
| 1 | 2 |

- [ ] box
- [x] done

::: question {{#q1 type=choice}}
Who signs?

- [x] The tutor
  > Yes.
- [ ] Nobody
:::

::: question {{#q2}}
The [[way|road]] is long.
:::

term
: meaning

[^1]: From here.
"""


def spread(folder: Path, *arguments: object) -> str:
    """What a command prints. Raises what no user should see."""
    result = CliRunner().invoke(make_cli(Plugins()), [str(each) for each in arguments])
    error = result.exception
    if error and not isinstance(error, SystemExit | click.ClickException):
        raise error
    assert "This is a fault of spread-elearn" not in result.output
    return result.output


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One of our own packages."""
    folder = write_files(
        tmp_path_factory.mktemp("m") / "demo",
        {"lessons/01-one.md": TEXT, "media/a.svg": DRAWING, "locales/it.po": CATALOG},
    )
    out = folder.parent / "dist"
    spread(folder, "build", folder, "-l", "en", "-o", out)
    [made] = out.glob("*.zip")
    return made.read_bytes()


def seeds(metafunc: pytest.Metafunc) -> range:
    return range(SEEDS * (10 if metafunc.config.getoption("--long") else 1))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", seeds(metafunc))


@pytest.mark.parametrize("damage", [mutated, mutated_inside], ids=["bytes", "inside"])
def test_a_package(
    damage: Callable[[bytes, int], bytes], seed: int, package: bytes, tmp_path: Path
) -> None:
    path, sound = tmp_path / "a.zip", tmp_path / "b.zip"
    path.write_bytes(damage(package, seed))
    sound.write_bytes(package)
    spread(tmp_path, "verify", path)
    spread(tmp_path, "compare", sound, path)
    there = tmp_path / "back"
    spread(tmp_path, "new", there, "--from", path)
    names = {each.relative_to(tmp_path).parts[0] for each in tmp_path.rglob("*")}
    assert names <= {"a.zip", "b.zip", "back"}, "nothing is written elsewhere"
    if there.exists():
        hidden = [each for each in there.rglob("*") if each.name.startswith(".")]
        assert hidden == []


FILES = {
    "module.yaml": MODULE + "outcomes:\n- {id: K1, kind: skill, text: 'x'}\n",
    "lessons/01-one.md": TEXT,
    "glossary.md": "tutor, tutors\n: A person who helps.\n",
    "seminar.md": "# Seminar\n\n## Plan\n\n| Time | What |\n|---|---|\n| 9:00 | x |\n",
    "locales/it.po": CATALOG,
    "media/a.svg": DRAWING,
}


@pytest.mark.parametrize("name", FILES)
def test_a_source(name: str, seed: int, tmp_path: Path) -> None:
    damaged = mutated(FILES[name].encode(), seed)
    folder = write_files(tmp_path / "demo", {**FILES, name: damaged})
    said = spread(tmp_path, "check", folder)
    if "error" not in said:
        spread(tmp_path, "build", folder, "-f", "scorm12", "-o", tmp_path / "dist")
        assert list((tmp_path / "dist").glob("*.zip")), "clean for check is built"


FOREIGN = {
    "bank.xml": ("questions", BANK),
    "bank.gift": ("questions", GIFT),
    "glossary.xml": ("glossary", GLOSSARY),
    "glossary.csv": ("glossary", TABLE),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_bank_or_glossary_of_others(name: str, seed: int, tmp_path: Path) -> None:
    command, text = FOREIGN[name]
    path = tmp_path / name
    path.write_bytes(mutated(text.encode(), seed))
    written = (
        tmp_path
        / "demo"
        / ("lessons/02-in.md" if command == "questions" else "glossary.md")
    )
    folder = write_files(tmp_path / "demo", {})
    spread(tmp_path, command, "import", path, "-o", written)
    if written.exists():
        said = spread(tmp_path, "check", folder)
        errors = [line for line in said.split("\n") if written.name in line]
        assert not [line for line in errors if "warning:" not in line], said


def test_a_seed_does_the_same_each_time(package: bytes) -> None:
    for seed in range(9):
        assert mutated(package, seed) == mutated(package, seed)
    with zipfile.ZipFile(io.BytesIO(mutated_inside(package, 1))) as archive:
        assert archive.namelist()
    assert dict(read_archive(package))
