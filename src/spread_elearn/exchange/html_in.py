"""HTML -> markdown through an allow-list.

Paragraphs, lists with their numbers, tables, code, bold, italic, struck, highlighted,
raised and lowered words, formulas, links to http(s) and embedded images come over; of
everything else its text; scripts, styles, frames and forms not at all. What carried a
meaning and does not come over is told: colours, underlining, joined cells.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from lxml.etree import _Element as Element

from spread_elearn.exchange.escape import code, escape_markdown, fence, guard_markdown
from spread_elearn.exchange.html_style import Style, style_of
from spread_elearn.exchange.html_tree import (
    NEVER_SHOWN,
    empty,
    inner_html,
    parse_html,
    tag_of,
    words_in,
    words_inside,
)
from spread_elearn.markdown.formulas import FormulaError, set_formula
from spread_elearn.markdown.inline_marks import mark_at
from spread_elearn.model.raised import lowered_signs, raised_signs

_APART = """
p div section article header footer main aside ul ol li pre blockquote table thead
tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 dl dt dd figure figcaption hr address
center fieldset details summary
"""
_BLOCKS = frozenset(_APART.split())
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "dfn", "cite", "var"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    "mark": "==",
}
_NAMES = {"**": "bold", "*": "italic", "~~": "struck", "==": "highlight"}
_UNDERLINED = ("u", "ins")
_CODE = ("code", "kbd", "samp", "tt")
_DEEPEST = 60
_SPACE = re.compile(r"[^\S\xa0]+")
_HREF = re.compile("(?:https?://|mailto:)[^\\s<>\\\\\ue000]+\\Z")
_BREAK = "\\\n"
_GAP = "\ue000"
"""A gap was set aside here: see who calls."""
_FORMULA = re.compile(
    r"\\\((?P<round>(?:[^\\]|\\[^()])+?)\\\)"
    r"|\\\[(?P<square>(?:[^\\]|\\[^\[\]])+?)\\\]"
    r"|\$\$(?P<dollars>(?:[^$\\]|\\.)+?)\$\$",
    re.DOTALL,
)


class ForeignHtml(Protocol):
    """Whose HTML it is: takes its pictures, and hears what was left out."""

    def picture(self, source: str, alt: str) -> str:
        """The markdown of an image, or its words where it cannot be kept."""

    def tell(self, what: str) -> None:
        """Something of the HTML did not come over, or not as it was."""


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


class _Run:
    """Inline markdown that grows: its parts, and the sign at its end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.last = ""

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.last = text[-1]

    def take(self) -> str:
        """The paragraph, without spaces around its lines and breaks at its ends."""
        text, self.parts, self.last = "".join(self.parts), [], ""
        lines = [re.sub(" +", " ", line).strip(" ") for line in text.split(_BREAK)]
        return _BREAK.join(line for line in lines if line)


