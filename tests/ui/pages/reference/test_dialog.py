from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.reference.states import states
from vault.ui.pages.reference.dialog import ReferenceDialog
from vault.ui.pages.reference.state import Ends, ReferenceState
from vault.ui.theme import Theme

pytestmark = pytest.mark.screen


@pytest.fixture
def shown(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> Callable[[ReferenceState], ReferenceDialog]:
    dressed(Theme())
    window = QWidget()
    window.resize(1000, 800)
    qtbot.addWidget(window)
    window.show()

    def make(state: ReferenceState) -> ReferenceDialog:
        dialog = ReferenceDialog(window, state)
        dialog.open()
        return dialog

    return make


Shown = Callable[[ReferenceState], ReferenceDialog]


def button(dialog: ReferenceDialog, key: str) -> QAbstractButton:
    found = dialog.findChildren(QAbstractButton)
    return next(b for b in found if b.accessibleIdentifier() == f"dialog.{key}")


def field(dialog: ReferenceDialog, key: str) -> QLineEdit:
    found = dialog.findChildren(QLineEdit)
    return next(f for f in found if f.accessibleIdentifier() == f"reference.{key}")


def test_what_was_typed_is_brought(shown: Shown, qtbot: QtBot) -> None:
    dialog = shown(states("en")["empty"])
    field(dialog, "0.high").setText("70")
    with qtbot.waitSignal(dialog.saved) as saved:
        button(dialog, "save").click()
    (typed,) = saved.args
    assert (typed.who, typed.ends) == ("me", (Ends("Weight (kg)", "", "70"),))


def test_a_name_is_asked_of_a_professional_only(shown: Shown) -> None:
    assert not field(shown(states("en")["empty"]), "name").isVisible()
    stands = shown(states("en")["stands"])
    assert field(stands, "name").isVisible()
    assert stands.typed() == states("en")["stands"]


def test_only_what_stands_can_be_taken_away(shown: Shown, qtbot: QtBot) -> None:
    dialog = shown(states("en")["stands"])
    with qtbot.waitSignal(dialog.removed):
        button(dialog, "remove").click()
    with pytest.raises(StopIteration):
        button(shown(states("en")["empty"]), "remove")


def test_what_is_wrong_is_said_and_reached(shown: Shown, qtbot: QtBot) -> None:
    dialog = shown(states("en")["empty"])
    dialog.show_state(states("en")["wrong"])
    assert field(dialog, "0.high").accessibleDescription() == "Type at least one value."
    with qtbot.waitSignal(dialog.rejected):
        button(dialog, "cancel").click()
