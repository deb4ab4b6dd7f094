"""The unlock page keeps what is typed, puts the focus right and says what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.unlock.states import states
from vault.ui.pages.unlock.page import UnlockPage
from vault.ui.theme import Theme
from vault.ui.widgets.button import Button

pytestmark = pytest.mark.screen
ALL = states("en")


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> UnlockPage:
    dressed(Theme())
    page = UnlockPage()
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show_state(ALL["ready"])
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.secret.edit.hasFocus)
    return page


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleIdentifier() if widget is not None else ""


def test_enter_unlocks(page: UnlockPage, qtbot: QtBot) -> None:
    type_text(page.secret.edit, "château")
    with qtbot.waitSignal(page.asked) as asked:
        QTest.keyClick(page.secret.edit, Qt.Key.Key_Return)
    assert (asked.args, page.typed) == (["unlock"], "château")


def test_a_wrong_passphrase_stays_and_is_selected(page: UnlockPage) -> None:
    type_text(page.secret.edit, "château")
    page.button.setFocus()
    page.show_state(ALL["opening"])
    assert not page.button.isEnabled()
    page.show_state(ALL["wrong"])
    assert page.secret.edit.selectedText() == "château"
    assert len(page.typed) == 7
    assert focused() == "unlock.passphrase"
    assert page.secret.edit.accessibleDescription() == "The passphrase is not correct."


def test_a_paste_is_taken_with_accents_and_spaces(page: UnlockPage) -> None:
    """T-PASTE: a line end at the end is no part of the passphrase."""
    QApplication.clipboard().setText("cheval é correct\n")
    QTest.keyClick(page.secret.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.typed == "cheval é correct"


def test_caps_lock_is_told_by_the_letters(page: UnlockPage) -> None:
    type_text(page.secret.edit, "é")
    assert not page._caps.isVisible()
    type_text(page.secret.edit, "A")  # large without Shift
    assert page._caps.isVisible()
    QTest.keyClick(page.secret.edit, Qt.Key.Key_CapsLock)
    assert not page._caps.isVisible()
    shift = Qt.KeyboardModifier.ShiftModifier  # QTest would send a small letter
    QApplication.sendEvent(page.secret.edit, QKeyEvent(QEvent.Type.KeyPress, 0, shift, "A"))
    assert not page._caps.isVisible()
    type_text(page.secret.edit, "1")
    assert not page._caps.isVisible()


@pytest.mark.parametrize(
    ("state", "first"), [("asks", "unlock.agree"), ("shut", "unlock.again"), ("wrong", "")]
)
def test_what_is_asked_has_the_focus(state: str, first: str, page: UnlockPage) -> None:
    page.show_state(ALL[state])
    assert focused() == (first or "unlock.passphrase")


def test_what_is_asked_before_the_page_is_shown_is_there_when_it_is(
    qtbot: QtBot, page: UnlockPage
) -> None:
    other = UnlockPage()
    qtbot.addWidget(other)
    other.show_state(ALL["shut"])
    other.resize(1100, 800)
    with qtbot.waitExposed(other):
        other.show()
    shown = [b.accessibleIdentifier() for b in other.findChildren(Button) if b.isVisible()]
    assert {"unlock.again", "unlock.folder"} <= set(shown)


def test_a_second_of_waiting_moves_no_focus(page: UnlockPage) -> None:
    page.show_state(ALL["waiting"])
    change = next(
        b for b in page.findChildren(Button) if b.accessibleIdentifier() == "unlock.change"
    )
    change.setFocus()
    page.show_state(replace(ALL["waiting"], wait=1))
    assert page.button.text() == "Try again in 1 second"
    assert focused() == "unlock.change"


def test_the_work_shows_a_bar_after_a_moment(page: UnlockPage, qtbot: QtBot) -> None:
    page.show_state(ALL["opening"])
    assert not page.busy.isVisible()
    qtbot.waitUntil(page.busy.isVisible, timeout=2000)
    page.show_state(ALL["wrong"])
    assert not page.busy.isVisible()


def test_a_narrow_window_has_no_panel(page: UnlockPage, qtbot: QtBot) -> None:
    assert page.panel.isVisible()
    page.resize(700, 800)
    assert not page.panel.isVisible()
