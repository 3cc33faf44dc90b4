"""The container of a course: the rules were read off Moodle 4.5's own restore."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .modules import Backup, built, plain, text, texts

REQUIRED = [
    "moodle_backup.xml",
    "course/course.xml",
    "course/roles.xml",
    "course/enrolments.xml",
    "course/inforef.xml",
    "files.xml",
    "roles.xml",
    "scales.xml",
    "outcomes.xml",
    "groups.xml",
    "questions.xml",
    "users.xml",
]
"""Without one of these a restore stops, or loses something without a word."""
OF_EACH = ("module.xml", "grades.xml", "roles.xml", "inforef.xml")


def test_everything_that_a_restore_asks_for_is_there(backup: Backup) -> None:
    names = set(backup.files)
    assert set(REQUIRED) <= names
    for folder, _, _ in backup.activities():
        assert {f"{folder}/{name}" for name in OF_EACH} <= names


def test_moodle_knows_it_by_its_first_characters(backup: Backup) -> None:
    """Moodle 4.5, backup_general_helper: 200 characters, double quotes."""
    start = backup.files["moodle_backup.xml"][:200].decode()
    assert start.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<moodle_backup>')


def test_it_says_that_moodle_4_1_wrote_it(backup: Backup) -> None:
    """A newer version than the site's own would be warned of."""
    about = backup.xml("moodle_backup.xml")[0]
    assert (
        text(about, "backup_version") == text(about, "moodle_version") == "2022112800"
    )
    assert text(about, "backup_release") == "4.1"
    [detail] = about.findall("details/detail")
    assert len(detail.get("backup_id", "")) == 32


def test_each_file_is_kept_once_under_its_sha1(backup: Backup) -> None:
    pool = {name for name in backup.files if name.startswith("files/")}
    assert pool == {
        f"files/{row['contenthash'][:2]}/{row['contenthash']}"
        for row in backup.stored()
    }
    for name in pool:
        content = backup.files[name]
        assert name.endswith(hashlib.sha1(content).hexdigest())


def test_each_file_is_named_by_what_it_belongs_to(backup: Backup) -> None:
    """A file that no inforef.xml names is not restored."""
    named = [
        number
        for name in backup.files
        if name.endswith("inforef.xml")
        for number in texts(backup.xml(name), "fileref/file/id")
    ]
    assert sorted(named, key=int) == [row["id"] for row in backup.stored()]


def test_ids_are_unique_in_each_table(backup: Backup) -> None:
    seen: set[tuple[str, str]] = set()
    roots = [own for _, _, own in backup.activities()]
    for root in [*roots, backup.xml("questions.xml")]:
        for node in root.iter():
            table, number = str(node.tag), node.get("id")
            if number is None or table in ("activity", "multichoice", "essay"):
                continue
            assert (table, number) not in seen
            seen.add((table, number))
    assert len(seen) > 60


def test_settings_name_every_section_and_activity_with_user_data(
    backup: Backup,
) -> None:
    settings = {
        text(each, "name"): text(each, "value")
        for each in backup.xml("moodle_backup.xml").iterfind(".//setting")
    }
    assert settings["users"] == settings["questionbank"] == settings["files"] == "1"
    assert settings["role_assignments"] == settings["userscompletion"] == "0"
    for folder, _, _ in backup.activities():
        name = folder.partition("/")[2]
        assert settings[f"{name}_included"] == settings[f"{name}_userinfo"] == "1"


def test_nobody_is_in_it_but_the_guest_that_each_site_has(backup: Backup) -> None:
    [user] = backup.xml("users.xml")
    assert (text(user, "username"), text(user, "email")) == ("guest", "root@localhost")
    assert backup.xml("course/enrolments.xml").findall(".//enrolment") == []


def test_without_a_glossary_there_is_not_even_the_guest(tmp_path: Path) -> None:
    backup = built(plain(tmp_path))
    assert len(backup.xml("users.xml")) == 0
    assert len(backup.xml("questions.xml")) == 0


def test_the_course_has_a_way_in(backup: Backup) -> None:
    """With users on, a restore makes no default enrolment."""
    [way] = backup.xml("course/enrolments.xml").findall("enrols/enrol")
    assert (text(way, "enrol"), text(way, "status")) == ("manual", "0")
    [role] = backup.xml("roles.xml")
    assert (role.get("id"), text(role, "shortname")) == (text(way, "roleid"), "student")


def test_roles_are_those_that_are_named_and_nobody_has_one(backup: Backup) -> None:
    """A role that nothing names would be asked about; without the student's, the ones
    whom a teacher enrols would become teachers."""
    named = {
        number
        for name in backup.files
        if name.endswith("inforef.xml")
        for number in texts(backup.xml(name), "roleref/role/id")
    }
    defined = {each.get("id"): each for each in backup.xml("roles.xml")}
    assert named == set(defined)
    assert {text(each, "shortname") for each in defined.values()} == {"student"}
    for name in backup.files:
        if name.endswith("/roles.xml"):
            [overrides, assignments] = backup.xml(name)
            assert len(overrides) == len(assignments) == 0


def test_no_attribute_is_null(backup: Backup) -> None:
    """Moodle reads null in elements only: PostgreSQL stops at such a number."""
    for name, content in backup.files.items():
        if name.endswith(".xml") and not name.startswith("files/"):
            for node in backup.xml(name).iter():
                assert "$@NULL@$" not in node.attrib.values(), name
            assert b"<contextid></contextid>" not in content
