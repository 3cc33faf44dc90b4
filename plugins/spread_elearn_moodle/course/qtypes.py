"""Questions of Moodle XML as questions of a backup: other elements, the same words."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as Element

from .cloze import split_gaps
from .elements import Fields, element, short, text_of
from .parts import Numbers
from .question import (
    HTML,
    QuestionWriter,
    WrittenQuestion,
    combined,
    decimal,
    html,
    set_text,
    text_with_pictures,
)

QTYPES = {
    "multichoice": "multichoice",
    "truefalse": "truefalse",
    "matching": "match",
    "ordering": "match",
    "cloze": "multianswer",
    "numerical": "numerical",
    "shortanswer": "shortanswer",
    "essay": "essay",
    "description": "description",
}
"""Moodle XML's name -> the database's. Ordering came with Moodle 4.4: for older sites
the steps are matched to their numbers."""
_UNMARKED = ("essay", "description")


def write_question(node: Element, numbers: Numbers, stamp: str) -> WrittenQuestion:
    """One question. *stamp* tells its module and language."""
    writer = QuestionWriter(numbers, stamp)
    kind = QTYPES[node.get("type", "")]
    mark = float(text_of(node, "defaultgrade", "1"))
    question = writer.head(node, kind, 0, mark)
    if kind in _WRITERS:
        inside = _WRITERS[kind](writer, node)
        question.append(element(f"plugin_qtype_{kind}_question", children=inside))
    question.extend([writer.hints(node), writer.tags(node)])
    if kind == "multianswer":
        text, gaps = split_gaps(text_with_pictures(node.find("questiontext")))
        mark = float(len(gaps))
        set_text(question, "questiontext", text)
        set_text(question, "defaultmark", decimal(mark))
    mark = 0.0 if kind in _UNMARKED else mark
    return WrittenQuestion(question, mark, writer.parts)


def _multichoice(writer: QuestionWriter, node: Element) -> list[Element]:
    fields: Fields = {
        "layout": 0,
        "single": text_of(node, "single", "true") == "true",
        "shuffleanswers": text_of(node, "shuffleanswers") == "true",
        **combined(node),
        "answernumbering": text_of(node, "answernumbering", "abc"),
        "shownumcorrect": 0,
        "showstandardinstruction": 1,
    }
    return [writer.answers(node), element("multichoice", fields, id=writer.id)]


def _truefalse(writer: QuestionWriter, node: Element) -> list[Element]:
    answers = {
        text_of(each, "text"): writer.answer(
            each, text_of(each, "text").title(), float(each.get("fraction", "0"))
        )
        for each in node.iterfind("answer")
    }
    fields: Fields = {
        "trueanswer": answers["true"].get("id"),
        "falseanswer": answers["false"].get("id"),
        "showstandardinstruction": 1,
    }
    rows = element("answers", children=answers.values())
    return [rows, element("truefalse", fields, id=writer.id)]


def _match(writer: QuestionWriter, node: Element) -> list[Element]:
    """Pairs; of an order, the steps with their numbers."""
    fields: Fields = {
        "shuffleanswers": 1,
        **combined(node),
        "shownumcorrect": 1,
    }
    pairs = [
        (each, text_of(each, "answer/text")) for each in node.iterfind("subquestion")
    ]
    pairs += [
        (each, str(number)) for number, each in enumerate(node.iterfind("answer"), 1)
    ]
    rows = [_pair(writer, each, right) for each, right in pairs]
    return [
        element("matchoptions", fields, id=writer.id),
        element("matches", children=rows),
    ]


def _pair(writer: QuestionWriter, node: Element, right: str) -> Element:
    number = writer.numbers.next("match")
    fields: Fields = {
        "questiontext": text_with_pictures(node),
        "questiontextformat": HTML,
        "answertext": short(right),
    }
    return element("match", fields, id=number)


def _multianswer(writer: QuestionWriter, node: Element) -> list[Element]:
    _, gaps = split_gaps(text_of(node, "questiontext/text"))
    name = text_of(node, "name/text")
    ids = [writer.part(gap, name) for gap in gaps]
    fields: Fields = {
        "question": writer.id,
        "sequence": ",".join(str(id_) for id_ in ids),
    }
    return [element("answers"), element("multianswer", fields, id=writer.id)]


def _numerical(writer: QuestionWriter, node: Element) -> list[Element]:
    answers = writer.answers(node)
    records = [
        element(
            "numerical_record",
            {
                "answer": answer.get("id"),
                "tolerance": text_of(each, "tolerance", "0"),
            },
            id=answer.get("id", ""),
        )
        for answer, each in zip(answers, node.iterfind("answer"), strict=True)
    ]
    option: Fields = {
        "showunits": 3,
        "unitsleft": 0,
        "unitgradingtype": 0,
        "unitpenalty": "0.1000000",
    }
    options = [element("numerical_option", option, id=writer.id)]
    return [
        answers,
        element("numerical_units"),
        element("numerical_options", children=options),
        element("numerical_records", children=records),
    ]


def _shortanswer(writer: QuestionWriter, node: Element) -> list[Element]:
    fields: Fields = {"usecase": text_of(node, "usecase", "0")}
    return [writer.answers(node), element("shortanswer", fields, id=writer.id)]


def _essay(writer: QuestionWriter, node: Element) -> list[Element]:
    fields: Fields = {
        "responseformat": "editor",
        "responserequired": 0,
        "responsefieldlines": 10,
        "minwordlimit": None,
        "maxwordlimit": None,
        "attachments": 0,
        "attachmentsrequired": 0,
        **html(node, "graderinfo"),
        "responsetemplate": "",
        "responsetemplateformat": HTML,
        "filetypeslist": None,
        "maxbytes": 0,
    }
    return [element("essay", fields, id=writer.id)]


_WRITERS: dict[str, Callable[[QuestionWriter, Element], list[Element]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "match": _match,
    "multianswer": _multianswer,
    "numerical": _numerical,
    "shortanswer": _shortanswer,
    "essay": _essay,
}
