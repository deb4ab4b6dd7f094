"""Somewhere to go, as a list shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: a key for the program, an icon of the tokens, the words."""

    key: str
    icon: str
    words: Callable[[], str]
