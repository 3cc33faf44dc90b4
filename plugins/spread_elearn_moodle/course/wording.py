"""What learners and teachers read in Moodle, in the edition's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from spread_elearn import Edition, Module, Outcome, Words, words_of

HERE = Path(__file__).parents[1]
_GROUPS = ("knowledge", "skill", "responsibility")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said about one edition."""

    module: Module
    words: Words

    @classmethod
    def of(cls, edition: Edition) -> Wording:
        return cls(edition.module, words_of(HERE, edition.language))

    def named(self, key: str) -> str:
        """The name of an activity: ``Glossary: Competences of tutors``."""
        return self.words(key, title=self.module.title)

    def framed(self, html: str) -> str:
        """HTML in the edition's language, whatever language the page around it has."""
        language, direction = self.words.language, self.words.direction
        return f'<div lang="{language}" dir="{direction}">{html}</div>'

    def paragraph(self, key: str) -> str:
        return self.framed(f"<p>{escape(self.words(key))}</p>")

    def summary(self) -> str:
        """What the module is about, what one can do after it, for whom it is."""
        parts = [_p(self.module.description), *self._outcomes(), *self._facts()]
        return self.framed("".join(parts))

    def description(self) -> str:
        return self.framed(_p(self.module.description))

    def _outcomes(self) -> list[str]:
        given = self.module.outcomes
        if not given:
            return []
        groups = [
            self._group(kind, [each for each in given if each.kind == kind])
            for kind in _GROUPS
        ]
        return [f"<h4>{_unlinked(self.words('moodle-outcomes'))}</h4>", *groups]

    def _group(self, kind: str, outcomes: list[Outcome]) -> str:
        if not outcomes:
            return ""
        items = "".join(
            f"<li><strong>{escape(each.id)}</strong> {_unlinked(each.text)}</li>"
            for each in outcomes
        )
        return f"{_p(self.words(f'moodle-{kind}'))}<ul>{items}</ul>"

    def _facts(self) -> list[str]:
        module = self.module
        facts = []
        if module.audience:
            facts.append(self.words("moodle-audience", audience=module.audience))
        if module.hours:
            number = round(module.hours) if module.hours >= 1 else 1
            facts.append(self.words("moodle-hours", number))
        if module.eqf:
            facts.append(self.words("moodle-eqf", level=module.eqf))
        return [_p(" ".join(facts))]

    def licence(self) -> str:
        """Licence, attribution and funding: what must be seen wherever it is shown."""
        module, words = self.module, self.words
        said = [words("version", title=module.title, version=module.version)]
        if module.authors:
            said.append(words("by", authors=", ".join(module.authors)))
        parts = [escape(" ".join(said)), self._terms(), *self._funding()]
        return self.framed("".join(f"<p>{part}</p>" for part in parts))

    def _terms(self) -> str:
        name, url = self.module.licence, self.module.licence_url
        if not url:
            return f"{escape(self.words('licence'))} {escape(name)}."
        key = "licence-free" if name.startswith("CC") else "licence"
        shown = name.replace("CC-BY", "CC BY").replace("-4.0", " 4.0")
        link = f'<a href="{url}" rel="license">{escape(shown)}</a>'
        return f"{escape(self.words(key))} {link}."

    def _funding(self) -> list[str]:
        funding = self.module.funding
        if funding is None:
            return []
        named = [each for each in (funding.programme, funding.number) if each]
        lines = [", ".join(named), funding.disclaimer]
        return [escape(line) for line in lines if line]


def _p(text: str) -> str:
    return f"<p>{_unlinked(text)}</p>" if text else ""


def _unlinked(text: str) -> str:
    """Words that Moodle never links to the glossary: a summary would be full of it."""
    return f'<span class="nolink">{escape(text)}</span>'
