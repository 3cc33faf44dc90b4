"""Names that every LMS can unpack: [a-z0-9._/-], none that Windows keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import listed

SCHEMAS = (".xsd", ".dtd")
"""Control documents of the standard: their names are not the author's."""

_LONG_NAME = 200
_WINDOWS = re.compile(
    r"(?i)(?:^|/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?(?:/|$)"
    r'|[<>:"|?*]|[ .](?:/|$)'
)
_SYSTEM_FILES = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/)"
)

NOT_ON_WINDOWS = Message(
    "windows-name",
    "names that Windows cannot store: {names}",
    'Rename them: no con, aux, nul ..., none of <>:"|?*, no dot or blank at the end.',
)
SYSTEM_FILES = Message(
    "junk-file",
    "files of the operating system, not of the course: {names}",
    "Leave them out of the zip.",
    "warning",
)
TOO_LONG = Message(
    "long-name",
    "names of more than 200 characters: {names}",
    "Shorten them: some LMSs cannot unpack them.",
    "warning",
)
NOT_ASCII = Message(
    "name-ascii",
    "names with other than plain English letters: {names}",
    "Use a-z, 0-9, dot, hyphen and underscore.",
    "warning",
)
BLANKS = Message(
    "name-blank",
    "names with blanks, % or #: {names}",
    "Use a-z, 0-9, dot, hyphen and underscore.",
    "warning",
)
CAPITALS = Message(
    "name-capitals",
    "names with capital letters: {names}",
    "Use small letters only: servers differ in how they treat capitals.",
    "warning",
)


def check_names(names: list[str]) -> Iterator[Finding]:
    """Say which names of the zip some systems cannot store or serve."""
    own = [name for name in names if not name.lower().endswith(SCHEMAS)]
    for message, found in (
        (NOT_ON_WINDOWS, [name for name in names if _WINDOWS.search(name)]),
        (SYSTEM_FILES, [name for name in names if _SYSTEM_FILES.search(name)]),
        (TOO_LONG, [name for name in names if len(name) > _LONG_NAME]),
        (NOT_ASCII, [name for name in names if not name.isascii()]),
        (BLANKS, [name for name in own if " " in name or "%" in name or "#" in name]),
        (CAPITALS, [name for name in own if name != name.lower()]),
    ):
        if found:
            yield message.in_package(names=listed(found))
