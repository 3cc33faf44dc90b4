"""Smallest modules that provoke what no mistakes.md does; the titles say how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from authoring import LESSON, MODULE, PNG, Files

CHECK = ("check demo",)
ONE = "lessons/01-one.md"
TWO = "lessons/02-two.md"
OUTCOMES = f"{MODULE}outcomes:\n  - {{id: K1, kind: knowledge, text: Know}}\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
TERMS = "tutor, tutors\n: A person who helps.\n"
QUESTION = "::: question {{#{id} {more}}}\nWho?\n\n- [x] One\n- [ ] Two\n:::\n\n"

XLIFF = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="lessons/01-one.md" source-language="en" target-language="it"
 datatype="x-markdown" product-name="demo"><body>
<trans-unit id="uda09e249657a4b36"><source>One</source><target>Un</target></trans-unit>
<trans-unit id="u7f0877d8b71bf74b"><source>Read</source>
<target><g id="1">a</g><g id="1">b</g><g id="9">c</g></target></trans-unit>
</body></file></xliff>
"""
"""The ids of units follow from their texts."""


@dataclass(frozen=True)
class ModuleCase:
    """A module, and the codes of what is said of it when some commands run."""

    codes: str
    files: Files
    commands: tuple[str, ...] = CHECK
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links: name -> where it leads."""
    sockets: tuple[str, ...] = ()
    """Names of sockets, which no program can open as a file."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Name -> the size of a file of nothing."""


def lesson(text: str, head: str = "minutes: 1") -> Files:
    """A module of one lesson."""
    return {ONE: f"---\n{head}\n---\n# One\n\n{text}\n"}


def module(more: str) -> Files:
    """A module with more keys in module.yaml."""
    return {"module.yaml": f"{MODULE}{more}\n"}


def catalog(*entries: tuple[str, str, str]) -> str:
    """A PO file of (context, text, translation)."""
    texts = (
        f'msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{said}"\n'
        for context, text, said in entries
    )
    return "\n".join(('msgid ""\nmsgstr "Language: it\\n"\n', *texts))


def translated(text: str, said: str, more: Files | None = None) -> Files:
    """A module of one lesson with a translation of its words."""
    po = {"locales/it.po": catalog(("text", text, said))}
    return {**lesson(text.replace("\\n", "\n")), **po, **(more or {})}


def asked(id_: str, more: str = "outcome=K1") -> str:
    """A question."""
    return QUESTION.format(id=id_, more=more)


def many_answers() -> Files:
    """Questions whose typed answers are longer than 4,096 characters together."""
    gaps = "[[responsible]] " * 12
    questions = (
        f"::: question {{#q{n} type=gaps}}\nIt {gaps}.\n:::\n\n" for n in range(30)
    )
    return lesson("".join(questions))


