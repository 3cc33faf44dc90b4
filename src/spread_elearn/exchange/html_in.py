"""HTML -> markdown through an allow-list.

Paragraphs, lists with their numbers, tables, code, bold, italic, struck, highlighted,
raised and lowered words, formulas, links to http(s) and embedded images come over; of
everything else its text; scripts, styles, frames and forms not at all. What carried a
meaning and does not come over is told: colours, underlining, joined cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element

from spread_elearn.exchange.escape import code, fence, guard_markdown
from spread_elearn.exchange.html_inline import (
    BLOCKS,
    BREAK,
    DEEPEST,
    GAP,
    ForeignHtml,
    InlineReader,
    Run,
    has_gap,
)
from spread_elearn.exchange.html_style import style_of
from spread_elearn.exchange.html_tree import (
    empty,
    inner_html,
    parse_html,
    tag_of,
    words_in,
)

_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def html_blocks(html: str, foreign: ForeignHtml) -> str:
    """HTML as markdown paragraphs, lists and tables, an empty line between them."""
    return "\n\n".join(lists_apart(_Reader(foreign).blocks(parse_html(html), 0)))


def html_line(html: str, foreign: ForeignHtml) -> str:
    """HTML as one line: for what stands in a list, a pair, a feedback's first line."""
    return _Reader(foreign).line(parse_html(html), 0)


def html_words(html: str) -> str:
    """The words of HTML alone, on one line; raised and lowered ones as signs."""
    return " ".join(words_in(parse_html(html)).split())


def take_parts(html: str, *classes: str) -> tuple[str, dict[str, str]]:
    """(the HTML of all else, class -> what stands in its ``<div>``)."""
    body = parse_html(html)
    taken = dict.fromkeys(classes, "")
    for node in [each for each in body.iter("div") if each.get("class") in taken]:
        taken[str(node.get("class"))] = inner_html(node)
        empty(node)
    return inner_html(body), taken


class _Reader(InlineReader):
    """Reads the blocks of one text. *depth* is how deep a node stands."""

    # ---- blocks

    def blocks(self, node: Element, depth: int, flat: bool = False) -> list[str]:
        """The blocks inside a node, in order; loose text in between is a paragraph."""
        done: list[str] = []
        run = Run()

        def flush() -> None:
            if block := run.take():
                done.append(block if flat else guard_markdown(block))

        run.add(self.text(node.text, run.last))
        for child in node:
            tag = tag_of(child)
            if depth > DEEPEST:
                run.add(self.text(words_in(child), run.last))
            elif tag in BLOCKS:
                flush()
                done += self.block(child, tag, depth + 1, flat)
            else:
                run.add(self.inline(child, depth + 1, run.last))
            run.add(self.text(child.tail, run.last))
        flush()
        return done

    def line(self, node: Element, depth: int) -> str:
        """All blocks inside a node as one line."""
        parts = " ".join(self.blocks(node, depth, flat=True))
        return " ".join(parts.replace(BREAK, " ").split())

    def block(self, node: Element, tag: str, depth: int, flat: bool) -> list[str]:
        self.tell_style(node, style_of(node))
        if tag in ("ul", "ol"):
            return self._any_list(node, tag, depth, flat)
        if tag == "pre" and not has_gap(node):
            return self._code(words_in(node), flat)
        if tag == "table":
            return self._table(node, depth, flat)
        if tag in ("tr", "dl") and not flat:
            row = " – ".join(filter(None, (self.line(cell, depth) for cell in node)))
            return [guard_markdown(row)] if row else []
        if tag in _HEADS and not flat:
            return self._heading(node, depth)
        if tag == "blockquote":
            self.foreign.tell("a quotation became plain paragraphs")
        return self.blocks(node, depth, flat)

    def _code(self, text: str, flat: bool) -> list[str]:
        if not text.strip():
            return []
        if flat and "\n" in text.strip():
            self.foreign.tell("lines of code were joined")
        return [code(text) if flat else fence(text)]

    def _heading(self, node: Element, depth: int) -> list[str]:
        """A heading inside a text: a bold line."""
        words = self.line(node, depth)
        if "*" in words or GAP in words:
            return [guard_markdown(words)] if words else []
        return [f"**{words}**"] if words else []

    # ---- lists

    def _any_list(self, node: Element, tag: str, depth: int, flat: bool) -> list[str]:
        if tag == "ol" and (node.get("type") or "1") != "1":
            self.foreign.tell("a list with letters became one with numbers")
        if flat:
            return self._flat_list(node, tag, depth)
        if _is_loose(node):
            return self.blocks(node, depth)
        items = self._list(node, tag, depth)
        return [items] if items else []

    def _list(self, node: Element, tag: str, depth: int) -> str:
        lines: list[str] = []
        number = _first_number(node)
        for child in node:
            blocks = self.blocks(child, depth)
            if not blocks:
                continue
            mark = f"{number}. " if tag == "ol" else "- "
            number += 1
            pad = " " * len(mark)
            blocks = lists_apart(blocks)
            inside = ("\n" if _is_list(blocks[-1]) else "\n\n").join(blocks)
            body = inside.replace("\n", f"\n{pad}").split("\n")
            lines += [mark + body[0], *(line.rstrip() for line in body[1:])]
        return "\n".join(lines)

    def _flat_list(self, node: Element, tag: str, depth: int) -> list[str]:
        """The items of a list in one line; numbers stay."""
        if _is_loose(node):
            return self.blocks(node, depth, flat=True)
        items = [item for child in node if (item := self.line(child, depth))]
        if tag == "ul":
            return items
        first = _first_number(node)
        return [f"{number}\\. {item}" for number, item in enumerate(items, first)]

    # ---- tables

    def _table(self, node: Element, depth: int, flat: bool) -> list[str]:
        captions = [
            block
            for caption in node.iterchildren("caption")
            for block in self.blocks(caption, depth, flat)
        ]
        rows = [[*_cells(row)] for row in _rows(node)]
        rows = [row for row in rows if row]
        if len(rows) == len(rows[0] if rows else ()) == 1:
            return captions + self.blocks(rows[0][0], depth, flat)
        if flat or not _is_even(rows):
            self.foreign.tell("a table became lines of text")
            lines = [" – ".join(filter(None, self._said(row, depth))) for row in rows]
            return captions + [guard_markdown(line) for line in lines if line]
        texts = [[_in_cell(text) for text in self._said(row, depth)] for row in rows]
        if not _has_head(node, rows):
            texts.insert(0, [" "] * len(rows[0]))
        texts.insert(1, ["---"] * len(rows[0]))
        return [*captions, "\n".join(f"| {' | '.join(row)} |" for row in texts)]

    def _said(self, row: Sequence[Element], depth: int) -> list[str]:
        return [self.line(cell, depth) for cell in row]