@dataclass
class _Reader:
    """Reads one text. *depth* is how deep a node stands."""

    foreign: ForeignHtml

    # ---- blocks

    def blocks(self, node: Element, depth: int, flat: bool = False) -> list[str]:
        """The blocks inside a node, in order; loose text in between is a paragraph."""
        done: list[str] = []
        run = _Run()

        def flush() -> None:
            if block := run.take():
                done.append(block if flat else guard_markdown(block))

        run.add(self.text(node.text, run.last))
        for child in node:
            tag = tag_of(child)
            if depth > _DEEPEST:
                run.add(self.text(words_in(child), run.last))
            elif tag in _BLOCKS:
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
        return " ".join(parts.replace(_BREAK, " ").split())

    def block(self, node: Element, tag: str, depth: int, flat: bool) -> list[str]:
        self._tell_style(node, style_of(node))
        if tag in ("ul", "ol"):
            return self._any_list(node, tag, depth, flat)
        if tag == "pre" and not flat and not _has_gap(node):
            text = words_in(node)
            return [fence(text)] if text.strip() else []
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

    def _heading(self, node: Element, depth: int) -> list[str]:
        """A heading inside a text: a bold line."""
        words = self.line(node, depth)
        if "*" in words or _GAP in words:
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

    # ---- inside a line

    def inline(self, node: Element, depth: int, before: str) -> str:
        """*before* is the sign that stands before the node."""
        tag = tag_of(node)
        if tag == "math":
            return self._mathml(node)
        if tag in NEVER_SHOWN:
            self.foreign.tell(f"<{tag}> was left out")
            return ""
        if tag == "br":
            return _BREAK
        if tag == "img":
            return self.foreign.picture(node.get("src", ""), node.get("alt", ""))
        if tag in _CODE and not _has_gap(node):
            return code(words_in(node))
        if tag in ("sup", "sub"):
            return self._small(node, tag, depth, before)
        inside = self.inside(node, depth)
        if tag == "a":
            return self._link(inside, "" if before == "!" else node.get("href", ""))
        if tag == "q" and inside.strip():
            return f'"{inside.strip()}"'
        return self._marked(node, tag, inside, before)

    def inside(self, node: Element, depth: int) -> str:
        """All inside as inline; blocks in a wrong place are words, spaces around."""
        if depth > _DEEPEST:
            return self.text(words_in(node), "")
        run = _Run()
        run.add(self.text(node.text, ""))
        for child in node:
            if tag_of(child) in _BLOCKS:
                run.add(f" {self.inside(child, depth + 1).strip()} ")
            else:
                run.add(self.inline(child, depth + 1, run.last))
            run.add(self.text(child.tail, run.last))
        return "".join(run.parts)

    def _marked(self, node: Element, tag: str, inside: str, before: str) -> str:
        style = style_of(node)
        marks = [_MARKS[tag]] if tag in _MARKS else []
        marks += [mark for mark in style.marks if mark not in marks]
        words = _shown(node)
        if words and (tag in _UNDERLINED or style.underlined):
            bold = (
                "**" in marks
                or next(node.iterancestors("b", "strong"), None) is not None
            )
            marks.append("*" if bold else "**")
            self.foreign.tell(f'"{words}" was underlined there')
        self._tell_style(node, style)
        after = _sign_after(node)
        for mark in marks:
            inside = self._mark(inside, mark, before, after)
        return inside

    def _tell_style(self, node: Element, style: Style) -> None:
        if style.colour and (words := _shown(node)):
            self.foreign.tell(f'the colour {style.colour} of "{words}" was left out')

    def _mark(self, inside: str, mark: str, before: str, after: str) -> str:
        """Words with a mark on each of their lines, where markdown would see it."""
        lines = inside.split(_BREAK)
        done = []
        for number, line in enumerate(lines):
            near = (
                before if number == 0 else "\n",
                after if number == len(lines) - 1 else "\n",
            )
            written = _with_mark(line, mark, near)
            if written is None:
                name = _NAMES[mark]
                self.foreign.tell(f"{name} could not be kept: {line.strip()[:40]}")
            done.append(line if written is None else written)
        return _BREAK.join(done)

    def _small(self, node: Element, tag: str, depth: int, before: str) -> str:
        """Raised or lowered words: as signs, else between their marks."""
        words = " ".join(words_inside(node).split())
        signs = raised_signs(words) if tag == "sup" else lowered_signs(words)
        if signs:
            return signs
        inside, sign = self.inside(node, depth).strip(), "^" if tag == "sup" else "~"
        if not inside:
            return ""
        whole = f"{sign}{inside}{sign}"
        around = f"{before}{whole}{_sign_after(node)}"
        found = mark_at(around, len(before), len(around))
        if found and found.close == len(before) + len(whole) and _GAP not in inside:
            return whole
        name = "superscript" if tag == "sup" else "subscript"
        self.foreign.tell(f'the {name} "{words[:40]}" became plain text')
        return f"\\^({inside})" if tag == "sup" else f"\\_({inside})"

    def _link(self, inside: str, href: str) -> str:
        href = href.strip()
        if not inside.strip() or not _HREF.match(href):
            if href:
                self.foreign.tell(f"the link to {href[:80]!r} was left out")
            return inside
        if re.search(r"[()]", href):
            href = href.replace("(", "%28").replace(")", "%29")
        words = inside.replace(_BREAK, " ").strip()
        return f"[{words}]({href})"

    # ---- words and formulas

    def text(self, text: str | None, before: str) -> str:
        """Words with their signs escaped; formulas between signs of ours."""
        text = text or ""
        parts: list[str] = []
        start = 0
        for found in _FORMULA.finditer(text) if "\\" in text or "$$" in text else ():
            parts.append(_escaped(text[start : found.start()]))
            near = parts[-1][-1:] or before
            parts.append(self._formula(found, near))
            start = found.end()
        return "".join([*parts, _escaped(text[start:])])

    def _formula(self, found: re.Match[str], before: str) -> str:
        tex = " ".join(str(found[str(found.lastgroup)]).split())
        written = f"\\({tex}\\)" if found["round"] else f"$${tex}$$"
        return self._set(tex, written, before) or _escaped(found[0])

    def _set(self, tex: str, written: str, before: str) -> str:
        """A formula that pages can set; "" where it cannot be, and that is told."""
        mark = mark_at(f"{before}{written}", len(before), len(before) + len(written))
        try:
            set_formula(tex)
        except FormulaError:
            mark = None
        whole = mark is not None and mark.close == len(before) + len(written)
        if whole and _GAP not in written:
            return written
        shown = tex if len(tex) <= 60 else f"{tex[:60]}…"
        self.foreign.tell(
            f"{shown} is a formula that cannot be set: learners see it as it stands"
        )
        return ""

    def _mathml(self, node: Element) -> str:
        """MathML by the TeX that most programs put beside it."""
        notes = (each.text for each in node.iter("annotation", "annotation-xml"))
        tex = " ".join((node.get("alttext") or next(notes, "") or "").split())
        written = self._set(tex, f"\\({tex}\\)", "") if tex else ""
        if not written:
            self.foreign.tell("<math> was left out")
        return written or _escaped(tex)


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