MODULES = {
    "a socket in place of a lesson": ModuleCase("file", {}, sockets=(TWO,)),
    "a lesson of 17 MB": ModuleCase("file-large", {}, sizes={TWO: 17 << 20}),
    "a picture beside the lessons": ModuleCase(
        "media-place", {**lesson("![It](a.png)"), "a.png": PNG}
    ),
    "a format and items that fit the LMS less": ModuleCase(
        "lms-format lms-sco",
        module("lms: frappe\nsco: lesson"),
        ("build demo -f scorm2004",),
    ),
    # Lessons
    "a lesson that is a folder": ModuleCase("file", {f"{TWO}/note.txt": "x"}),
    "a lesson that is not UTF-8": ModuleCase(
        "encoding", {ONE: b"# One\n\nText.\nCaf\xe9.\n"}
    ),
    "a lesson with an underscore in its name": ModuleCase(
        "lesson-name", {"lessons/01_one.md": LESSON}
    ),
    "a lesson that is a link out of the module": ModuleCase(
        "outside", {}, links={TWO: "../../aside.md"}
    ),
    "a lesson with the name of a part of the page": ModuleCase(
        "lesson-name", {"lessons/01-save.md": LESSON}
    ),
    "two lessons with one id": ModuleCase(
        "id-twice", {ONE: LESSON, "lessons/02-one.md": LESSON}
    ),
    "a lesson in a folder below": ModuleCase(
        "lesson-place", {ONE: LESSON, "lessons/part/02-two.md": LESSON}
    ),
    "no lessons": ModuleCase("lessons-missing", {"lessons/notes.txt": "later"}),
    "only a page": ModuleCase("lessons-missing", lesson("Text.", "role: page")),
    "one id in two lessons": ModuleCase(
        "id-twice",
        {
            ONE: f"{LESSON}\n::: note {{#x}}\nText.\n:::\n",
            TWO: f"{LESSON}\n::: note {{#x}}\nText.\n:::\n",
        },
    ),
    "minutes that are far too many": ModuleCase(
        "minutes", lesson("Text.", "minutes: 9")
    ),
    "a link to a teacher's lesson": ModuleCase(
        "link-teacher",
        {
            ONE: f"{LESSON}\n[see](02-two.md)\n",
            TWO: LESSON.replace("minutes: 1", "role: teacher"),
        },
    ),
    "a task with too many boxes": ModuleCase(
        "task-boxes",
        lesson("::: task {#t}\n" + "- [ ] Do.\n" * 201 + ":::"),
    ),
    # module.yaml
    "a title of 201 characters": ModuleCase(
        "title-long", {"module.yaml": MODULE.replace("Demo", "D" * 201)}
    ),
    "a module without description": ModuleCase(
        "description", {"module.yaml": "id: demo\ntitle: Demo\nlanguage: en\n"}
    ),
    "a lesson with an outcome that is not in the list": ModuleCase(
        "outcome-unknown",
        {**lesson("Text.", "outcomes: [K2]"), "module.yaml": OUTCOMES},
    ),
    "a list where a table stands": ModuleCase("value", module("keywords: {a: b}")),
    "a list as a key of options": ModuleCase("value", module("options: {[a]: b}")),
    "a list as a key": ModuleCase("key-unknown", module("? [a]\n: b")),
    "a bracket that closes nothing": ModuleCase("yaml", module("]")),
    # Media
    "a film alone": ModuleCase(
        "captions transcript", {**lesson("![A day](media/a.mp4)"), "media/a.mp4": b"x"}
    ),
    "captions that are none, and a transcript with a note": ModuleCase(
        "captions transcript-note",
        {
            **lesson("![A day](media/a.mp4)"),
            "media/a.mp4": b"x",
            "media/a.vtt": "1\n00:00 --> 00:01\n",
            "media/a.md": "Words.[^a]\n\n[^a]: More.\n",
        },
    ),
    "a drawing without a size": ModuleCase(
        "drawing",
        {
            **lesson("![A](media/a.svg)"),
            "media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        },
    ),
    "a drawing of 200 kB": ModuleCase(
        "drawing-large",
        {
            **lesson("![A](media/a.svg)"),
            "media/a.svg": DRAWING.format('<path d="M1 1h7"/>' * 12_000),
        },
    ),
    # Translations
    "a translation without the link": ModuleCase(
        "translation-lost",
        translated("Read [the guide](https://example.org/).", "Leggi la guida."),
    ),
    "a translation with a link of its own": ModuleCase(
        "translation-new",
        translated("Read the guide.", "Leggi [la guida](https://example.org/)."),
    ),
    "a translation that begins a list": ModuleCase(
        "translation-block", translated("Read the guide.", "- Leggi la guida.")
    ),
    "a translation of two paragraphs": ModuleCase(
        "translation-block", translated("Read the guide.", "Leggi.\\n\\nLa guida.")
    ),
    "a translation with stars that mark nothing": ModuleCase(
        "translation-marks", translated("Read the guide.", "Leggi ** la guida.")
    ),
    "a translation that is none": ModuleCase(
        "translation-same",
        translated("Nobody ever works alone here.", "Nobody ever works alone here."),
    ),
    "a film without captions in the language": ModuleCase(
        "captions",
        {
            **translated("![A day](media/a.mp4)", "![Un giorno](media/a.mp4)"),
            "media/a.mp4": b"x",
            "media/a.vtt": "WEBVTT\n",
            "media/a.md": "Words.\n",
        },
    ),
    "one of two downloads in the language": ModuleCase(
        "download-language",
        {
            **translated("[A](media/a.csv) [B](media/b.csv)", ""),
            "media/a.csv": "a",
            "media/b.csv": "b",
            "media/b.it.csv": "b",
        },
    ),
    "a translation without the agreed word": ModuleCase(
        "translation-term",
        {
            **lesson("Ask a tutor."),
            "glossary.md": TERMS,
            "locales/it.po": catalog(
                ("term", "tutor, tutors", "tutor"),
                ("text", "Ask a tutor.", "Chiedi a una guida."),
            ),
        },
    ),
    "a catalog in the module's own language": ModuleCase(
        "catalog-name", {"locales/en.po": catalog()}
    ),
    "a catalog for no language": ModuleCase(
        "catalog-name", {"locales/klingon.po": catalog()}
    ),
    "a catalog that is a folder": ModuleCase(
        "file", {"locales/it.po": catalog(), "shared/locales/it.po/note.txt": "x"}
    ),
    "a catalog that is not UTF-8": ModuleCase(
        "encoding", {"locales/it.po": b"# \xe9\n"}
    ),
    "a catalog with a line that is none": ModuleCase(
        "catalog-line", {"locales/it.po": "Ciao\n"}
    ),
    "a catalog with two versions": ModuleCase(
        "catalog-line", {"locales/it.po": "<<<<<<< mine\n"}
    ),
    "a catalog that breaks off": ModuleCase(
        "catalog-line", {"locales/it.po": 'msgid "Hello"\n'}
    ),
    "a catalog that translates a text twice": ModuleCase(
        "catalog-twice",
        {"locales/it.po": catalog(("title", "One", "Uno"), ("title", "One", "Un"))},
    ),
    "a catalog of another language": ModuleCase(
        "catalog-language",
        {"locales/it.po": catalog().replace("Language: it", "Language: fr")},
    ),
    "a translation of marks alone": ModuleCase(
        "translation-empty", translated("Read `it`.", "` `")
    ),
    # Limits
    "answers that SCORM 1.2 cannot keep": ModuleCase("state-large", many_answers()),
    "answers of one lesson that SCORM 1.2 cannot keep": ModuleCase(
        "state-large", {**many_answers(), **module("sco: lesson")}
    ),
    "a description as long as a book": ModuleCase(
        "texts-long",
        {"module.yaml": MODULE.replace("A module", "A long module " * 10_000)},
    ),
    "a version as long as a line": ModuleCase(
        "name-long", {"module.yaml": MODULE.replace("id: demo", f"id: {'d' * 250}")}
    ),
    "a lesson that Windows takes for a device": ModuleCase(
        "lesson-name", {"lessons/01-con.md": LESSON}
    ),
    "a formula that is none": ModuleCase("formula", lesson("It is $\\frac{1}{$ here.")),
    "a gap with too many words": ModuleCase(
        "quiz-gap-words",
        lesson(
            "::: question {#g type=gaps}\nIt [[is||"
            + "|".join(map(str, range(70)))
            + "]].\n:::"
        ),
    ),
    "sections that ask nothing": ModuleCase(
        "bank-texts",
        lesson(f"## A\n\nText.\n\n## B\n\n{asked('q', '')}"),
        ("build demo -f gift",),
    ),
    # Glossary
    "two terms of one id": ModuleCase(
        "term-twice", {"glossary.md": "US\n: A state.\n\nus\n: We.\n"}
    ),
    "a glossary of which nothing is used": ModuleCase(
        "term-unused",
        {"glossary.md": "".join(f"term{n}\n: It {n}.\n\n" for n in range(30))},
    ),
    "a term without words": ModuleCase(
        "term-form", {"glossary.md": ",\n: A person.\n"}
    ),
    "a lesson in the place of the glossary's page": ModuleCase(
        "lesson-name", {"glossary.md": TERMS, "lessons/01-glossary.md": LESSON}
    ),
    "marked words that are like no term": ModuleCase(
        "term-unknown", {**lesson("A [bus]{.term}."), "glossary.md": TERMS}
    ),
    "the id of no term": ModuleCase(
        "term-unknown", {**lesson("A [bus]{term=bus}."), "glossary.md": TERMS}
    ),
    "marked words without a glossary": ModuleCase(
        "term-unknown", lesson("A [tutor]{.term}.")
    ),
    "options of the glossary that there are not": ModuleCase(
        "glossary-option",
        module("options: {glossary: {mark: some, marks: x, page: 1}}"),
    ),
    "terms written by an author": ModuleCase(
        "glossary-kind", lesson("::: lesson-terms\n:::")
    ),
    "one form for two terms in a translation": ModuleCase(
        "term-twice",
        {
            **lesson("A tutor and a mentor."),
            "glossary.md": f"{TERMS}\nmentor\n: Another person.\n",
            "locales/it.po": catalog(
                ("term", "tutor, tutors", "guida"), ("term", "mentor", "guida")
            ),
        },
    ),
    "marked words of a translation that are no term": ModuleCase(
        "term-unknown",
        {
            **translated("A [tutor]{.term}.", "Un [amico]{.term}."),
            "glossary.md": TERMS,
        },
    ),
    "a glossary's file without terms": ModuleCase(
        "glossary-none", {}, ("build demo -f moodle-glossary",)
    ),
    # Questions
    "a question with an outcome that is not in the list": ModuleCase(
        "quiz-outcome quiz-untested",
        {**lesson(asked("q", "outcome=K2")), "module.yaml": OUTCOMES},
    ),
    "an assessment without questions": ModuleCase(
        "quiz-no-questions", lesson("Text.", "assessment: true")
    ),
    "a draw of more than there are, with unequal points": ModuleCase(
        "quiz-draw quiz-draw-points",
        lesson(asked("a", "") + asked("b", "points=2"), "assessment: true\ndraw: 3"),
    ),
    "a step without words": ModuleCase(
        "quiz-empty", lesson("::: question {#q}\nOrder?\n\n1. One\n2.\n:::")
    ),
    "a tilde without a space": ModuleCase(
        "quiz-space", lesson("::: question {#q}\nHow many?\n\n= 3\n~7\n:::")
    ),
    "questions that no bank can hold whole": ModuleCase(
        "gift-loss moodle-xml-loss",
        {
            "media/a.svg": DRAWING.format('<path d="M1 1h7"/>'),
            **lesson(
                "::: question {#rating rating=5}\nSure?\n:::\n\n"
                "::: question {#hint points=3}\nSo?\n\n= 3\n\n::: hint\nIt.\n:::\n:::\n\n"
                "::: question {#eleven}\nWhich?\n\n"
                + "".join(f"- [x] Choice {number}\n" for number in range(11))
                + ":::\n\n"
                "::: question {#pairs}\nMatch?\n\nA\n: ![The one](media/a.svg)\n\nB\n: two\n"
                "  > Said.\n\n:::\n\n"
                "::: question {#gaps points=3}\nA [[b]] and [[c]].\n:::\n\n"
                "::: question {#gap}\nA [[b]], [[c]].\n:::\n\n"
                "::: question {#order}\nOrder?\n\n1. a\n   > Said\n2. b\n:::\n\n"
                "::: question {#arrow}\nSo?\n\n= a -> b\n:::\n\n"
                "::: question {#ids}\nWhich?\n\n- [x] a {#mine}\n- [ ] b\n:::\n\n"
                "::: question {#away}\n[See](01-one.md) it?\n\n= 3\n:::\n\n"
                "::: question {#think}\nWhat do you think?\n\n::: answer\nIt.\n:::\n:::\n"
            ),
        },
        ("build demo -f gift -f moodle-xml",),
    ),
    # Seminar and Moodle
    "a seminar's page without a seminar": ModuleCase(
        "seminar-missing", {}, ("build demo -f seminar",)
    ),
    "a course with a glossary": ModuleCase(
        "moodle-course-glossary",
        {**lesson("A tutor."), "glossary.md": TERMS},
        ("build demo -f moodle-course",),
    ),
    "an XLIFF file that lost, doubled and made up placeholders": ModuleCase(
        "xliff",
        {
            **lesson("Read [the guide](https://example.org/) `now`."),
            "locales/it.po": catalog(("title", "One", "Uno")),
            "it.xlf": XLIFF,
        },
        ("translations import demo/it.xlf",),
    ),
}
