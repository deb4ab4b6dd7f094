"""The dialog of a measurement keeps what is typed and leads to what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.checks import tab_order, type_text
from tests.ui.pages.add.states import states
from vault.record.measures import known
from vault.ui.pages.add.dialog import AddDialog
from vault.ui.pages.add.forms import form
from vault.ui.pages.add.state import AddState
from vault.ui.theme import Theme
from vault.ui.widgets.alert import Alert

pytestmark = pytest.mark.screen
Open = Callable[[str], AddDialog]


@pytest.fixture
def opened(qtbot: QtBot, dressed: Callable[[Theme], None]) -> Open:
    dressed(Theme())
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 832)
    with qtbot.waitExposed(window):
        window.show()

    def make(name: str) -> AddDialog:
        dialog = AddDialog(window, states("en")[name], lambda: ("24/12/2026", "08:15"))
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def named(dialog: AddDialog, identifier: str) -> QWidget:
    return next(
        one for one in dialog.findChildren(QWidget) if one.accessibleIdentifier() == identifier
    )


def test_what_is_typed_is_said_with_its_kind_and_unit(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("ready")
    type_text(named(dialog, "add.value"), "68,4")
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save.click()
    assert saved.args is not None
    typed, again = saved.args
    assert (typed.kind, typed.values, typed.unit) == ("body_weight", {"value": "68,4"}, "kg")
    assert not again


def test_errors_leave_what_was_typed_and_lead_to_the_first(opened: Open) -> None:
    dialog = opened("ready")
    value = named(dialog, "add.value")
    type_text(value, "x")
    dialog.show_state(states("en")["wrong"])
    assert dialog.typed().values == {"value": "x"}
    assert QApplication.focusWidget() is value
    assert "Type a number" in value.accessibleDescription()
    assert [one for one in dialog.findChildren(Alert) if one.isVisible()]


def test_the_first_focus_is_the_kind_or_the_number_where_it_is_given(
    opened: Open, qtbot: QtBot
) -> None:
    dialog = opened("ready")
    qtbot.waitUntil(named(dialog, "add.kind").hasFocus)
    edit = opened("edit")
    qtbot.waitUntil(named(edit, "add.value").hasFocus)
    assert edit.again is None


def test_another_kind_is_asked_for_and_drawn(opened: Open) -> None:
    dialog = opened("ready")
    assert dialog.kind is not None
    chosen: list[str] = []
    dialog.kind_chosen.connect(chosen.append)
    type_text(dialog.kind, "Blood p")
    assert chosen[-1] == "blood_pressure"
    state: AddState = replace(states("en")["ready"], form=form(known("blood_pressure")), round=1)
    dialog.show_state(state)
    assert set(dialog.typed().values) == {"systolic", "diastolic", "pulse"}
    assert dialog.kind.answer == "blood_pressure"


def test_a_draft_of_another_kind_turns_the_list_too(opened: Open) -> None:
    dialog = opened("ready")
    dialog.show_state(replace(states("en")["pressure"], round=3))
    assert dialog.kind is not None
    assert dialog.kind.answer == "blood_pressure"
    assert dialog.typed().values["systolic"] == "138"


def test_now_puts_the_present(opened: Open) -> None:
    dialog = opened("ready")
    button = named(dialog, "moment.now")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert (dialog.typed().day, dialog.typed().at) == ("24/12/2026", "08:15")


def test_arrows_step_in_the_last_decimal(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("edit")
    value = dialog.fields.first
    qtbot.keyClick(value, Qt.Key.Key_Up)
    assert value.text() == "68.41"
    qtbot.keyClick(value, Qt.Key.Key_Down)
    qtbot.keyClick(value, Qt.Key.Key_Down)
    assert value.text() == "68.39"
    value.setText("many")
    qtbot.keyClick(value, Qt.Key.Key_Up)
    assert value.text() == "many"


def test_what_is_unusual_turns_the_button(opened: Open) -> None:
    dialog = opened("unusual")
    assert dialog.save.text() == "Save anyway"
    dialog.show_state(states("en")["busy"])
    assert (dialog.save.text(), dialog.save.isEnabled()) == ("Save", False)


def test_cancel_and_save_and_another(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("ready")
    assert dialog.again is not None
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.again.click()
    assert saved.args is not None
    assert saved.args[1]
    with qtbot.waitSignal(dialog.rejected):
        cancel = named(dialog, "dialog.cancel")
        assert isinstance(cancel, QAbstractButton)
        cancel.click()


def test_tab_goes_as_the_eye_does_even_after_another_kind(opened: Open) -> None:
    dialog = opened("ready")
    dialog.show_state(replace(states("en")["pressure"], round=1))
    order = ["Measurement", "Systolic", "Diastolic (optional)", "Pulse (optional)", "Unit", "Date",
             "Time", "Now", "Note (optional)", "More", "Cancel", "Save and add another",
             "Save"]  # fmt: skip
    heard = tab_order(dialog)
    start = heard.index("Measurement")
    assert heard[start:] + heard[:start] == order
