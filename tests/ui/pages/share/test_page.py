"""The tree of what is shared by keyboard: one tab stop, arrows, Space; nothing by a parent tick."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.share.states import states
from vault.ui.pages.share.page import SharePage
from vault.ui.theme import Theme
from vault.ui.widgets.button import Button
from vault.ui.widgets.tick import Tick

pytestmark = pytest.mark.screen
ALL = states("en")


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> SharePage:
    dressed(Theme())
    page = SharePage()
    qtbot.addWidget(page)
    page.resize(1100, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def found(page: QWidget, identifier: str) -> QWidget:
    """Return what carries an identifier."""
    return next(w for w in page.findChildren(QWidget) if w.accessibleIdentifier() == identifier)


def here() -> str:
    """Return the identifier of what has the keyboard."""
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.accessibleIdentifier()


def press(*keys: Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def test_nothing_is_ticked_when_the_data_is_shown(page: SharePage) -> None:
    page.show_state(ALL["ready"])
    ticks = [one for one in page.findChildren(Tick) if not one.autoExclusive()]
    assert ticks
    assert not any(one.isChecked() for one in ticks)


def test_the_tree_is_one_tab_stop_and_arrows_move_inside(page: SharePage) -> None:
    page.show_state(ALL["ready"])
    found(page, "tick.identity").setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert here() == "tick.problems"
    press(Qt.Key.Key_Up)
    assert here() == "tick.allergies"
    stops = [
        one
        for one in page.findChildren(Tick)
        if one.accessibleIdentifier().startswith("tick.")
        and one.focusPolicy() == Qt.FocusPolicy.StrongFocus
    ]
    assert [one.accessibleIdentifier() for one in stops] == ["tick.allergies"]
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert here() == "tick.identity"


def test_sensitive_families_are_closed_opened_by_an_arrow_and_ticked_alone(
    page: SharePage, qtbot: QtBot
) -> None:
    page.show_state(ALL["ready"])
    family = found(page, "family.mental.problems")
    assert family.isHidden()
    found(page, "tick.problems").setFocus()
    with qtbot.waitSignal(page.asked) as asked:
        press(Qt.Key.Key_Space)
    assert asked.args == ["tick/problems"]  # the parent ticks itself and nothing below
    page.show_state(ALL["ready"])
    found(page, "tick.problems").setFocus()
    press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert here() == "family.mental.problems"
    with qtbot.waitSignal(page.asked) as asked:
        press(Qt.Key.Key_Space)
    assert asked.args == ["family/mental/problems"]
    page.show_state(ALL["ready"])
    assert not found(page, "family.mental.problems").isHidden()  # what was open stays open
    assert here() == "family.mental.problems"
    press(Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert found(page, "family.mental.problems").isHidden()


def test_arrows_choose_among_periods(page: SharePage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    found(page, "period.2").setFocus()
    with qtbot.waitSignal(page.asked) as asked:
        press(Qt.Key.Key_Up)
    assert asked.args == ["period/1"]


@pytest.mark.parametrize(
    ("state", "identifier", "key"),
    [("ready", "required", "required"), ("ready", "field.0", "field/0"),
     ("purpose", "purpose.b", "purpose/b"), ("ready", "end.0", "end/0")],
)  # fmt: skip
def test_a_click_says_what_is_asked(
    state: str, identifier: str, key: str, page: SharePage, qtbot: QtBot
) -> None:
    page.show_state(ALL[state])
    with qtbot.waitSignal(page.asked) as asked:
        widget = found(page, identifier)
        assert isinstance(widget, (Button, Tick))
        widget.click()
    assert asked.args == [key]


def test_a_tick_is_heard_as_a_check_box_and_one_of_several_as_a_radio_button(
    page: SharePage,
) -> None:
    page.show_state(ALL["chosen"])

    def role(identifier: str) -> QAccessible.Role:
        return QAccessible.queryAccessibleInterface(found(page, identifier)).role()

    assert role("tick.identity") == QAccessible.Role.CheckBox
    assert role("period.2") == QAccessible.Role.RadioButton
    assert found(page, "tick.identity").accessibleName().startswith("Identity, 1 item")
