"""``publish``: what is sent, what is told, and that the token stays a secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from packages import scorm12
from spread_elearn.cli import make_cli
from spread_elearn.errors import SpreadError
from spread_elearn.plugins import Plugins
from spread_elearn_moodle.publish.service import Site

from .fake_site import TOKEN, FakeSite

NAME = "first-aid-1.1.0.en.scorm12.zip"


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with FakeSite() as site:
        yield site


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(scorm12())
    return path


def publish(*arguments: object, token: str = TOKEN) -> Result:
    """Run the command; whatever it says, the token is not in it."""
    result = CliRunner().invoke(
        make_cli(Plugins()),
        ["publish", *map(str, arguments)],
        env={"MOODLE_TOKEN": token, "MOODLE_URL": None},
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert not token or token not in result.output
    return result


def held(package: Path, name: str, sha1: str = "") -> dict[str, object]:
    return {"coursemodule": 5, "name": "First aid", "reference": name, "sha1hash": sha1}


def test_a_package_goes_into_the_private_files(site: FakeSite, package: Path) -> None:
    result = publish(package, "--site", site.url)
    assert result.exit_code == 0
    assert site.drafts == {NAME: package.read_bytes()}
    assert site.private == [NAME]
    assert result.output.splitlines() == [
        "Try, as anna",
        f"{NAME} is in your private files now.",
        "What remains to be done in Moodle:",
        f"  1. Open your course at {site.url}/my/courses.php "
        "and add an activity: SCORM package.",
        f'  2. Package file: choose "{NAME}" under "Private files", press Save.',
    ]


def test_the_course_tells_which_page_to_open(site: FakeSite, package: Path) -> None:
    result = publish(package, "--site", site.url, "--course", 7)
    assert (
        f"{site.url}/course/modedit.php?add=scorm&course=7&section=1" in result.output
    )


def test_an_older_build_of_the_module_is_replaced_by_hand(
    site: FakeSite, package: Path
) -> None:
    site.scorms = [
        held(package, "other-1.0.0.en.scorm12.zip"),
        {**held(package, "first-aid-1.0.0.it.scorm12.zip"), "coursemodule": 6},
        {**held(package, "first-aid-1.0.0.en.scorm12.zip"), "coursemodule": 8},
    ]
    result = publish(package, "--site", site.url, "--course", 7)
    assert f"{site.url}/course/modedit.php?update=8" in result.output
    assert 'delete "first-aid-1.0.0.en.scorm12.zip"' in result.output


def test_the_very_same_package_is_not_sent_again(site: FakeSite, package: Path) -> None:
    digest = hashlib.sha1(package.read_bytes()).hexdigest()
    site.scorms = [held(package, "renamed.zip", digest)]
    result = publish(package, "--site", site.url, "--course", 7)
    assert 'The activity "First aid" has this very package already.' in result.output
    assert site.drafts == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mobility.moodle-course.mbz", "Course reuse, then Restore"),
        ("m-1.0.0.en.moodle-xml.xml", "and import the file"),
    ],
)
def test_other_files_have_another_way(
    site: FakeSite, tmp_path: Path, name: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"anything")
    result = publish(path, "--site", site.url, "--course", 7)
    assert words in result.output
    assert f"{site.url}/course/view.php?id=7" in result.output
    assert site.private == [name]


def test_a_package_that_would_not_play_is_not_sent(
    site: FakeSite, tmp_path: Path
) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK")
    result = publish(path, "--site", site.url)
    assert result.exit_code == 1
    assert "no SCORM package that would play. Nothing was sent." in result.output
    assert site.paths == []


def test_a_course_that_cannot_be_seen_stops_it(site: FakeSite, package: Path) -> None:
    result = publish(package, "--site", site.url, "--course", 8)
    assert result.exit_code == 1
    assert "the course 8 cannot be seen with this token" in result.output
    assert site.drafts == {}


@pytest.mark.parametrize(
    "lacking", ["core_user_add_user_private_files", "core_webservice_get_site_info"]
)
def test_a_service_without_the_functions_says_what_to_ask_for(
    site: FakeSite, package: Path, lacking: str
) -> None:
    site.functions = tuple(each for each in site.functions if each != lacking)
    result = publish(package, "--site", site.url)
    assert result.exit_code == 1
    assert "the service that the mobile app uses" in result.output
    assert site.drafts == {}


def test_a_service_without_uploads_says_so(site: FakeSite, package: Path) -> None:
    site.uploads = 0
    result = publish(package, "--site", site.url)
    assert result.exit_code == 1
    assert "may not upload files. Nothing was sent." in result.output


# The token


def test_a_wrong_token_is_told_and_not_repeated(site: FakeSite, package: Path) -> None:
    result = publish(package, "--site", site.url, token="a" * 32)
    assert result.exit_code == 1
    assert "does not know this token" in result.output


def test_the_token_is_in_no_address(site: FakeSite, package: Path) -> None:
    publish(package, "--site", site.url, "--course", 7)
    assert len(site.paths) == 5
    assert not [path for path in site.paths if TOKEN in path or "?" in path]


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_no_redirect_is_followed(site: FakeSite, package: Path, code: int) -> None:
    site.broken = (code, {"Location": f"https://evil.example/?t={TOKEN}"}, b"")
    result = publish(package, "--site", site.url)
    assert result.exit_code == 1
    assert "It has moved to https://evil.example." in result.output
    assert len(site.paths) == 1


def test_whatever_the_site_says_the_token_is_taken_out(
    site: FakeSite, package: Path
) -> None:
    said = f'{{"exception": "x", "errorcode": "y", "message": "bad {TOKEN}!"}}'
    site.broken = (200, {}, said.encode())
    assert "bad [token]!" in publish(package, "--site", site.url).output


def test_a_site_without_https_gets_no_token(package: Path) -> None:
    result = publish(package, "--site", "http://moodle.example")
    assert result.exit_code == 1
    assert "anybody on the way could read the token" in result.output


def test_a_token_is_not_shown_by_a_site_that_is_printed() -> None:
    assert TOKEN not in repr(Site("https://moodle.example", TOKEN))


def test_without_a_token_it_says_where_to_get_one(
    site: FakeSite, package: Path
) -> None:
    result = publish(package, "--site", site.url, token="")
    assert result.exit_code == 2
    assert "Set MOODLE_TOKEN: in Moodle, Preferences, Security keys." in result.output


def test_there_is_no_option_for_the_token(package: Path) -> None:
    assert publish(package, "--token", "x").exit_code == 2


# Faults


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ((200, {}, b"<html>Login</html>"), "What answers is no Moodle."),
        ((500, {}, b"x"), "It answers with 500"),
        ((413, {}, b"x"), "larger than the web server takes"),
        ((200, {}, b'{"error": "No", "errorcode": "userquotalimit"}'), "are full"),
        ((200, {}, b"\xff\xfe"), "What answers is no Moodle."),
    ],
)
def test_a_site_in_trouble_is_told_in_words(
    site: FakeSite,
    package: Path,
    broken: tuple[int, dict[str, str], bytes],
    words: str,
) -> None:
    site.broken = broken
    result = publish(package, "--site", site.url)
    assert result.exit_code == 1
    assert words in result.output
    assert "nothing was sent" in result.output


def test_a_site_that_is_not_there_is_told(package: Path) -> None:
    with FakeSite() as gone:
        url = gone.url
    result = publish(package, "--site", url)
    assert result.exit_code == 1
    assert "It cannot be reached" in result.output


@pytest.mark.parametrize("url", ["moodle.example", "ftp://moodle.example", "https://"])
def test_an_address_that_is_none_is_told(package: Path, url: str) -> None:
    result = publish(package, "--site", url)
    assert result.exit_code == 1
    assert "is no address of a site" in result.output


def test_without_a_site_it_says_how_to_name_one(package: Path) -> None:
    result = publish(package)
    assert result.exit_code == 2
    assert "--site https://moodle.example.org" in result.output


def test_a_file_name_cannot_break_out_of_the_form(site: FakeSite) -> None:
    with pytest.raises(SpreadError):
        Site(site.url, TOKEN).upload('a"\r\nX: y.zip', b"")


def test_an_expired_token_is_called_so(site: FakeSite, package: Path) -> None:
    """Moodle 4.5 and 5.1 say of it what they say of a wrong service."""
    site.expired = True
    result = publish(package, "--site", site.url)
    assert result.exit_code == 1
    assert "The token has expired. Make a new one" in result.output
    assert site.drafts == {}


def test_a_service_that_allows_less_is_no_expired_token(
    site: FakeSite, package: Path
) -> None:
    site.functions = ()
    result = publish(package, "--site", site.url)
    assert "The token's service does not allow this" in result.output


def test_a_student_is_told_before_anything_is_sent(
    site: FakeSite, package: Path
) -> None:
    site.teaches = False
    result = publish(package, "--site", site.url, "--course", 7)
    assert result.exit_code == 1
    assert "this token's account may not change course 7" in result.output
    assert site.drafts == {}
    assert site.private == []


def test_a_site_that_does_not_tell_rights_is_believed(
    site: FakeSite, package: Path
) -> None:
    site.teaches = False
    site.functions = site.functions[:-1]
    assert publish(package, "--site", site.url, "--course", 7).exit_code == 0
