"""The tree of forms: it finds what a loop over all forms would find."""

from __future__ import annotations

import re
import string

from hypothesis import given, strategies as st
from markdown_it.token import Token

from spread_elearn import Term
from spread_elearn_glossary.view.index import Index, same_key


def term(id_: str, forms: str) -> Term:
    text = Token("text", "", 0, content=forms)
    return Term(id_, Token("inline", "", 0, content=forms, children=[text]))


def found(forms: dict[str, str], text: str) -> list[tuple[str, str]]:
    index = Index.of(term(id_, each) for id_, each in forms.items())
    return [(text[m.start : m.end], m.term) for m in index.matches(text)]


def test_the_longest_form_wins_and_what_follows_is_free_again() -> None:
    forms = {"a": "learning", "b": "learning agreement", "c": "agreement form"}
    assert found(forms, "learning agreement form, learning form") == [
        ("learning agreement", "b"),
        ("learning", "a"),
    ]


def test_where_a_longer_form_breaks_off_the_shorter_one_is_found() -> None:
    forms = {"a": "quality", "b": "quality management system"}
    assert found(forms, "quality management matters") == [("quality", "a")]


def test_white_space_of_any_kind_is_one_space() -> None:
    forms = {"a": "learning agreement"}
    assert found(forms, "learning\u00a0 \nagreement") == [
        ("learning\u00a0 \nagreement", "a")
    ]


def test_capitals_match_capitals_and_words_match_anything() -> None:
    forms = {"a": "DIE", "b": "Tutor", "c": "I"}
    assert found(forms, "die DIE Die TUTOR tutor i") == [
        ("DIE", "a"),
        ("TUTOR", "b"),
        ("tutor", "b"),
        ("i", "c"),
    ]


def test_letters_that_are_composed_in_two_ways_are_the_same() -> None:
    assert found({"a": "cafe\u0301"}, "Caf\u00e9 cafe\u0301") == [
        ("Caf\u00e9", "a"),
        ("cafe\u0301", "a"),
    ]


def test_curved_and_straight_apostrophes_are_the_same() -> None:
    forms = {"a": "learner's log"}
    assert found(forms, "A learner\u2019s log, a learner's log.") == [
        ("learner\u2019s log", "a"),
        ("learner's log", "a"),
    ]


def test_a_mark_on_a_letter_belongs_to_the_word() -> None:
    assert found({"a": "مرشد"}, "مُرشد مرشدون مرشد") == [("مرشد", "a")]
    assert found({"a": "cafe"}, "cafe\u0301") == []


def test_a_text_in_hebrew_is_marked_word_by_word() -> None:
    assert found({"a": "מורה"}, "המורה, מורה.") == [("מורה", "a")]


def test_a_hyphen_ties_words_and_a_dash_does_not() -> None:
    forms = {"a": "tutor", "b": "work-based learning"}
    assert found(
        forms, "tutor-led co-tutor tutor – tutor- and work-based learning"
    ) == [
        ("tutor", "a"),
        ("tutor", "a"),
        ("work-based learning", "b"),
    ]


def test_forms_of_signs_and_empty_forms_do_no_harm() -> None:
    assert found({"a": "C++", "b": ", ,", "c": "()"}, "C++ and C ()") == [
        ("C++", "a"),
        ("()", "c"),
    ]


def test_the_first_term_keeps_a_form_that_two_have() -> None:
    assert found({"a": "host", "b": "host"}, "host") == [("host", "a")]


def test_whole_wants_nothing_beside() -> None:
    index = Index.of([term("a", "learning agreement")])
    assert index.whole(" Learning  agreement ") == "a"
    assert index.whole("the learning agreement") is None
    assert index.whole("learning agreements") is None
    assert index.whole("") is None


def test_an_empty_index_finds_nothing() -> None:
    assert not Index.of([])
    assert found({}, "anything") == []


WORDS = st.lists(
    st.sampled_from(["ab", "abc", "b", "ba", "c", "ca"]), min_size=1, max_size=3
)


@given(
    st.lists(WORDS.map(" ".join), min_size=1, max_size=6, unique=True),
    st.lists(
        st.sampled_from([*["ab", "abc", "b", "ba", "c", "ca"], ",", "."]), max_size=12
    ),
)
def test_it_finds_what_one_expression_of_all_forms_finds(
    forms: list[str], words: list[str]
) -> None:
    text = " ".join(words)
    longest = sorted(forms, key=lambda form: -form.count(" "))
    either = "|".join(map(re.escape, longest))
    wanted = [m[0] for m in re.finditer(rf"\b(?:{either})\b", text)]
    assert [said for said, _ in found({f: f for f in forms}, text)] == wanted


@given(st.text(string.printable + "éß\u0301מ", max_size=40), st.text(max_size=20))
def test_no_text_and_no_form_is_too_strange(text: str, form: str) -> None:
    for said, _ in found({"a": form}, text):
        assert said in text
        assert same_key(" ".join(said.split())) or said
