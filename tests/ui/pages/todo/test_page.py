"""What « To check » says when it is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.todo.states import PICTURED
from vault.ui.pages.todo.page import TodoPage
from vault.ui.theme import Theme
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.empty import Empty

pytestmark = pytest.mark.screen


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> TodoPage:
    dressed(Theme())
    made = TodoPage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def button(page: QWidget, name: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.accessibleIdentifier() == name)


def test_a_row_opens_what_settles_it(page: TodoPage, qtbot: QtBot) -> None:
    page.show_state(PICTURED.states("en")["ready"])
    with qtbot.waitSignal(page.asked) as said:
        button(page, "open.r").click()
    assert said.args == ["inbox"]
    assert button(page, "open.r").accessibleName() == "Attribute: 3 readings to attribute"


def test_only_what_is_safe_can_be_silenced(page: TodoPage, qtbot: QtBot) -> None:
    page.show_state(PICTURED.states("en")["ready"])
    safe = button(page, "more.i").findChildren(QMenu)[0].actions()
    assert [entry.text() for entry in button(page, "more.u").findChildren(QMenu)[0].actions()] == [
        "Remind me tomorrow", "Remind me in a week",
    ]  # fmt: skip
    with qtbot.waitSignal(page.put_off) as said:
        safe[2].trigger()
    assert said.args == ["i", "never"]


@pytest.mark.qt_log_ignore("grabbing", "raise", extend=True)
def test_the_menu_opens_under_its_button(page: TodoPage) -> None:
    page.show_state(PICTURED.states("en")["one"])
    more = button(page, "more.r")
    more.click()
    (menu,) = more.findChildren(QMenu)
    assert menu.isVisible()
    menu.close()


def test_the_focus_stays_on_its_row(page: TodoPage) -> None:
    page.show_state(PICTURED.states("en")["ready"])
    button(page, "more.i").setFocus()
    page.show_state(PICTURED.states("en")["one"])
    assert page.focusWidget() is button(page, "more.i")


def test_empty_leads_back_and_a_failure_tries_again(page: TodoPage, qtbot: QtBot) -> None:
    page.show_state(PICTURED.states("en")["empty"])
    with qtbot.waitSignal(page.asked) as said:
        page.findChildren(Empty)[0].button.click()
    assert said.args == ["overview"]
    page.show_state(PICTURED.states("en")["failed"])
    with qtbot.waitSignal(page.asked) as said:
        page.findChildren(Alert)[0].button.click()
    assert said.args == ["again"]
