"""Cards are ticked and moved with the keyboard, or with buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMainWindow
from pytestqt.qtbot import QtBot

from tests.ui.pages.arrange.states import states
from vault.ui.pages.arrange.dialog import ArrangeDialog
from vault.ui.theme import Theme

pytestmark = pytest.mark.screen


@pytest.fixture
def dialog(qtbot: QtBot, dressed: Callable[[Theme], None]) -> Iterator[ArrangeDialog]:
    dressed(Theme())
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 832)
    window.show()
    made = ArrangeDialog(window, states("en")["ready"])
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.table.hasFocus)
    yield made  # noqa: PT022 - so the window lives as long as the test


def names(dialog: ArrangeDialog) -> list[str]:
    return [line.cells[0] for line in dialog.table.rows.lines]


def press(dialog: ArrangeDialog, words: str) -> None:
    next(one for one in dialog.findChildren(QAbstractButton) if one.text() == words).click()


def test_alt_and_arrows_move_a_card_and_the_keyboard_goes_along(
    dialog: ArrangeDialog, qtbot: QtBot
) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up, alt)
    assert names(dialog)[0] == "Weight"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down, alt)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down, alt)
    assert names(dialog)[:3] == ["Blood pressure", "Steps", "Weight"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    press(dialog, "Move up")
    assert names(dialog)[:3] == ["Blood pressure", "Steps", "Sleep"]
    press(dialog, "Move down")
    assert names(dialog)[2] == "Weight"


def test_what_is_ticked_is_saved_in_its_order(dialog: ArrangeDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    press(dialog, "Move down")
    with qtbot.waitSignal(dialog.arranged) as arranged:
        press(dialog, "Save")
    assert arranged.args == [("k1", "k2")]


def test_cancel_changes_nothing(dialog: ArrangeDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(dialog.arranged):
        press(dialog, "Cancel")