# ---- lists


def _is_loose(node: Element) -> bool:
    """Whether a list has words outside of its items."""
    outside = [node.text, *(child.tail for child in node)]
    return any((text or "").strip() for text in outside)


def _first_number(node: Element) -> int:
    given = node.get("start") or "1"
    return int(given) if re.fullmatch(r"\d{1,6}", given) else 1


def _is_list(block: str) -> bool:
    return _SIGN.match(block) is not None


_SIGN = re.compile(r"(?:\d{1,9})?(?P<sign>[-*.)]) ", re.MULTILINE)
_OTHER = {"-": "*", "*": "-", ".": ")", ")": "."}


def lists_apart(blocks: Sequence[str]) -> list[str]:
    """The same blocks; a list right behind another one gets another sign.

    With the same sign markdown would make one list of the two.
    """
    done: list[str] = []
    before = ""
    for block in blocks:
        found = _SIGN.match(block)
        sign = found["sign"] if found else ""
        same = sign != "" and sign == before
        before = _OTHER[sign] if same else sign
        done.append(_with_sign(block, before) if same else block)
    return done


def _with_sign(block: str, sign: str) -> str:
    return _SIGN.sub(lambda found: f"{found[0][:-2]}{sign} ", block)


# ---- tables


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of tables inside it."""
    for child in table:
        tag = tag_of(child)
        if tag == "tr":
            yield child
        elif tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return row.iterchildren("td", "th")


def _is_even(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether all rows have as many cells, and none is joined or holds a table."""
    return (
        bool(rows)
        and len({len(row) for row in rows}) == 1
        and not any(
            (cell.get("colspan") or "1") != "1"
            or (cell.get("rowspan") or "1") != "1"
            or next(cell.iter("table"), None) is not None
            for row in rows
            for cell in row
        )
    )


def _has_head(table: Element, rows: Sequence[Sequence[Element]]) -> bool:
    in_head = rows[0][0].getparent()
    above = None if in_head is None else in_head.getparent()
    if above is not None and tag_of(above) == "thead":
        return True
    return all(tag_of(cell) == "th" for cell in rows[0])


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|") or " "
