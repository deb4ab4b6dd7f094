"""The pages before unlocking: Tab goes round, nothing traps it, a narrow window holds all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui import checks
from tests.ui.flows.hands import Hands

pytestmark = pytest.mark.screen
ORDER = {
    "unlock": [
        "Change: dossier", "Passphrase", "Show: Passphrase", "Unlock", "Forgotten passphrase?",
    ],
    "welcome": [
        "Create my carnet. For you, or for somebody you help. It takes a few minutes.",
        "Open a carnet. It is already on this computer or on a disk.",
        "Look around first (example). A made-up family, with two years of data. Nothing is kept.",
        "EN",
    ],
    "create": [
        "This record is about: Me", "First name", "Last name (optional)",
        "Date of birth (optional)", "Sex on civil records Not stated", "Height in cm (optional)",
        "Previous", "Continue",
    ],
    "recovery": [*(f"Word {n}" for n in range(1, 14)), "Previous", "Open"],
    "carnets": ["Open another carnet", "Create another carnet", "Back"],
}  # fmt: skip


@pytest.mark.parametrize("gate", list(ORDER))
def test_tab_goes_round_every_gate(gate: str, window: Callable[..., Hands], tmp_path: Path) -> None:
    """T-ORDER and T-TRAP."""
    hands = window("en")
    hands.app.gate(gate)
    hands.qtbot.wait(100)
    made = hands.app.window
    assert checks.tab_order(made) == ORDER[gate]
    stops = checks.tab_stops(made)
    stops[0].setFocus()
    for stop in [*stops[1:], stops[0]]:
        hands.press("Tab")
        assert hands.focus() is stop
        assert made.ring.isVisible()
    hands.press("Shift+Tab")
    assert hands.focus() is stops[-1]
    assert made.windowTitle() == "Carnet"
