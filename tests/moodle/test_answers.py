"""``spread-elearn answers``: reports of Moodle in words, and nobody's name.

The files in ``reports`` were downloaded from Moodle 4.5 and 5.1. Three learners with
planted names had played the module *rich* of ``tests/live`` and its practice quiz
*drill*. Larger reports are written here in the same form.
"""

from __future__ import annotations

import csv
import io
import json
import random
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from authoring import write_files
from live.sources import make_course
from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins

REPORTS = Path(__file__).parent / "reports"
PLANTED = ("Zelda", "Plantedname", "Otto", "Geheimnis", "Ines", "Segreta", "example")
FRONT = "---\nminutes: 5\nassessment: true\n---\n# Check\n\n"


def answers(*args: object, expect: int = 0) -> Result:
    """Run the command."""
    plugins = Plugins()
    command = [str(each) for each in ("answers", *args)]
    result = CliRunner().invoke(make_cli(plugins), command, obj=plugins)
    assert result.exit_code in (0, expect), result.output
    return result


def value(*args: object) -> Any:
    return json.loads(answers(*args, "--json").output)


def refused(*args: object) -> str:
    result = answers(*args, expect=1)
    assert result.exit_code == 1
    return result.output


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules of the live tests."""
    return make_course(tmp_path_factory.mktemp("answers")).folder


# ---- reports of real sites


@pytest.mark.parametrize("name", sorted(each.name for each in REPORTS.iterdir()))
def test_each_form_of_a_report_is_read(live: Path, name: str) -> None:
    kind = "scorm" if "scorm" in name else "quiz"
    found = value(REPORTS / name, live / ("rich" if kind == "scorm" else "drill"))
    assert (found["report"], found["learners"]) == (kind, 3)
    assert len(found["questions"]) == 8
    first = value(
        REPORTS / f"{name[:8]}-{kind}.{'txt' if kind == 'scorm' else 'csv'}",
        live / ("rich" if kind == "scorm" else "drill"),
    )
    assert found == first


def test_letters_become_words_and_tries_are_told_apart(live: Path) -> None:
    """Zelda had all wrong and then all right, Otto all right, Ines some in part."""
    report = REPORTS / "moodle45-scorm.txt"
    for tries, choice, multiple in (("first", 1, 0.5), ("last", 2, 5 / 6)):
        found = value(report, live / "rich", "--tries", tries)["questions"]
        assert found[0]["answers"][0]["words"] == "The tutor"
        assert found[0]["right"] == choice
        assert found[2]["facility"] == round(multiple, 4)
    everything = value(report, live / "rich", "--tries", "all")
    assert everything["learners"] == 3
    assert everything["questions"][0]["learners"] == 4


def test_the_quiz_is_read_back_from_its_words(live: Path) -> None:
    found = value(REPORTS / "moodle45-quiz.csv", live / "drill", "--tries", "all")
    by_id = {each["id"]: each for each in found["questions"]}
    assert by_id["l1.choice"]["right"] == 2
    assert by_id["l1.match"]["answered"] == 3
    assert by_id["l1.order"]["answered"] == 3
    assert by_id["l1.gaps"]["right"] == 1
    assert {each["words"] for each in by_id["l1.match"]["answers"]} >= {
        "Tutor - tasks at work",
        "Mentor - settling in",
        "Mentor - the evidence",
    }


def test_each_question_is_named_by_file_and_line(live: Path) -> None:
    found = value(REPORTS / "moodle51-scorm.ods", live / "rich")["questions"]
    for each in found:
        path, _, line = each["place"].rpartition(":")
        text = Path(path).read_text("utf-8").splitlines()[int(line) - 1]
        assert text.startswith(f"::: question {{#{each['id'].partition('.')[2]}")


@pytest.mark.parametrize("name", sorted(each.name for each in REPORTS.iterdir()))
@pytest.mark.parametrize("more", [(), ("--json",), ("--tries", "all")])
def test_no_name_is_in_any_output(live: Path, name: str, more: tuple[str, ...]) -> None:
    for module in ("rich", "drill"):
        said = answers(REPORTS / name, live / module, *more, expect=1)
        text = said.output.casefold()
        assert [each for each in PLANTED if each.casefold() in text] == []


def test_a_report_of_another_module_is_refused(live: Path) -> None:
    said = refused(REPORTS / "moodle45-scorm.txt", live / "drill")
    assert "another" in said
    assert "Name the folder from which the package in Moodle was built" in said
    assert "another module" in refused(REPORTS / "moodle45-quiz.csv", live / "rich")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [ ] The mentor\n", "- [x] The mentor\n"),
        ("- [x] The mood falls\n", "- [ ] The mood falls\n"),
        ("4. Let practise\n", ""),
        ("#choice ", "#chosen "),
        ("- [ ] True\n- [x] False", "- [x] True\n- [ ] False"),
    ],
)
def test_a_report_of_another_version_is_refused(
    tmp_path: Path, old: str, new: str
) -> None:
    rich = make_course(tmp_path).folder / "rich"
    lesson = rich / "lessons/02-l2.md"
    text = lesson.read_text("utf-8")
    if "mentor" in old:
        new += "- [ ] Nobody\n"
        text = text.replace("- [x] The tutor\n", "- [ ] The tutor\n")
    assert old in text
    lesson.write_text(text.replace(old, new), "utf-8")
    assert "of another version" in refused(REPORTS / "moodle45-scorm.txt", rich)


# ---- thirty learners and twelve questions, counted by hand

TWELVE = {
    "c1": ("choice", "K1"),
    "c2": ("choice", "K1"),
    "c3": ("choice", "S1"),
    "c4": ("choice", ""),
    "m1": ("multiple", "K1"),
    "m2": ("multiple", "S1"),
    "t1": ("truefalse", "S1"),
    "p1": ("match", "K1"),
    "o1": ("order", "S1"),
    "n1": ("number", "K1"),
    "w1": ("short", "K1"),
    "g1": ("gaps", "S1"),
}
BODIES = {
    "choice": "Which of {n}?\n\n- [x] right {n}\n- [ ] wrong; {n}\n- [ ] odd {n}",
    "multiple": "Which all of {n}?\n\n- [x] A\n- [x] B\n- [ ] C\n- [ ] D",
    "truefalse": "Is it so?\n\n- [x] True\n- [ ] False",
    "match": "Who?\n\nTutor\n: tasks\n\nMentor\n: people\n\n…\n: money",
    "order": "In order.\n\n1. one\n2. two\n3. three",
    "number": "How many?\n\n= 25 +- 0.5",
    "short": "Which word?\n\n= will | way",
    "gaps": "It begins [[here|there]] and ends [[now]].",
}
RIGHT = {
    "choice": "a",
    "multiple": "a,b",
    "truefalse": "t",
    "match": "a.a,b.b",
    "order": "a,b,c",
    "number": "25",
    "short": "will",
    "gaps": "here,now",
}
WRONG = {
    "choice": [("b", 0.0), ("c", 0.0)],
    "multiple": [("a", 0.5), ("a,c", 0.0), ("a,b,c", 0.5), ("c,d", 0.0)],
    "truefalse": [("f", 0.0)],
    "match": [("a.b,b.a", 0.0), ("a.a,b.c", 0.5)],
    "order": [("b,a,c", 1 / 3), ("c,a,b", 0.0)],
    "number": [("17", 0.0), ("24", 0.0)],
    "short": [("wish", 0.0)],
    "gaps": [("here,later", 0.5), ("x,y", 0.0)],
}
PATTERN = {"multiple": "{a,b}", "number": "", "short": "will,way"}
HEADS = ("Frage {n}", "Antwort {n}", "Richtige Antwort {n}", "Ergebnis {n}")


def module(folder: Path, types: dict[str, tuple[str, str]] = TWELVE) -> Path:
    asked = "".join(
        f"::: question {{#{id_}{f' outcome={out}' if out else ''}"
        f"{' points=2' if id_ == 'c3' else ''}}}\n{BODIES[type_].format(n=id_)}\n:::\n\n"
        for id_, (type_, out) in types.items()
    )
    yaml = (
        "id: twelve\ntitle: Twelve\nlanguage: en\ndescription: Twelve.\n"
        "pass_mark: 70\noutcomes:\n"
        "  - {id: K1, kind: knowledge, text: To know}\n"
        "  - {id: S1, kind: skill, text: To do}\n"
    )
    files = {"module.yaml": yaml, "lessons/01-test.md": FRONT + asked}
    return write_files(folder / "twelve", files)


def answered(seed: int = 7) -> list[dict[str, tuple[str, float]]]:
    """What each of thirty learners answers: (cell, part of the points)."""
    chance = random.Random(seed)
    learners = []
    for number in range(30):
        able = (number + 1) / 31
        learners.append(
            {
                id_: (RIGHT[type_], 1.0)
                if chance.random() < able
                else chance.choice(WRONG[type_])
                for id_, (type_, _) in TWELVE.items()
            }
        )
    return learners


def points(id_: str) -> float:
    return 2.0 if id_ == "c3" else 1.0


def result(id_: str, share: float) -> str:
    """As the player tells it."""
    if share == 1:
        return "correct"
    return "wrong" if share == 0 else f"{round(share * points(id_), 2):g}"


def report(
    path: Path,
    learners: Sequence[dict[str, tuple[str, float]]],
    columns: str = "qarb",
    heads: Sequence[str] = HEADS,
    names: Sequence[str] = (),
) -> Path:
    """The interactions report as Moodle writes it, with the columns that are asked."""
    kept = [n for n, sign in enumerate("qarb") if sign in columns]
    head = ["Name", "E-Mail", "Versuch", "Begonnen", "Zuletzt", "Punkte", "Modul 3"]
    head += [heads[n].format(n=x) for x in range(len(TWELVE)) for n in kept]
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerow(head)
    for number, learner in enumerate(learners):
        name = names[number] if names else f"Person Number{number}"
        row = [name, f"p{number}@example.invalid", "1", "Montag", "Montag", "50", "50"]
        for id_, (cell, share) in learner.items():
            right = PATTERN.get(TWELVE[id_][0], RIGHT[TWELVE[id_][0]])
            cells = [f"test.{id_}", cell, right, result(id_, share)]
            row += [cells[n] for n in kept]
        writer.writerow(row)
    path.write_text(out.getvalue(), "utf-8")
    return path


def check_by_hand(
    found: Any, learners: Sequence[dict[str, tuple[str, float]]], places: int = 2
) -> None:
    """Counted anew, question by question, with Python's own statistics."""
    assert found["learners"] == len(learners)
    for item in found["questions"]:
        id_ = item["id"].removeprefix("test.")
        shares = [learner[id_][1] for learner in learners]
        rest = [
            sum(
                part * points(other)
                for other, (_, part) in each.items()
                if other != id_
            )
            for each in learners
        ]
        assert item["right"] == shares.count(1.0)
        assert item["facility"] == pytest.approx(statistics.mean(shares), abs=0.01)
        wanted = statistics.correlation(shares, rest)
        assert item["discrimination"] == pytest.approx(wanted, abs=10**-places)
    for outcome in found["outcomes"]:
        own = [id_ for id_, (_, out) in TWELVE.items() if out == outcome["id"]]
        most = sum(map(points, own)) * len(learners)
        got = sum(each[id_][1] * points(id_) for each in learners for id_ in own)
        assert outcome["questions"] == len(own)
        assert outcome["facility"] == pytest.approx(got / most, abs=0.01)


