"""Named states of the dialog of the cards; everything in them is made up."""

from __future__ import annotations

from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.arrange.dialog import ArrangeDialog
from vault.ui.pages.arrange.state import ArrangeState

_NAMES: Final = {
    "fr": ("Poids", "Tension", "Pas", "Sommeil", "Glycémie"),
    "en": ("Weight", "Blood pressure", "Steps", "Sleep", "Blood glucose"),
}
_TITLES: Final = {
    "fr": "Cartes de Claire", "en": "Cards of Claire",
}  # fmt: skip


def states(language: str) -> dict[str, ArrangeState]:
    """Return every state that the dialog must be able to draw, by name."""
    names, title = _NAMES[language], _TITLES[language]
    cards = tuple((f"k{number}", name, number < 3) for number, name in enumerate(names))
    many = tuple((f"m{number}", name, True) for number, name in enumerate(names * 8))
    return {"ready": ArrangeState(title, cards), "many": ArrangeState(title, many)}


PICTURED: Final = Pictured("overview", states, dialog=ArrangeDialog)
