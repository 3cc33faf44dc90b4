"""Editions in, their glossary for other systems out: one file for each format.

moodle-glossary   Moodle's own XML, one file for each language
glossary-csv      a table for spreadsheets, all languages together
tbx               TBX-Basic (ISO 30042), for translators' term bases
skos              SKOS as JSON-LD, for vocabularies on the web
"""

from __future__ import annotations

from spread_elearn import Format


def formats() -> list[Format]:
    """All four; none of them tracks anything, each is one file."""
    from .csv_file import csv_package
    from .moodle_xml import moodle_package
    from .skos import skos_package
    from .tbx import tbx_package

    return [
        Format("moodle-glossary", "xml", moodle_package, archive=False),
        Format("glossary-csv", "csv", csv_package, scope="module", archive=False),
        Format("tbx", "tbx", tbx_package, scope="module", archive=False),
        Format("skos", "jsonld", skos_package, scope="module", archive=False),
    ]
