"""Named states of the dialog that adds a catalogue; keys and addresses are made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from tests.ui.shots import Pictured
from vault.ui.pages.services.adding import AddCatalogue
from vault.ui.widgets.dialog import Dialog

_KEY: Final = "Xk3" * 14 + "Q"


def states(_language: str) -> Mapping[str, tuple[str, ...]]:
    """Give every state: one key, two keys."""
    return {"ready": (_KEY,), "two": (_KEY, _KEY[::-1])}


def dialog(window: QWidget, keys: tuple[str, ...]) -> Dialog:
    """Make the dialog of a state."""
    made = AddCatalogue(window, "https://annuaire.example", keys)
    if len(keys) > 1:
        made.asked.emit("add")
    return made


PICTURED: Final = Pictured("sharing", states, dialog=dialog)
