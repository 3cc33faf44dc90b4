"""``verify`` on the talk of SCOs with the LMS: a guess from words in their files."""

from __future__ import annotations

import pytest

from packages import codes, scorm12, scorm2004
from spread_elearn.verify import verify

API = '<script src="api.js"></script>'


class TestRuntime:
    def test_an_sco_that_never_calls_is_a_risk(self) -> None:
        assert codes(verify(scorm12(files={"api.js": "let a;"}))) == {"sco-silent"}
        assert codes(verify(scorm2004(files={"api.js": "let a;"}))) == {"sco-silent"}

    def test_an_sco_that_never_finishes_is_a_risk(self) -> None:
        (finding,) = verify(scorm12(files={"api.js": 'API.LMSInitialize("")'}))
        assert "LMSFinish" in finding.message
        assert "LMSInitialize" not in finding.message

    def test_content_of_the_other_version_is_a_risk(self) -> None:
        api12 = 'API.LMSInitialize(""); API.LMSFinish("")'
        api2004 = 'API_1484_11.Initialize(""); API_1484_11.Terminate("")'
        other = {"sco-other-version"}
        assert codes(verify(scorm12(files={"api.js": api2004}))) == other
        assert codes(verify(scorm2004(files={"api.js": api12}))) == other

    def test_a_player_of_both_versions_may_put_the_calls_together(self) -> None:
        player = """const PREFIX = ["LMS", ""], END = ["Finish", "Terminate"];
        const api = window[["API", "API_1484_11"][v]];
        api[PREFIX[v] + "Initialize"](""); api[PREFIX[v] + END[v]]("");"""
        assert verify(scorm12(files={"api.js": player})) == ()
        assert verify(scorm2004(files={"api.js": player})) == ()

    def test_an_asset_need_not_call(self) -> None:
        package = scorm12({'="sco"': '="asset"'}, {"api.js": "let a;"})
        assert codes(verify(package)) == set()

    def test_a_page_that_loads_no_script_can_never_talk(self) -> None:
        """Whatever the manifest lists beside it."""
        for build in (scorm12, scorm2004):
            for page in ("<p>x</p>", "", "<img src='style.css'><a href='#x'>x</a>"):
                (finding,) = verify(build(files={"index.html": page}))
                assert (finding.level, finding.code) == ("error", "sco-no-script")
                assert "opens index.html" in finding.message

    def test_nor_can_it_where_scripts_stand_in_comments_or_are_none(self) -> None:
        pages = [
            f"<!-- {API} --><p>x</p>",
            '<link rel="stylesheet" href="style.css"><p>api.js</p>',
            '<a href="other.html">Go on</a>',
        ]
        for page in pages:
            files = {"index.html": page, "other.html": "<p>y</p>"}
            assert "sco-no-script" in codes(verify(scorm12(files=files)), "error")

    @pytest.mark.parametrize(
        "page",
        [
            '<script src="https://example.org/a.js"></script>',
            '<script src="gone.js"></script>',
            '<iframe src="https://example.org/"></iframe>',
            '<embed src="course.swf">',
            "<button onclick='go()'>Go</button>",
            "<p " + " ".join(f"a{number}" for number in range(70_000)) + ">",
        ],
    )
    def test_where_more_may_be_loaded_than_is_seen_it_is_a_risk_only(
        self, page: str
    ) -> None:
        findings = verify(scorm12(files={"index.html": page, "course.swf": "x"}))
        assert "sco-no-script" not in codes(findings)
        assert "sco-not-loaded" in codes(findings, "warning")

    def test_a_page_within_an_attribute_may_load_it(self) -> None:
        page = "<iframe srcdoc=\"<script src='api.js'></script>\"></iframe>"
        assert verify(scorm12(files={"index.html": page})) == ()

    def test_a_script_that_is_listed_and_not_loaded_is_named(self) -> None:
        loader = '<script src="loader.js"></script>'
        files = {"index.html": loader, "loader.js": "start(parts[0]);"}
        findings = verify(scorm12(files=files))
        (told,) = [each for each in findings if each.code == "sco-not-loaded"]
        assert told.level == "warning"
        assert "api.js, which calls LMSInitialize or LMSFinish" in told.message

    @pytest.mark.parametrize(
        "loader",
        [
            'document.head.append(Object.assign(tag, {src: "api.js"}))',
            "require(['lib/api'], start)",
            "import(`./api.js?v=3`)",
        ],
    )
    @pytest.mark.parametrize("inline", [True, False])
    def test_a_script_that_another_one_names_counts(
        self, loader: str, inline: bool
    ) -> None:
        tag = f"<script>{loader}</script>" if inline else '<script src="l.js"></script>'
        findings = verify(scorm12(files={"index.html": tag, "l.js": loader}))
        assert not codes(findings) & {"sco-silent", "sco-not-loaded", "sco-no-script"}

    def test_only_the_calls_of_its_own_page_count_for_a_lesson(self) -> None:
        second = (
            '<item identifier="I2" identifierref="R2" isvisible="true"><title>Two'
            "</title></item></organization>"
        )
        listed = (
            '</resource><resource identifier="R2" type="webcontent" adlcp:scormtype="sco"'
            ' href="two.html"><file href="two.html"/><dependency identifierref="R1"/>'
            "</resource></resources>"
        )
        changes = {"</organization>": second, "</resource>\n</resources>": listed}
        (told,) = verify(scorm12(changes, {"two.html": "<p>x</p>"}))
        assert (told.code, "R2 opens two.html" in told.message) == (
            "sco-no-script",
            True,
        )

    def test_pages_that_lead_to_each_other_end(self) -> None:
        links = "".join(f'<a href="p{number}.html">x</a>' for number in range(100))
        files = {f"p{number}.html": links for number in range(100)}
        (told,) = [
            each
            for each in verify(scorm12(files={"index.html": links, **files}))
            if each.code.startswith("sco-")
        ]
        assert told.code == "sco-no-script"

    def test_calls_in_a_dependency_count(self) -> None:
        moved = {
            '<file href="api.js"/>\n</resource>': '<dependency identifierref="RC"/>'
            '</resource><resource identifier="RC" type="webcontent"'
            ' adlcp:scormtype="asset"><file href="api.js"/></resource>'
        }
        page = API
        assert verify(scorm12(moved, {"index.html": page})) == ()

    def test_calls_in_a_frame_of_a_frame_count(self) -> None:
        unlisted = {'<file href="api.js"/>': ""}
        files = {
            "index.html": '<iframe src="a.html"></iframe>',
            "a.html": '<iframe src="index.html"></iframe><embed src="b.html">',
            "b.html": API,
        }
        assert codes(verify(scorm12(unlisted, files))) == {"file-unlisted"}
