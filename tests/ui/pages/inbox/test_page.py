"""What the page of readings to attribute says when it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.inbox.states import PICTURED
from vault.ui.pages.inbox.dialogs import AllDialog, WhenDialog, WhoseDialog
from vault.ui.pages.inbox.page import InboxPage
from vault.ui.theme import Theme
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.tick import Tick

pytestmark = pytest.mark.screen


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> InboxPage:
    dressed(Theme())
    made = InboxPage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_state(PICTURED.states("en")["ready"])
    return made


def button(page: QWidget, name: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.accessibleIdentifier() == name)


def test_a_digit_gives_the_reading_that_has_the_keyboard(page: InboxPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.go_to("r1")
    with qtbot.waitSignal(page.given) as said:
        type_text(page.table, "2")
    assert said.args == [("r1",), "p2"]
    with qtbot.assertNotEmitted(page.given):
        type_text(page.table, "9")


def test_what_is_selected_is_given_together(page: InboxPage, qtbot: QtBot) -> None:
    page.table.selectAll()
    with qtbot.waitSignal(page.accepted) as said:
        type_text(page.table, "a")
    assert len(said.args[0]) == 4
    with qtbot.waitSignal(page.given) as said:
        button(page, "inbox.give.1").click()
    assert said.args == [("r0", "r1", "r2", "r3"), "p1"]


def test_the_buttons_say_the_same_as_the_keys(page: InboxPage, qtbot: QtBot) -> None:
    page.table.go_to("r2")
    for name, signal in (
        ("inbox.give.other", page.elsewhere), ("inbox.accept", page.accepted),
        ("inbox.ignore", page.ignored),
    ):  # fmt: skip
        with qtbot.waitSignal(signal) as said:
            button(page, name).click()
        assert said.args == [("r2",)]


def test_the_next_reading_takes_the_keyboard(page: InboxPage) -> None:
    page.table.go_to("r1")
    state = PICTURED.states("en")["ready"]
    left = (*state.rows[:1], *state.rows[2:])
    page.show_state(type(state)("ready", left, state.people))
    assert page.table.current == "r2"


def test_the_menu_of_a_row_gives_and_ignores(page: InboxPage, qtbot: QtBot) -> None:
    page.table.go_to("r0")
    page.table.menued.emit("r3", QPoint(10, 10))
    (menu,) = page.findChildren(QMenu)
    words = [entry.text() for entry in menu.actions()]
    assert words == ["Attribute to Claire", "Attribute to Noé", "To somebody else…", "Ignore"]
    with qtbot.waitSignal(page.given) as said:
        menu.actions()[1].trigger()
    assert said.args == [("r3",), "p2"]
    menu.close()


def test_empty_leads_to_the_devices_and_a_failure_tries_again(
    page: InboxPage, qtbot: QtBot
) -> None:
    page.show_state(PICTURED.states("en")["empty"])
    with qtbot.waitSignal(page.asked) as said:
        page.findChildren(Empty)[0].button.click()
    assert said.args == ["devices"]
    page.show_state(PICTURED.states("en")["failed"])
    with qtbot.waitSignal(page.asked) as said:
        page.findChildren(Alert)[0].button.click()
    assert said.args == ["again"]


def test_somebody_else_is_chosen_among_all(page: InboxPage, qtbot: QtBot) -> None:
    chosen: list[str] = []
    dialog = WhoseDialog(page, PICTURED.states("en")["long"].people, chosen.append)
    dialog.open()
    assert not button(dialog, "dialog.choose").isEnabled()
    dialog.findChildren(Tick)[10].click()
    button(dialog, "dialog.choose").click()
    assert chosen == ["p11"]


def test_a_wrong_time_is_said_and_a_right_one_goes_on(page: InboxPage) -> None:
    at, said = datetime(2026, 11, 23, 8, tzinfo=UTC), list[datetime]()
    answers = [(None, "", "no time"), (None, "no day", ""), (at, "", "")]
    dialog = WhenDialog(
        page, "Attribute to Noé", lambda: ("", ""), lambda _d, _t: answers.pop(0), said.append
    )
    dialog.open()
    for _try in range(3):
        button(dialog, "dialog.save").click()
    assert said == [at]
    dialog = WhenDialog(page, "", lambda: ("", ""), lambda _d, _t: (None, "", ""), said.append)
    dialog.open()
    button(dialog, "dialog.cancel").click()
    assert not dialog.isVisible()


def test_all_proposals_are_kept_back_or_accepted(page: InboxPage) -> None:
    done: list[bool] = []
    for key in ("keep", "act"):
        dialog = AllDialog(page, ("Noé: 1 reading",), lambda: done.append(True))
        dialog.open()
        button(dialog, f"dialog.{key}").click()
    assert done == [True]
