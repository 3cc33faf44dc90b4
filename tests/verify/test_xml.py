"""``verify`` on the manifest as XML: attacks, encodings, addresses, and bad luck."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from packages import MANIFEST, MANIFEST12, MANIFEST2004, codes, scorm12, scorm2004
from spread_elearn.verify import verify

RESOURCE = '<resource identifier="R1" type="webcontent"'


class TestAddresses:
    def test_percent_signs_and_queries_are_understood(self) -> None:
        href = {'href="index.html"': 'href="my%20page.html?a=1#b"'}
        page = {"index.html": None, "my page.html": scorm_page()}
        assert codes(verify(scorm12(href, page))) == {"name-blank"}

    def test_the_base_of_a_resource_counts(self) -> None:
        base = {RESOURCE: f'{RESOURCE} xml:base="a%20b/c/"'}
        files = dict.fromkeys(("index.html", "style.css", "api.js"))
        moved = {
            f"a b/c/{name}": text
            for name, text in zip(files, moved_files(), strict=True)
        }
        findings = verify(scorm12(base, {**files, **moved}))
        assert codes(findings) == {"name-blank"}

    def test_a_dependency_in_a_circle_ends(self) -> None:
        circle = '<dependency identifierref="R1"/></resource>'
        assert verify(scorm12({"</resource>": circle})) == ()

    def test_a_page_by_content_is_a_page(self) -> None:
        href = {'href="index.html"': 'href="start.php"'}
        files = {"index.html": None, "start.php": scorm_page()}
        assert codes(verify(scorm12(href, files)), "error") == set()


def scorm_page() -> str:
    return '<!DOCTYPE html><script src="api.js"></script>'


def moved_files() -> tuple[str, str, str]:
    return scorm_page(), "", 'API.LMSInitialize(""); API.LMSFinish("")'


def test_metadata_in_a_file_counts_as_listed() -> None:
    location = "</schemaversion><adlcp:location>meta.xml</adlcp:location>"
    changes = {"</schemaversion>": location}
    assert verify(scorm12(changes, {"meta.xml": "<lom/>"})) == ()
    assert codes(verify(scorm12(changes)), "error") == {"file-missing"}


class TestXml:
    def judge(self, manifest: str | bytes) -> set[str]:
        return codes(verify(scorm12(files={MANIFEST: manifest})), "error")

    def test_broken_xml_is_told_with_its_line(self) -> None:
        findings = verify(scorm12({"</organization></organizations>": "</oops>"}))
        assert findings[0].place == f"{MANIFEST}:9"
        assert findings[0].code == "xml-malformed"

    def test_laughs_by_the_billion_are_refused(self) -> None:
        lines = "".join(
            f'<!ENTITY e{number + 1} "{f"&e{number};" * 10}">' for number in range(9)
        )
        bomb = (
            f'<!DOCTYPE manifest [<!ENTITY e0 "ha">{lines}]><manifest>&e9;</manifest>'
        )
        assert self.judge(bomb) == {"xml-entities"}

    def test_entities_in_utf16_are_refused_too(self) -> None:
        text = (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE m [<!ENTITY a "b">]><m/>'
        )
        assert self.judge(text.encode("utf-16")) == {"xml-entities"}

    def test_files_of_this_computer_are_not_read(self) -> None:
        text = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><m>&a;</m>'
        assert self.judge(text) == {"xml-entities"}

    def test_a_plain_doctype_is_a_risk_only(self) -> None:
        manifest = MANIFEST12.replace("<manifest i", "<!DOCTYPE manifest><manifest i")
        findings = verify(scorm12(files={MANIFEST: manifest}))
        assert codes(findings) == {"doctype"}

    @pytest.mark.parametrize("text", ["", "\ufeff", "hello", "<?xml version='1.0'?>"])
    def test_what_is_no_xml_is_told(self, text: str) -> None:
        assert self.judge(text) == {"xml-malformed"}

    def test_an_unknown_encoding_is_told(self) -> None:
        assert self.judge('<?xml version="1.0" encoding="x-no"?><manifest/>') == {
            "xml-malformed"
        }

    def test_another_root_is_told(self) -> None:
        assert self.judge("<courseStructure/>") == {"root-element"}

    def test_a_huge_manifest_is_refused(self) -> None:
        assert self.judge(f"<manifest>{' ' * (9 << 20)}</manifest>") == {
            "manifest-size"
        }

    def test_items_nested_without_end_do_no_harm(self) -> None:
        assert self.judge("<manifest>" + "<item>" * 100_000) == {"xml-malformed"}

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_other_encodings_are_fine(self, encoding: str) -> None:
        name = encoding.removesuffix("-sig")
        text = MANIFEST12.replace('encoding="UTF-8"', f'encoding="{name}"')
        findings = verify(scorm12(files={MANIFEST: text.encode(encoding)}))
        assert [each for each in findings if each.level == "error"] == []


PIECES = re.findall(r"<[^>]*>|[^<]+", MANIFEST2004)


@given(
    order=st.lists(st.integers(0, len(PIECES) - 1), min_size=1, max_size=4),
    words=st.sampled_from(
        ["", "<item/>", 'identifier=""', "&amp;", "<!-- x -->", "\0"]
    ),
)
def test_a_manifest_with_pieces_replaced_never_raises(
    order: list[int], words: str
) -> None:
    pieces = list(PIECES)
    for number in order:
        pieces[number] = words
    for finding in verify(scorm2004(files={MANIFEST: "".join(pieces)})):
        assert finding.code


VALUES = re.findall(r'"([^"]*)"', MANIFEST2004)


@given(
    number=st.integers(1, len(VALUES) - 1),
    value=st.text(
        st.characters(exclude_characters='<&"', exclude_categories=["Cc", "Cs"]),
        max_size=40,
    ),
)
def test_a_manifest_with_any_value_never_raises(number: int, value: str) -> None:
    manifest = MANIFEST2004.replace(f'"{VALUES[number]}"', f'"{value}"')
    for finding in verify(scorm2004(files={MANIFEST: manifest})):
        assert finding.code
