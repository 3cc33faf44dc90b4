"""Damage by a seed: the same seed does the same to the same bytes."""

from __future__ import annotations

import io
import zipfile
from random import Random

TOKENS = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"&#0;",
    b"&nbsp;",
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"{",
    b"}",
    b"{{{",
    b"[[",
    b"]]",
    b"~=",
    b":::",
    b"::: question {#x}",
    b"---",
    b"```",
    b"\\",
    b"%s",
    b"msgid",
    b'msgstr ""',
    b"../",
    b"9" * 40,
    "\ue000\ue001".encode(),
    "\u202e".encode(),
    "𝟙".encode(),
)


def mutated(content: bytes, seed: int) -> bytes:
    """*content* with one to eight changes."""
    dice = Random(seed)
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        _change(data, dice)
    return bytes(data)


def _change(data: bytearray, dice: Random) -> None:
    at = dice.randrange(len(data) + 1)
    length = min(dice.choice((1, 2, 8, 60, 500)), len(data) - at)
    kind = dice.randrange(6)
    if kind == 0 and at < len(data):
        data[at] ^= 1 << dice.randrange(8)
    elif kind == 1:
        del data[at : at + length]
    elif kind == 2:
        data[at:at] = data[at : at + length]
    elif kind == 3:
        other = dice.randrange(len(data) + 1)
        data[at : at + length] = data[other : other + length]
    elif kind == 4:
        data[at : at + length] = bytes(dice.randrange(256) for _ in range(length))
    else:
        data[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 2, 30))


def mutated_inside(package: bytes, seed: int) -> bytes:
    """A zip that is sound, and one of whose files is not."""
    dice = Random(seed)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    chosen = dice.choice(sorted(files))
    files[chosen] = mutated(files[chosen], seed)
    if dice.random() < 0.2:
        files[f"{chosen}{dice.choice(('/', '.', '/../x', chr(0x202E)))}"] = b"x"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
