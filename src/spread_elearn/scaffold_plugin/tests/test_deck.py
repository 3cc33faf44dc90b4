from __future__ import annotations

import spread_flashcards

from spread_elearn.testing import Build, Check, KeepsItsPromises, Play, Render

DECK = """::: flashcards The workshop {#workshop}
Hammer
: Drives nails in.

Saw
: Cuts wood.
:::
"""


def test_a_deck_has_no_mistakes(check: Check) -> None:
    assert check(DECK) == ()


def test_a_deck_without_cards_is_told_at_its_line(check: Check) -> None:
    [problem] = check("::: flashcards Empty {#empty}\nNo card.\n:::\n")
    assert str(problem.source) == "lessons/01-one.md:1"
    assert problem.code == "flashcards-empty"


def test_two_cards_with_one_front_are_a_warning(check: Check) -> None:
    [problem] = check(DECK.replace("Saw", "Hammer"))
    assert (problem.level, problem.source.line) == ("warning", 5)
    assert "Hammer" in problem.message


def test_both_sides_stand_on_the_page(render: Render) -> None:
    html = render(DECK)
    for words in ("The workshop", "Hammer", "Drives nails in.", "Turn the card"):
        assert words in html


def test_the_page_speaks_the_language_of_the_module(render: Render) -> None:
    assert "Gira la carta" in render(DECK, "it")


def test_what_a_learner_knows_comes_back(build: Build, play: Play) -> None:
    played = play(build("scorm12", DECK))
    played.frame.locator("[data-known]").first.check()
    played.leave()
    frame = played.open()
    assert frame.locator("[data-known]").first.is_checked()
    assert frame.locator("[data-count]").inner_text() == "You know 1 card."
    assert played.value("cmi.suspend_data")


def test_it_keeps_its_promises(
    assert_keeps_its_promises: KeepsItsPromises,
) -> None:
    assert_keeps_its_promises(spread_flashcards)
