"""Names that every LMS can unpack: [a-z0-9._/-], none that Windows keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spread_elearn.model import Finding
from spread_elearn.verify.findings import error, listed, warning

SCHEMAS = (".xsd", ".dtd")
"""Control documents of the standard: their names are not the author's."""

_LONG_NAME = 200
_WINDOWS = re.compile(
    r"(?i)(?:^|/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?(?:/|$)"
    r'|[<>:"|?*]|[ .](?:/|$)'
)
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/)")


def judge_names(names: list[str]) -> Iterator[Finding]:
    own = [name for name in names if not name.lower().endswith(SCHEMAS)]
    for finding, found in (
        (_NOT_ON_WINDOWS, [name for name in names if _WINDOWS.search(name)]),
        (_JUNK_FILES, [name for name in names if _JUNK.search(name)]),
        (_TOO_LONG, [name for name in names if len(name) > _LONG_NAME]),
        (_NOT_ASCII, [name for name in names if not name.isascii()]),
        (_BLANKS, [name for name in own if " " in name or "%" in name or "#" in name]),
        (_CAPITALS, [name for name in own if name != name.lower()]),
    ):
        if found:
            level, message, hint, code = finding
            yield level("package", f"{message}: {listed(found)}", hint, code)


_NOT_ON_WINDOWS = (
    error,
    "names that Windows cannot store",
    'Rename them: no con, aux, nul ..., none of <>:"|?*, no dot or blank at the end.',
    "windows-name",
)
_JUNK_FILES = (
    warning,
    "files of the operating system, not of the course",
    "Leave them out of the zip.",
    "junk-file",
)
_TOO_LONG = (
    warning,
    f"names of more than {_LONG_NAME} characters",
    "Shorten them: some LMSs cannot unpack them.",
    "long-name",
)
_NOT_ASCII = (
    warning,
    "names with other than plain English letters",
    "Use a-z, 0-9, dot, hyphen and underscore.",
    "name-ascii",
)
_BLANKS = (
    warning,
    "names with blanks, % or #",
    "Use a-z, 0-9, dot, hyphen and underscore.",
    "name-blank",
)
_CAPITALS = (
    warning,
    "names with capital letters",
    "Use small letters only: servers differ in how they treat capitals.",
    "name-capitals",
)