def test_thirty_learners_and_twelve_questions_as_counted_by_hand(
    tmp_path: Path,
) -> None:
    learners = answered()
    found = value(report(tmp_path / "r.txt", learners), module(tmp_path))
    assert len(found["questions"]) == 12
    assert [each["id"] for each in found["outcomes"]] == ["K1", "S1"]
    check_by_hand(found, learners)
    for item in found["questions"]:
        type_ = TWELVE[item["id"].removeprefix("test.")][0]
        cells = [each[item["id"].removeprefix("test.")][0] for each in learners]
        if type_ == "choice":
            counts = [cells.count(letter) for letter in "abc"]
            n = item["id"].removeprefix("test.")
            said = {each["words"]: each["count"] for each in item["answers"]}
            assert said == dict(
                zip((f"right {n}", f"wrong; {n}", f"odd {n}"), counts, strict=True)
            )
            assert item["answers"][0]["right"]


@pytest.mark.parametrize(
    "columns", ["qar", "qab", "qa", "arb", "ab", "ar", "a", "qarb"]
)
def test_whatever_columns_a_teacher_chooses_the_numbers_are_the_same(
    tmp_path: Path, columns: str
) -> None:
    """Without the result each answer is judged as the player does."""
    learners = answered(3)
    path = report(tmp_path / "r.txt", learners, columns)
    check_by_hand(value(path, module(tmp_path)), learners)


