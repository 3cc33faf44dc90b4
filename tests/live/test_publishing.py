"""``publish`` against the real site, with a token of the mobile app's service."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins

from .moodle import TEACHER, Account, Moodle
from .sources import Course, make_course, rebuild


def publish(moodle: Moodle, token: str, *arguments: object) -> str:
    result = CliRunner().invoke(
        make_cli(Plugins()),
        ["publish", *map(str, arguments)],
        env={"MOODLE_URL": moodle.url, "MOODLE_TOKEN": token},
    )
    assert result.exit_code == 0, result.output
    assert token not in result.output
    return str(result.output)


def private_files(moodle: Moodle, account: Account) -> int:
    site = moodle.site(account)
    about = site.call("core_webservice_get_site_info")
    found = site.call("core_user_get_private_files_info", userid=about["userid"])
    return int(found["filecount"])


def test_an_activity_with_the_same_or_an_older_package_is_found(
    moodle: Moodle, tmp_path: Path
) -> None:
    built = make_course(tmp_path)
    course = moodle.restore(built.mbz.read_bytes(), moodle.admin)
    teacher = moodle.new_user()
    moodle.enrol(teacher, course, TEACHER)
    token = moodle.site(teacher).token
    same = publish(moodle, token, built.package(), "--course", course)
    assert 'The activity "Rich one" has this very package already.' in same
    assert private_files(moodle, teacher) == 0
    newer = publish(moodle, token, rebuild(built, "Hello.", "Hi."), "--course", course)
    activity = moodle.activity(teacher, course, "Rich one")
    assert f"{moodle.url}/course/modedit.php?update={activity}" in newer
    assert f'delete "{built.package().name}"' in newer
    assert private_files(moodle, teacher) == 1


def test_a_package_that_is_new_to_the_course_is_sent_twice_without_harm(
    moodle: Moodle, built: Course
) -> None:
    teacher, course = moodle.new_user(), moodle.new_course()
    moodle.enrol(teacher, course, TEACHER)
    token = moodle.site(teacher).token
    for _ in range(2):
        said = publish(moodle, token, built.package(), "--course", course)
        assert f"course/modedit.php?add=scorm&course={course}" in said
    assert private_files(moodle, teacher) == 1


def test_a_backup_is_sent_and_the_way_to_restore_is_told(
    moodle: Moodle, built: Course
) -> None:
    teacher, course = moodle.new_user(), moodle.new_course()
    moodle.enrol(teacher, course, TEACHER)
    said = publish(moodle, moodle.site(teacher).token, built.mbz, "--course", course)
    assert "Restore" in said
    assert private_files(moodle, teacher) == 1


def test_a_wrong_token_is_refused_and_not_shown(moodle: Moodle, built: Course) -> None:
    result = CliRunner().invoke(
        make_cli(Plugins()),
        ["publish", str(built.package()), "--site", moodle.url],
        env={"MOODLE_TOKEN": "f" * 32},
    )
    assert result.exit_code == 1
    assert "does not know this token" in result.output
    assert "f" * 32 not in result.output


def test_nothing_is_sent_of_a_package_that_would_not_play(
    moodle: Moodle, tmp_path: Path
) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK no zip")
    result = CliRunner().invoke(
        make_cli(Plugins()),
        ["publish", str(path), "--site", moodle.url],
        env={"MOODLE_TOKEN": "f" * 32},
    )
    assert result.exit_code == 1
    assert "Nothing was sent" in result.output
