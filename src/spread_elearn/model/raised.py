"""Raised and lowered signs of Unicode: ``10^6^`` where no mark can stand is ``10⁶``."""

from __future__ import annotations

_DIGITS = "0123456789+-−=()ni"
_RAISED = dict(zip(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢ", strict=True))
_RAISED_LETTERS = dict(
    zip("abcdefghjklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED_LETTERS = dict(zip("aehjklmoprstuvx", "ₐₑₕⱼₖₗₘₒₚᵣₛₜᵤᵥₓ", strict=True))


def raised_signs(text: str) -> str:
    """``2-`` -> ``²⁻``; "" where digits and signs alone do not do."""
    return _written(text, _RAISED)


def lowered_signs(text: str) -> str:
    """``2`` -> ``₂``; "" where digits and signs alone do not do."""
    return _written(text, _LOWERED)


def plain_raised(text: str) -> str:
    """A superscript among plain words: letters too; ``^`` where there is no sign."""
    return _written(text, _RAISED | _RAISED_LETTERS) or f"^{text}"


def plain_lowered(text: str) -> str:
    """A subscript among plain words: letters too; ``_`` where there is no sign."""
    return _written(text, _LOWERED | _LOWERED_LETTERS) or f"_{text}"


def _written(text: str, signs: dict[str, str]) -> str:
    return "".join(signs[each] for each in text) if all(map(signs.get, text)) else ""
