"""Each rule for a manifest broken once: (old text, new text, level, code)."""

from __future__ import annotations

TITLE = "<title>Lesson</title>"
ITEM = "<title>Lesson</title></item>"
RESOURCE = '<resource identifier="R1" type="webcontent"'
FILE = '<file href="index.html"/>'

BROKEN_IN_BOTH = [
    ('<manifest identifier="M"', "<manifest", "error", "identifier-missing"),
    ('identifier="I1"', 'identifier="R1"', "error", "identifier-duplicate"),
    ('identifier="I1"', 'identifier="1 one"', "error", "identifier-syntax"),
    ('identifier="I1"', f'identifier="{"i" * 256}"', "error", "identifier-length"),
    ('default="ORG"', 'default="NONE"', "error", "organization-default"),
    ('identifierref="R1"', 'identifierref="R9"', "error", "item-resource"),
    (TITLE, "", "error", "title-missing"),
    (TITLE, "<title> </title>", "warning", "title-empty"),
    (TITLE, f"<title>{'t' * 256}</title>", "error", "title-length"),
    (TITLE, f"<metadata/>{TITLE}", "error", "child-order"),
    (TITLE, f"<title>Twice</title>{TITLE}", "error", "child-order"),
    (FILE, f"{FILE}<metadata/>", "error", "child-order"),
    (FILE, f"{FILE}<files/>", "error", "child-unknown"),
    (FILE, f"{FILE}<file/>", "error", "file-href"),
    (FILE, f'{FILE}<file href="gone.png"/>', "error", "file-missing"),
    (FILE, f'{FILE}<file href="STYLE.css"/>', "error", "file-missing"),
    (FILE, f'{FILE}<file href="/style.css"/>', "error", "href-outside"),
    (FILE, f'{FILE}<file href="../style.css"/>', "error", "href-outside"),
    (FILE, f'{FILE}<file href="file:///c/x.css"/>', "error", "href-outside"),
    (FILE, f'{FILE}<file href="https://x.org/a"/>', "warning", "href-external"),
    (FILE, f'{FILE}<file href=".\\style.css"/>', "error", "href-backslash"),
    (FILE, "", "warning", "href-not-listed"),
    (' href="index.html">', ' href="start.html">', "error", "file-missing"),
    (' href="index.html">', ' href="api.js">', "error", "sco-not-html"),
    (' href="index.html">', ">", "error", "launch-missing"),
    (RESOURCE, '<resource identifier="R1"', "error", "resource-type"),
    ('="sco"', '="SCO"', "error", "scormtype-value"),
    (
        "</resource>",
        '<dependency identifierref="R9"/></resource>',
        "error",
        "dependency",
    ),
    ("<schema>ADL SCORM</schema>", "", "warning", "schema"),
    ("</schemaversion>", "</schemaversion><schema/>", "error", "child-order"),
    ("ADL SCORM", "IMS Common Cartridge", "error", "schema"),
    ('identifier="M"', 'identifier="M" xml:base="x/"', "warning", "xml-base"),
    ("</manifest>", '<manifest identifier="N"/></manifest>', "warning", "submanifest"),
    ("xmlns:adlcp", "xmlns:scorm", "error", "xml-malformed"),
]
BROKEN_IN_12 = [
    ("<schemaversion>1.2</schemaversion>", "", "warning", "schemaversion"),
    ("<schemaversion>1.2", "<schemaversion> 1.2", "warning", "schemaversion"),
    ("<schemaversion>1.2", "<schemaversion>1.1", "warning", "schemaversion"),
    ("<schemaversion>1.2", "<schemaversion>2004 4th Edition", "error", "namespace"),
    ("imscp_rootv1p1p2", "imscp_rootv9", "error", "namespace"),
    ('adlcp:scormtype="sco" ', "", "error", "scormtype-missing"),
    ("adlcp:scormtype", "adlcp:scormType", "error", "scormtype-name"),
    ("adlcp:scormtype", "scormtype", "error", "scormtype-name"),
    ('isvisible="true"', 'isvisible="yes"', "error", "value-format"),
    (' identifierref="R1"', "", "warning", "item-launch"),
    (ITEM, f"<title>{'t' * 201}</title></item>", "error", "title-length"),
]
BROKEN_IN_2004 = [
    ("2004 4th Edition", "2004", "error", "schemaversion"),
    ("2004 4th Edition", "2004 2nd Edition", "error", "schemaversion"),
    ("2004 4th Edition", "\n2004 4th Edition", "error", "schemaversion"),
    ("<schemaversion>2004 4th Edition</schemaversion>", "", "error", "schemaversion"),
    ("2004 4th Edition", "1.2", "error", "namespace"),
    (' default="ORG"', "", "error", "organization-default"),
    ("adlcp:scormType", "adlcp:scormtype", "error", "scormtype-name"),
    (' identifierref="R1"', "", "error", "item-launch"),
    ('identifier="I1"', 'identifier="I1-"', "warning", "identifier-end"),
    ('choice="true" flow="true"', 'choice="false"', "error", "sequencing-dead-end"),
    (' completionSetByContent="true"', "", "warning", "delivery-controls"),
    ('flow="true"', 'flow="yes"', "error", "value-format"),
    (
        "<imsss:deliveryControls",
        '<imsss:deliveryControls/><imsss:controlMode choice="true"/>'
        "<imsss:deliveryControls",
        "error",
        "sequencing-order",
    ),
    (
        "<imsss:sequencing><imsss:controlMode",
        '<imsss:sequencing IDRef="gone"><imsss:controlMode',
        "error",
        "sequencing-reference",
    ),
    (
        "<imsss:deliveryControls",
        '<imsss:objectives><imsss:objective objectiveID="A"><imsss:mapInfo'
        ' targetObjectiveID="B"/></imsss:objective></imsss:objectives>'
        "<imsss:deliveryControls",
        "warning",
        "moodle-map-info",
    ),
    (
        "<imsss:deliveryControls",
        "<imsss:objectives><imsss:objective/></imsss:objectives>"
        "<imsss:deliveryControls",
        "error",
        "objective-id",
    ),
    (
        "<imsss:deliveryControls",
        '<imsss:objectives><imsss:objective objectiveID="A"/></imsss:objectives>'
        "<imsss:deliveryControls",
        "error",
        "objective-primary",
    ),
    (
        "<imsss:deliveryControls",
        "<imsss:objectives><imsss:primaryObjective/><imsss:primaryObjective/>"
        "</imsss:objectives><imsss:deliveryControls",
        "error",
        "sequencing-order",
    ),
    (
        "<imsss:deliveryControls",
        "<imsss:sequencingRules/><imsss:deliveryControls",
        "warning",
        "sequencing-rules",
    ),
]
