"""What stands inside a line of foreign HTML -> markdown: marks, links, formulas."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from typing import Protocol

from lxml.etree import _Element as Element

from spread_elearn.exchange.escape import code, escape_markdown
from spread_elearn.exchange.html_style import Style, style_of
from spread_elearn.exchange.html_tree import (
    NEVER_SHOWN,
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
BLOCKS = frozenset(_APART.split())
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "dfn", "cite", "var"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    "mark": "==",
}
_NAMES = {"**": "bold", "*": "italic", "~~": "struck", "==": "highlight"}
_UNDERLINED = ("u", "ins")
_CODE = ("code", "kbd", "samp", "tt")
DEEPEST = 60
_SPACE = re.compile(r"[^\S\xa0]+")
_HREF = re.compile("(?:https?://|mailto:)[^\\s<>\\\\\ue000]+\\Z")
BREAK = "\\\n"
GAP = "\ue000"
"""A gap was set aside here: see who calls."""
_GAPS = re.compile("[\ue000\ue001]")
_ONE_GAP = re.compile("\ue000\\d+\ue001")
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


class Run:
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
        lines = [re.sub(" +", " ", line).strip(" \xa0") for line in text.split(BREAK)]
        return BREAK.join(line for line in lines if line)


@dataclass
class InlineReader:
    """Reads the words of one text. *depth* is how deep a node stands."""

    foreign: ForeignHtml

    def inline(self, node: Element, depth: int, before: str) -> str:
        """*before* is the sign that stands before the node."""
        tag = tag_of(node)
        if tag == "math":
            return self._mathml(node)
        if tag in NEVER_SHOWN:
            self.foreign.tell(f"<{tag}> was left out")
            return ""
        if tag == "br":
            return BREAK
        if tag == "img":
            return self.foreign.picture(node.get("src", ""), node.get("alt", ""))
        if tag in _CODE and not has_gap(node):
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
        if depth > DEEPEST:
            return self.text(words_in(node), "")
        run = Run()
        run.add(self.text(node.text, ""))
        for child in node:
            if tag_of(child) in BLOCKS:
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
        self.tell_style(node, style)
        after = _sign_after(node)
        for mark in marks:
            inside = self._mark(inside, mark, before, after)
        return inside

    def tell_style(self, node: Element, style: Style) -> None:
        if style.colour and (words := _shown(node)):
            self.foreign.tell(f'the colour {style.colour} of "{words}" was left out')

    def _mark(self, inside: str, mark: str, before: str, after: str) -> str:
        """Words with a mark on each of their lines, where markdown would see it."""
        lines = inside.split(BREAK)
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
        return BREAK.join(done)

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
        seen = found is not None and found.close == len(before) + len(whole)
        if seen and (GAP not in inside or _ONE_GAP.fullmatch(inside)):
            return whole
        name = "superscript" if tag == "sup" else "subscript"
        self.foreign.tell(f'the {name} "{_short(words)}" became plain text')
        return f"\\^({inside})" if tag == "sup" else f"\\_({inside})"

    def _link(self, inside: str, href: str) -> str:
        href = href.strip()
        if not inside.strip() or not _HREF.match(href):
            if href:
                self.foreign.tell(f"the link to {href[:80]!r} was left out")
            return inside
        if re.search(r"[()]", href):
            href = href.replace("(", "%28").replace(")", "%29")
        words = inside.replace(BREAK, " ").strip()
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
        if whole and GAP not in written:
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
    return _short(entities.unescape(words_in(node)))


def _short(text: str) -> str:
    words = " ".join(_GAPS.sub("", text).split())
    return words if len(words) <= 40 else f"{words[:40]}…"


def _escaped(text: str) -> str:
    return escape_markdown(_SPACE.sub(" ", text))


def has_gap(node: Element) -> bool:
    """Whether a gap was set aside in here; in code it would be text."""
    return GAP in words_in(node)
