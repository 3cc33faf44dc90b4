"""PO files: bytes in, entries out; and back, with every line that nobody touched.

entries   an entry and a file, as data: change them with ``dataclasses.replace``
read      bytes -> a file, or its mistakes with their lines
write     a file -> bytes: what was not changed stays byte for byte
strings   a text -> the quoted lines that say it, and back

The grammar is that of GNU gettext ("The Format of PO Files"), for files in UTF-8.
"""

from spread_elearn.exchange.po.entries import PoEntry as PoEntry, PoFile as PoFile
from spread_elearn.exchange.po.read import read_po as read_po
from spread_elearn.exchange.po.write import write_po as write_po
