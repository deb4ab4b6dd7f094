"""All that the dialog of the cards shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArrangeState:
    """The measures in order: their key, their name, whether they have a card."""

    title: str
    cards: tuple[tuple[str, str, bool], ...]
