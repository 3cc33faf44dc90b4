"""``options: {stranger: {unwanted: word}}``: checked in the source and each edition."""

from __future__ import annotations

from collections.abc import Iterable

from spread_elearn import Edition, Module, Problem

KEYS = ("unwanted",)


def odd_options(module: Module) -> Iterable[Problem]:
    for key in module.options.get("stranger", {}):
        if key not in KEYS:
            yield Problem(
                "error",
                module.where("options"),
                f'stranger: unknown key "{key}"',
                f"KnownMistake keys: {', '.join(KEYS)}.",
                "stranger-key",
            )


def unwanted_words(edition: Edition) -> Iterable[Problem]:
    module = edition.module
    word = module.options.get("stranger", {}).get("unwanted")
    if word and word in module.title:
        yield Problem(
            "warning",
            module.where("title"),
            f'the title says "{word}" ({edition.language})',
            "Find another word.",
            "stranger-word",
        )
