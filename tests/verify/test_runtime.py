"""``verify`` on the talk of SCOs with the LMS: a guess from words in their files."""

from __future__ import annotations

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

    def test_calls_in_a_dependency_count(self) -> None:
        moved = {
            '<file href="api.js"/>\n</resource>': '<dependency identifierref="RC"/>'
            '</resource><resource identifier="RC" type="webcontent"'
            ' adlcp:scormtype="asset"><file href="api.js"/></resource>'
        }
        page = "<p>Loaded by another script</p>"
        assert verify(scorm12(moved, {"index.html": page})) == ()

    def test_calls_in_a_frame_of_a_frame_count(self) -> None:
        unlisted = {'<file href="api.js"/>': ""}
        files = {
            "index.html": '<iframe src="a.html"></iframe>',
            "a.html": '<iframe src="index.html"></iframe><embed src="b.html">',
            "b.html": API,
        }
        assert codes(verify(scorm12(unlisted, files))) == {"file-unlisted"}
