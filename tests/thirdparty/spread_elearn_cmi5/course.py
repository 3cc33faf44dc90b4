"""A module as a cmi5 package: ``cmi5.xml`` and the pages it launches (cmi5, 13 and 14)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from spread_elearn import Edition, Finding, Options, Package, Resource, Sco

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def package(editions: tuple[Edition, ...], options: Options) -> Package:
    """One edition, one assignable unit for each page that counts."""
    [edition] = editions
    files = sorted(edition.site.files("cmi5"), key=lambda file: file.href)
    return Package((Resource("cmi5.xml", course_structure(edition)), *files))


def check(package: Package) -> Iterator[Finding]:
    """A course needs something to launch (13.1.4)."""
    root = etree.fromstring(package.files[0].content)
    if root.find(f"{{{NAMESPACE}}}au") is None:
        yield Finding(
            "error", "cmi5.xml", "there is no page to launch", "Add a lesson."
        )


def course_structure(edition: Edition) -> bytes:
    module = edition.module
    name = f"urn:spread-elearn:{module.id}"
    about = module.description or module.title
    units = [assignable(edition, sco, name) for sco in edition.site.scos if sco.counts]
    course = make("course", {"id": name}, *said(edition, module.title, about))
    root = make("courseStructure", course, *units)
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )


def assignable(edition: Edition, sco: Sco, course: str) -> Element:
    """An AU. Our page says completed and passed; both make it done where both are due."""
    module = edition.module
    about = {"id": f"{course}:{sco.id}", "moveOn": "Completed"}
    if any(lesson.assessment for lesson in sco.lessons) and module.pass_mark:
        about["moveOn"] = "CompletedAndPassed"
        about["masteryScore"] = f"{module.pass_mark / 100:.4g}"
    return make(
        "au", about, *said(edition, sco.title, sco.title), make("url", sco.href)
    )


def said(edition: Edition, title: str, description: str) -> tuple[Element, Element]:
    """Title and description in the language of the edition."""
    language = {"lang": edition.language}
    return (
        make("title", make("langstring", language, title)),
        make("description", make("langstring", language, description)),
    )
