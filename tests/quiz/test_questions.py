"""Questions in neutral words, their state, and what a translation leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import spread_elearn_quiz
from authoring import FRONT, MODULE, MakePlugins, ModuleFolder, read_pairs
from spread_elearn import (
    Activity,
    Edition,
    Module,
    Question,
    Translation,
    Unit,
    activities_in,
    hookimpl,
    plain_text,
)
from spread_elearn.build import Builder, Plan
from spread_elearn_quiz.view.assessment import Assessment

GOLDEN = Path(__file__).parent / "fixtures" / "golden" / "types.md"
GIVEN = {pair.title: pair.given for pair in read_pairs(GOLDEN)}
SIZES = {
    "choice: feedback for each answer and for all, a hint, an id of its own": 3,
    "multiple: several right choices": 4,
    "truefalse: the words for true and false, true always first": 3,
    "match: pairs, feedback and a distractor": 5,
    "order: steps in an order that is never the right one": 6,
    "gaps: with a sentence above": 21,
    "number: a tolerance, a range, a known mistake": 16,
    "short: variants and a known mistake": 26,
    "rating: not scored": 3,
    "reflection: a model answer": 0,
}


def edition(folder: Path, plugins: object, language: str = "en") -> Edition:
    builder = Builder(plugins)  # type: ignore[arg-type]
    [found] = builder.editions(folder, Plan((folder,), languages=(language,)))
    return found


@dataclass
class Asker:
    module_folder: ModuleFolder
    plugins: MakePlugins

    def __call__(self, text: str, front: str = FRONT, more: str = "") -> Edition:
        lesson = f"{front}# One\n\nStandfirst.\n\n{text}"
        files = {"module.yaml": MODULE + more, "lessons/01-one.md": lesson}
        return edition(self.module_folder(files), self.plugins(spread_elearn_quiz))


@pytest.fixture
def ask(module_folder: ModuleFolder, plugins: MakePlugins) -> Asker:
    return Asker(module_folder, plugins)


def titled(start: str) -> str:
    return next(text for title, text in GIVEN.items() if title.startswith(start))


def said(question: Question) -> Mapping[str, object]:
    """Its parts in plain words."""
    return {
        "stem": plain_text(question.stem),
        "choices": [
            (each.id, plain_text(each.text), each.right) for each in question.choices
        ],
    }


@pytest.mark.parametrize("title", SIZES)
def test_the_worst_case_of_the_state_is_what_the_player_writes(
    title: str, ask: Asker
) -> None:
    tokens = ask(GIVEN[title]).module.lessons[0].tokens
    [activity] = [each for each in activities_in(tokens) if each.kind == "question"]
    kind = ask.plugins(spread_elearn_quiz).activities()["question"]
    assert kind.state_size(activity) == SIZES[title]


def test_a_choice_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("choice")).questions
    assert (question.id, question.type, question.lesson) == (
        "who-decides",
        "choice",
        "one",
    )
    assert said(question) == {
        "stem": "Who keeps responsibility for money and reporting?",
        "choices": [("a", "The intermediary", False), ("own", "The beneficiary", True)],
    }
    assert plain_text(question.choices[0].feedback).startswith("A paid helper")
    assert plain_text(question.feedback) == "Shown after any answer."
    assert plain_text(question.hint) == "Who signs?"


def test_several_choices_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("multiple: several")).questions
    assert question.type == "multiple"
    assert [each.right for each in question.choices] == [True, True, False]


def test_true_stands_before_false(ask: Asker) -> None:
    [question] = ask(titled("truefalse")).questions
    assert said(question)["choices"] == [("a", "True", False), ("b", "False", True)]


def test_type_choice_keeps_yes_and_no_as_they_stand(ask: Asker) -> None:
    text = "::: question {#q type=choice}\nIs it?\n\n- [x] No\n- [ ] Yes\n:::\n"
    [question] = ask(text).questions
    assert said(question)["choices"] == [("a", "No", True), ("b", "Yes", False)]
    assert question.type == "choice"


def test_pairs_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("match")).questions
    pairs = [(c.id, plain_text(c.text), plain_text(c.match)) for c in question.choices]
    assert pairs == [
        ("a", "Tutor", "skills at work"),
        ("b", "Mentor", "wellbeing"),
        ("c", "", "the bus"),
    ]


def test_steps_stand_in_the_right_order(ask: Asker) -> None:
    [question] = ask(titled("order")).questions
    steps = [plain_text(each.text) for each in question.choices]
    assert steps == ["Prepare", "Show", "Let try"]


def test_gaps_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("gaps: with")).questions
    assert question.gaps == (("goal", "aim"), ("will",))


def test_numbers_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("number: a tolerance")).questions
    assert question.numbers == ((24.5, 25.5), (30, 31))
    assert [each.number for each in question.known] == [7]


def test_short_answers_in_neutral_words(ask: Asker) -> None:
    [question] = ask(titled("short")).questions
    assert question.accepted == ("will", "way forward")
    assert [each.texts for each in question.known] == [("wish", "want")]


def test_a_rating_and_a_reflection_in_neutral_words(ask: Asker) -> None:
    rating, reflection = ask(titled("rating") + "\n" + titled("reflection")).questions
    assert (rating.type, rating.scale) == ("rating", 3)
    assert reflection.type == "reflection"
    assert plain_text(reflection.answer) == "On Thursday the supplier came."


TWO = (
    titled("choice: feedback")
    + "\n"
    + titled("multiple: several")
    + "\n"
    + titled("rating")
)


def test_questions_count_in_an_assessment_and_only_there(ask: Asker) -> None:
    front = "---\nminutes: 1\nassessment: true\nshuffle: true\n---\n"
    counted = ask(TWO, front).questions
    assert [each.scored for each in counted] == [True, True, False]
    assert [each.shuffle for each in counted] == [True, True, False]
    practised = ask(TWO).questions
    assert not any(each.scored or each.shuffle for each in practised)


def test_shuffle_no_keeps_the_order_of_choices(ask: Asker) -> None:
    text = TWO.replace("{#who-decides}", "{#who-decides shuffle=no}")
    front = "---\nminutes: 1\nassessment: true\nshuffle: true\n---\n"
    found = ask(text, front)
    assert [each.shuffle for each in found.questions] == [False, True, False]
    assert page(found).count(" data-fixed ") == 1


def page(found: Edition) -> str:
    files = {each.href: each.content for each in found.site.resources}
    return files["index.html"].decode()


def test_an_assessment_ends_with_its_block(ask: Asker) -> None:
    front = "---\nminutes: 1\nassessment: true\ndraw: 1\n---\n"
    found = ask(TWO, front, "pass_mark: 70\nattempts: 3\n")
    last: Activity = found.module.lessons[0].tokens[-1].meta["activity"]
    assert (last.kind, last.id) == ("assessment", "one.assessment")
    data: Assessment = last.data
    assert (data.draw, data.count, data.points, data.pass_mark, data.attempts) == (
        *(1, 1, 1),
        *(70, 3),
    )
    html = page(found)
    opening = html[html.index("<spread-assessment") :].partition(">")[0]
    assert 'data-id="one.assessment"' in opening
    assert 'data-draw="1"' in opening
    assert 'data-pass="70" data-attempts="3" data-points="1"' in opening


def test_the_state_of_an_assessment_holds_its_draw(ask: Asker) -> None:
    drawn = ask(TWO, "---\nminutes: 1\nassessment: true\ndraw: 1\n---\n").site.scos[0]
    whole = ask(TWO, "---\nminutes: 1\nassessment: true\n---\n").site.scos[0]
    assert drawn.state_size - whole.state_size == 2


def test_lessons_to_read_again_are_linked(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    outcomes = "outcomes:\n  - {id: K1, kind: knowledge, text: Know it}\n"
    question = titled("choice").replace("{#who-decides}", "{#who-decides outcome=K1}")
    files = {
        "module.yaml": MODULE + outcomes,
        "lessons/01-one.md": "---\noutcomes: [K1]\nminutes: 1\n---\n# One\n\nText.\n",
        "lessons/02-check.md": f"---\nminutes: 1\nassessment: true\n---\n# Check\n\nDo it.\n\n{question}",
    }
    html = page(edition(module_folder(files), plugins(spread_elearn_quiz)))
    row = '<li data-outcome="K1" data-lesson="one" hidden><a href="#one">One</a>'
    assert row in html
    assert '<span class="code">K1</span><span>Know it</span>' in html


class Same:
    """A language with the very same words."""

    @hookimpl
    def module_languages(self, module: Module) -> list[object]:
        from spread_elearn import Language

        return [Language("en-AU", translated=1, total=1)]

    @hookimpl
    def translate(self, unit: Unit) -> Translation:
        return Translation(unit.text)


class Other(Same):
    """A language in which gaps and answers differ."""

    @hookimpl
    def translate(self, unit: Unit) -> Translation:
        return Translation(unit.text.replace("will", "Wille"))


ALL = "\n".join(
    text.replace("#", f"#q{number}-", 1) for number, text in enumerate(GIVEN.values())
)


def test_the_same_words_in_another_language_give_the_same_page(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    folder = module_folder({"lessons/01-one.md": f"{FRONT}# One\n\nText.\n\n{ALL}"})
    found = plugins(spread_elearn_quiz, Same())
    source, same = (page(edition(folder, found, code)) for code in ("en", "en-AU"))
    assert same.replace('lang="en-AU"', 'lang="en"') == source


def test_a_translation_changes_words_and_never_scoring(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    text = f"{titled('gaps: with')}\n{titled('short')}\n{titled('order')}"
    folder = module_folder({"lessons/01-one.md": f"{FRONT}# One\n\nText.\n\n{text}"})
    found = plugins(spread_elearn_quiz, Other())
    source, other = (edition(folder, found, code) for code in ("en", "en-AU"))
    gaps, short, order = other.questions
    assert gaps.gaps == (("goal", "aim"), ("Wille",))
    assert short.accepted == ("Wille", "way forward")
    assert [each.id for each in order.choices] == ["a", "b", "c"]
    assert marks(page(source)) == marks(page(other))


def marks(html: str) -> list[str]:
    """The fingerprints of a page."""
    return [part[:2] for part in html.split('data-fp="')[1:]]


def test_a_fingerprint_changes_with_the_solution_and_not_with_words(ask: Asker) -> None:
    text = titled("choice: feedback")
    [before] = marks(page(ask(text)))
    [reworded] = marks(page(ask(text.replace("beneficiary", "grant holder"))))
    swapped = text.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    [solved] = marks(page(ask(swapped)))
    assert before == reworded
    assert before != solved


def test_minutes_are_one_for_a_question_and_half_for_a_rating(ask: Asker) -> None:
    assert ask(TWO).module.lessons[0].activity_minutes == 2.5
