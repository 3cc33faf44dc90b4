"""``imsmanifest.xml`` for both versions of SCORM (IMS CP 1.1.2 and 1.1.4).

Identifiers derive from the authors' ids alone, for an LMS finds a learner's attempt
again by the identifier of the item. Only the manifest's own carries the languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from spread_elearn import Edition, Options, Package, Resource, Sco, SpreadError
from spread_elearn.formats.lom import lom

XSI = "http://www.w3.org/2001/XMLSchema-instance"
LONGEST_TITLE = 200
Extension = Callable[["Dialect", Sco], Sequence[Element]]


@dataclass(frozen=True)
class Dialect:
    """What differs between the versions."""

    schema_version: str
    standard: str
    state_limit: int
    namespaces: Mapping[str | None, str]
    """Prefix -> namespace. Moodle compares the prefixes as text."""
    locations: Mapping[str, str]
    """Namespace -> XSD."""
    sco_type: str
    """``scormtype`` or ``scormType``."""
    lom_prefix: str
    lom_scheme: str
    in_item: Extension = field(default=lambda dialect, sco: ())
    in_organization: Callable[[Dialect], Sequence[Element]] = field(
        default=lambda dialect: ()
    )
    organization: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the organization."""

    def maker(self, prefix: str | None) -> ElementMaker:
        return ElementMaker(namespace=self.namespaces[prefix])

    def name(self, prefix: str, name: str) -> str:
        return f"{{{self.namespaces[prefix]}}}{name}"


def identifier(*ids: str) -> str:
    """Authors' ids as one identifier: ``-`` becomes ``_`` and ``.`` joins levels."""
    return ".".join(ids).replace("-", "_")


def scorm_package(edition: Edition, options: Options, dialect: Dialect) -> Package:
    """The files of a SCORM package, ``imsmanifest.xml`` first, the rest sorted."""
    files = sorted(
        edition.site.files(dialect.standard, dialect.state_limit),
        key=lambda resource: resource.href,
    )
    schemas = _control_documents(options.control_documents, dialect)
    manifest = Resource(
        "imsmanifest.xml", _manifest(edition, dialect, files, bool(schemas))
    )
    return Package(
        (manifest, *sorted([*files, *schemas], key=lambda resource: resource.href))
    )


def _control_documents(folder: Path | None, dialect: Dialect) -> list[Resource]:
    """The schemas that the user has; they must be those of this version."""
    if folder is None:
        return []
    paths = sorted(
        path for path in folder.rglob("*") if path.suffix in (".xsd", ".dtd")
    )
    if not paths:
        raise SpreadError(
            f"{folder}: there are no .xsd files here.\n    --control-documents "
            "takes the folder with the schemas of the format."
        )
    names = {path.relative_to(folder).as_posix() for path in paths}
    missing = sorted(set(dialect.locations.values()) - names)
    if missing:
        raise SpreadError(
            f"{folder}: {dialect.standard} needs {missing[0]}, and it is not here.\n"
            "    Take the folder with the schemas of that version."
        )
    return [
        Resource(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in paths
    ]


def _manifest(
    edition: Edition, dialect: Dialect, files: Sequence[Resource], schemas: bool
) -> bytes:
    """The manifest; it says where the schemas are only when they are in the package."""
    nsmap = dict(dialect.namespaces)
    if schemas:
        nsmap["xsi"] = XSI
    make = ElementMaker(namespace=dialect.namespaces[None], nsmap=nsmap)
    name = identifier("manifest", edition.module.id, *edition.languages)
    attributes = {"identifier": name, "version": "1.0"}
    if schemas:
        pairs = (" ".join(pair) for pair in dialect.locations.items())
        attributes[f"{{{XSI}}}schemaLocation"] = " ".join(pairs)
    root = make(
        "manifest",
        attributes,
        _metadata(edition, dialect, make),
        _organizations(edition, dialect, make),
        _resources(edition, dialect, make, files),
    )
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )


def _metadata(edition: Edition, dialect: Dialect, make: ElementMaker) -> Element:
    old = dialect.standard == "scorm12"
    record = lom(edition, dialect.maker(dialect.lom_prefix), old, dialect.lom_scheme)
    return make(
        "metadata",
        make("schema", "ADL SCORM"),
        make("schemaversion", dialect.schema_version),
        record,
    )


def _organizations(edition: Edition, dialect: Dialect, make: ElementMaker) -> Element:
    module = edition.module
    name = identifier(module.id)
    items = [_item(edition, sco, dialect, make) for sco in edition.site.scos]
    return make(
        "organizations",
        {"default": name},
        make(
            "organization",
            {"identifier": name, **dialect.organization},
            make("title", _short(module.title)),
            *items,
            *dialect.in_organization(dialect),
        ),
    )


def _item(edition: Edition, sco: Sco, dialect: Dialect, make: ElementMaker) -> Element:
    ids = (edition.module.id, sco.id)
    return make(
        "item",
        {
            "identifier": identifier(*ids),
            "identifierref": identifier("resource", *ids),
            "isvisible": "true",
        },
        make("title", _short(sco.title)),
        *dialect.in_item(dialect, sco),
    )


def _short(title: str) -> str:
    """Moodle keeps 255 characters of a title and refuses more."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _resources(
    edition: Edition, dialect: Dialect, make: ElementMaker, files: Sequence[Resource]
) -> Element:
    """One resource for each SCO, and one with all that the pages share."""
    module, pages = edition.module, {sco.href for sco in edition.site.scos}
    shared = [resource.href for resource in files if resource.href not in pages]
    if len(edition.site.scos) == 1:
        [sco] = edition.site.scos
        return make(
            "resources",
            _resource(module.id, sco, dialect, make, [sco.href, *shared], ()),
        )
    common = identifier("shared", module.id)
    scos = [
        _resource(module.id, sco, dialect, make, [sco.href], (common,))
        for sco in edition.site.scos
    ]
    asset = make(
        "resource",
        {
            "identifier": common,
            "type": "webcontent",
            dialect.name("adlcp", dialect.sco_type): "asset",
        },
        *(make("file", {"href": href}) for href in shared),
    )
    return make("resources", *scos, asset)


def _resource(
    module: str,
    sco: Sco,
    dialect: Dialect,
    make: ElementMaker,
    hrefs: Sequence[str],
    needs: Sequence[str],
) -> Element:
    return make(
        "resource",
        {
            "identifier": identifier("resource", module, sco.id),
            "type": "webcontent",
            dialect.name("adlcp", dialect.sco_type): "sco" if sco.counts else "asset",
            "href": sco.href,
        },
        *(make("file", {"href": href}) for href in hrefs),
        *(make("dependency", {"identifierref": name}) for name in needs),
    )