@pytest.mark.parametrize(
    "heads",
    [
        ("Question {n}", "Response {n}", "Right answer {n}", "Result {n}"),
        ("السؤال {n}", "الإجابة {n}", "الإجابة الصحيحة {n}", "النتيجة {n}"),
        ("Ερώτηση {n}", "Απάντηση {n}", "Σωστή {n}", "Αποτέλεσμα {n}"),
    ],
)
def test_heads_may_be_in_any_language(tmp_path: Path, heads: Sequence[str]) -> None:
    learners = answered(5)
    path = report(tmp_path / "r.txt", learners, heads=heads)
    check_by_hand(value(path, module(tmp_path)), learners)


def test_the_signs_of_scorm_2004_are_read_too(tmp_path: Path) -> None:
    learners = answered(11)
    path = report(tmp_path / "r.txt", learners, "qab")
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8")), delimiter="\t"))
    for line in lines[1:]:
        for n in range(7, len(line), 3):
            type_ = TWELVE[line[n].removeprefix("test.")][0]
            if type_ in ("multiple", "match", "order", "gaps"):
                line[n + 1] = line[n + 1].replace(",", "[,]")
            if type_ == "match":
                line[n + 1] = line[n + 1].replace(".", "[.]")
            if type_ == "truefalse":
                line[n + 1] = {"t": "true", "f": "false"}[line[n + 1]]
            line[n + 2] = line[n + 2].replace("wrong", "incorrect")
    out = io.StringIO()
    csv.writer(out, delimiter=",").writerows(lines)
    path.write_text(out.getvalue(), "utf-16")
    check_by_hand(value(path, module(tmp_path)), learners)