# ---- inside a line


def _with_mark(inside: str, mark: str, near: tuple[str, str]) -> str | None:
    """Words between marks; None where markdown would not see them."""
    core = inside.strip()
    if not core:
        return inside
    lead = inside[: len(inside) - len(inside.lstrip())]
    trail = inside[len(inside.rstrip()) :]
    before, after = (near[0] + lead)[-1:], (trail + near[1])[:1]
    blocked = (before.isalnum() and (mark == "==" or not core[0].isalnum())) or (
        after.isalnum() and (mark == "==" or not core[-1].isalnum())
    )
    sign = mark[0]
    beside = sign in (before, after, core[0], core[-1])
    if blocked or (beside and not _nests(core, mark)):
        return None
    return f"{lead}{mark}{core}{mark}{trail}"


def _nests(core: str, mark: str) -> bool:
    """``***words***`` is bold and italic."""
    pairs = {"**": "*", "*": "**"}
    inner = pairs.get(mark)
    if inner is None:
        return False
    whole = (
        core.startswith(inner) and core.endswith(inner) and len(core) > 2 * len(inner)
    )
    bare = core[len(inner) : -len(inner)] if whole else ""
    return bool(bare) and "*" not in bare and bare[0].isalnum() and bare[-1].isalnum()


def _sign_after(node: Element) -> str:
    """The sign that follows a node, as far as a mark beside it matters."""
    if node.tail:
        return node.tail[:1]
    following = node.getnext()
    return "" if following is None else words_in(following)[:1]


def _shown(node: Element) -> str:
    """The words of a node, short enough for a note."""
    words = " ".join(entities.unescape(words_in(node)).split())
    words = re.sub("[\ue000\ue001]", "", words)
    return words if len(words) <= 40 else f"{words[:40]}…"


def _escaped(text: str) -> str:
    return escape_markdown(_SPACE.sub(" ", text))


def _has_gap(node: Element) -> bool:
    """Whether a gap was set aside in here; in code it would be text."""
    return _GAP in words_in(node)
