"""Named states of the list of shortcuts."""

from __future__ import annotations

from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.keys.page import KeysPage
from vault.ui.pages.keys.presenter import KeysPresenter
from vault.ui.pages.keys.state import KeysState
from vault.ui.places import KEYS


def states(_language: str) -> dict[str, KeysState]:
    """Every state, in the language that is spoken."""
    shown: list[KeysState] = []
    KeysPresenter(KEYS, shown.append).begin()
    return {"ready": shown[-1], "none": KeysState((), "xyz")}


PICTURED: Final = Pictured("settings", states, KeysPage)