def test_questions_that_need_work_are_named_with_their_line(tmp_path: Path) -> None:
    learners = answered()
    for number, each in enumerate(learners):
        each["c1"] = ("b", 0.0) if number > 9 else ("a", 1.0)
        each["c2"] = ("a", 1.0)
    path = report(tmp_path / "r.txt", learners)
    said = answers(path, module(tmp_path)).output.partition("Look at these:")[2]
    lines = {line.split(": ")[1]: line for line in said.splitlines() if ": " in line}
    first = lines["test.c1"]
    assert "lessons/01-test.md:" in first
    assert "more learners say “wrong; c1” than what is right" in first
    assert "is the right answer right?" in first
    assert "nearly everybody gets it right" in lines["test.c2"]
    assert "nobody chooses “odd c2”, “wrong; c2”" in lines["test.c2"]


def test_a_name_that_was_typed_as_an_answer_is_not_shown(tmp_path: Path) -> None:
    """Nor any other words that only one or two have typed."""
    learners = answered()
    names = [f"Zelda Plantedname{n}" for n in range(30)]
    for number, each in enumerate(learners):
        each["w1"] = ("Zelda" if number < 9 else "wish", 0.0)
        each["g1"] = (f"secret{number},Otto", 0.0)
    path = report(tmp_path / "r.txt", learners, names=names)
    for more in ((), ("--json",)):
        said = answers(path, module(tmp_path), *more).output
        assert "wish" in said
        for hidden in ("zelda", "planted", "secret", "otto", "example"):
            assert hidden not in said.casefold()


def test_a_few_learners_are_no_statistics(tmp_path: Path) -> None:
    path = report(tmp_path / "r.txt", answered()[:4])
    found = value(path, module(tmp_path))
    for item in found["questions"]:
        assert item["discrimination"] is None
        assert item["remarks"] == []


def test_a_name_with_a_number_at_the_end_is_no_column(tmp_path: Path) -> None:
    path = report(tmp_path / "r.txt", answered()[:4])
    text = path.read_text("utf-8").replace("Modul 3", "Modul 0")
    path.write_text(text, "utf-8")
    assert len(value(path, module(tmp_path))["questions"]) == 12


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no table"),
        (b"\x89PNG\r\n\x00\x00", "no table"),
        (b"PK\x03\x04 broken", "no table"),
        (b"one line\n", "no table"),
        (b"a,b\n", "no answers in this file"),
        (b"Name,Grade\nAnna Rossi,7\n", "no report of answers"),
    ],
)
def test_what_is_no_report_is_refused_in_plain_words(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    said = refused(path, module(tmp_path))
    assert says in said
    assert "Rossi" not in said
