"""Small packages of each format, and what stands in their manifests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from small_modules import LESSON, build_files, write_module

SCORM = ("scorm12", "scorm2004")
NAMES = {
    "scorm12": {
        "i": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "lom": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
    },
    "scorm2004": {
        "i": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "imsss": "http://www.imsglobal.org/xsd/imsss",
        "lom": "http://ltsc.ieee.org/xsd/LOM",
    },
}
EVERYTHING = """version: 2.1.0
authors: [Ana Ex, "Smith, Jones; Co"]
keywords: [mentor, "<tutor> & \\"friend\\""]
audience: Mentors
eqf: 4-5
pass_mark: 70
outcomes:
  - {id: K1, kind: knowledge, text: know <much> & more}
  - {id: S1, kind: skill, text: do it}
"""
QUESTION = "\n::: question {#so}\nIs it so?\n\n- [x] Yes\n- [ ] No\n:::\n"
ASSESSMENT = (
    "---\nminutes: 5\nassessment: true\n---\n# Test\n\nA few words to read.\n"
    + QUESTION
)
CREDITS = "---\nrole: page\nminutes: 9\n---\n# Thanks\n\nMany.\n"


def three_lessons() -> dict[str, str]:
    return {
        "lessons/01-who-decides.md": LESSON.format(title="Who decides"),
        "lessons/02-tasks.md": LESSON.replace("1", "80").format(title="Tasks"),
        "lessons/03-test.md": ASSESSMENT,
        "lessons/04-credits.md": CREDITS,
    }


def package(
    folder: Path, format_: str, more: str = "", files: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """A small module, built anew."""
    shutil.rmtree(folder, ignore_errors=True)
    lessons = three_lessons() if files is None else files
    write_module(folder / "tutors-and-mentors", lessons, more)
    return build_files(
        folder / "tutors-and-mentors", folder / "dist", formats=(format_,)
    )


def manifest(files: Mapping[str, bytes]) -> etree._Element:
    return etree.fromstring(files["imsmanifest.xml"])


def found(root: etree._Element, format_: str, path: str) -> list[str]:
    """Texts or attributes that an XPath finds."""
    result = root.xpath(path, namespaces=NAMES[format_])
    assert isinstance(result, list)
    return [str(each).strip() for each in result]
