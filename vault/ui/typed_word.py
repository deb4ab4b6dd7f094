"""One word of a recovery sheet while it is typed back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """The words that begin so, the one that is meant, or what is wrong."""

    suggestions: tuple[str, ...] = ()
    whole: str = ""
    problem: str = ""
