"""What is wrong with a module, collected while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from spread_elearn.model import Fix, Message, Problem, Source


@dataclass
class Problems:
    """The problems of one module, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)

    def complain(
        self,
        message: Message,
        source: Source,
        /,
        *,
        hint: str = "",
        fixes: tuple[Fix, ...] = (),
        **blanks: Any,
    ) -> None:
        """Tell a mistake at its place; *hint* stands for the usual one."""
        self.found.append(message.at(source, hint=hint, fixes=fixes, **blanks))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.found.extend(problems)

    def __len__(self) -> int:
        return len(self.found)
