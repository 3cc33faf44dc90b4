"""Old and new snapshot -> what is lost, what is a risk, what has merely changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from spread_elearn.compare.snapshot import Item, Part, Snapshot
from spread_elearn.model import Finding
from spread_elearn.verify.findings import error as _loss, warning as _risk
from spread_elearn.verify.reading import PLACE

Thing = TypeVar("Thing")
_TO_READ = ": who is not finished must read it too, who is finished stays so"


def compare_frames(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    if old.version != new.version:
        yield _loss(
            PLACE,
            f"the package changes from SCORM {old.version} to SCORM {new.version}:"
            " the player cannot read what it saved before",
            "Keep the version, or add the package as a new activity.",
            "version-changed",
        )
    if old.identifier != new.identifier:
        yield _risk(
            PLACE,
            f"the package was called {old.identifier} and is now {new.identifier}:"
            " Moodle does not mind, other LMSs may take it for another course",
            "Is it the same course in the same language?",
            "manifest-identifier",
        )
    if set(old.organizations) != set(new.organizations):
        yield _risk(
            PLACE,
            "the identifier of the organization has changed: an LMS may take the"
            " package for another course",
            "Keep the module's id.",
            "organization-identifier",
        )


def compare_items(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    for item in only_in(old.items, new.items):
        yield _loss(
            PLACE,
            f'the item {item.identifier} ("{item.title}") is gone: Moodle deletes all'
            " attempts and scores that learners have in it",
            "Keep its identifier: the id of the module, or the lesson's file name, and"
            " the setting sco.",
            "item-lost",
        )
    for item in only_in(new.items, old.items):
        yield _risk(
            PLACE,
            f'the item {item.identifier} ("{item.title}") is new: who had finished'
            " everything has not finished this",
            "Tell your learners.",
            "item-new",
        )
    for before, after in in_both(old.items, new.items):
        if before.sco and not after.sco:
            yield _risk(
                PLACE,
                f"the item {before.identifier} no longer talks to the LMS: it counts as"
                " done when it is opened",
                "Make it a SCO again.",
                "item-asset",
            )


def compare_parts(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    for part in only_in(old.parts, new.parts):
        if part.item in new.items:
            yield _loss(
                part.page,
                f"the {part} is gone: what learners did in it is lost",
                "If it was only renamed, give it its old id or file name again.",
                "part-lost",
            )
    for before, after in in_both(old.parts, new.parts):
        if before.item in new.items:
            yield from _compare_part(before, after)
    yield from _compare_keys(old, new)


def _compare_part(before: Part, after: Part) -> Iterator[Finding]:
    if before.item != after.item:
        yield _loss(
            after.page,
            f"the {after} has moved from the item {before.item} to {after.item}:"
            " its saved state stays behind and is lost",
            "Keep the setting sco.",
            "part-moved",
        )
    elif before.key != after.key:
        yield _loss(
            after.page,
            f"the {after} is saved under another key: its saved state is lost",
            "Look which id was added or changed: two ids share a key.",
            "part-key",
        )
    elif after.scored and before.right != after.right:
        yield _risk(
            after.page,
            f"another answer is right in the {after}: who has answered keeps the points"
            " that the old answer brought, until they answer again",
            "Nothing to do if the change is meant.",
            "question-answer",
        )
    elif before.fingerprint != after.fingerprint:
        yield _risk(
            after.page,
            f"the {after} has changed: its points stay, the mark is forgotten",
            "Nothing to do if the change is meant.",
            "question-changed",
        )


def _compare_keys(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    """A key that another part takes over brings a stranger's answers with it."""
    owners = {(part.item, part.key): part for part in old.parts.values()}
    for part in new.parts.values():
        owner = owners.get((part.item, part.key), part)
        if owner.id != part.id:
            yield _loss(
                part.page,
                f"the {part} takes over what learners did in the {owner}",
                "Give one of the two another id.",
                "key-reused",
            )


def notes(old: Snapshot, new: Snapshot) -> Iterator[str]:
    for before, after in in_both(old.items, new.items):
        yield from _item_notes(before, after)
    if list(_shared(old.items, new.items)) != list(_shared(new.items, old.items)):
        yield "the order of the items has changed"
    for part in only_in(new.parts, old.parts):
        reading = part.kind == "lesson" and not part.is_test
        yield f"the {part} is new{_TO_READ if reading else ''}"
    for earlier, later in in_both(old.parts, new.parts):
        if earlier.title != later.title:
            yield f'the {later.name} is now called "{later.title}"'
    if not old.parts:
        yield "the old package does not tell what its pages save: look there yourself"


def _item_notes(before: Item, after: Item) -> Iterator[str]:
    if before.title != after.title:
        yield f'the item {after.identifier} is now called "{after.title}"'
    if before.launch != after.launch:
        yield f"the item {after.identifier} opens {after.launch}, not {before.launch}"
    if before.parent != after.parent:
        yield f"the item {after.identifier} has another place in the contents"
    if after.sco and not before.sco:
        yield f"the item {after.identifier} now talks to the LMS"


def only_in(one: Mapping[str, Thing], other: Mapping[str, Thing]) -> list[Thing]:
    return [thing for name, thing in one.items() if name not in other]


def in_both(
    old: Mapping[str, Thing], new: Mapping[str, Thing]
) -> list[tuple[Thing, Thing]]:
    return [(thing, new[name]) for name, thing in old.items() if name in new]


def _shared(one: Mapping[str, Thing], other: Mapping[str, Thing]) -> Iterator[str]:
    return (name for name in one if name in other)
