"""The table of values says what was asked of its rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.values.states import states
from vault.ui.pages.values.page import ValuesPage
from vault.ui.theme import Theme
from vault.ui.widgets.page import Head

pytestmark = pytest.mark.screen
ALL = states("en")


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> ValuesPage:
    dressed(Theme())
    page = ValuesPage()
    qtbot.addWidget(page)
    page.resize(1000, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def button(page: ValuesPage, words: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.text() == words)


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Qt.Key.Key_Return, "edit/2"), (Qt.Key.Key_F2, "edit/2"), (Qt.Key.Key_I, "provenance/2"),
    ],
)  # fmt: skip
def test_keys_act_on_a_row(key: Qt.Key, asked: str, page: ValuesPage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    page.table.go_to("2")
    with qtbot.waitSignal(page.asked) as said:
        qtbot.keyClick(page.table, key)
    assert said.args == [asked]


def test_the_bar_names_what_is_selected_and_acts_on_it(page: ValuesPage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    page.table.selectAll()
    assert not button(page, "Edit").isVisible()
    with qtbot.waitSignal(page.deleted) as deleted:
        button(page, "Delete").click()
    assert deleted.args == [("1", "2", "3")]
    page.table.go_to("1")
    assert button(page, "Edit").isVisible()
    for words, asked in (("Edit", "edit/1"), ("Where does this come from?", "provenance/1")):
        with qtbot.waitSignal(page.asked) as said:
            button(page, words).click()
        assert said.args == [asked]


def test_the_menu_of_a_row_offers_the_same(page: ValuesPage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    page.table.menued.emit("1", QPoint(0, 0))
    menu = page.findChildren(QMenu)[-1]
    asked: list[object] = []
    page.asked.connect(asked.append)
    page.deleted.connect(asked.append)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert asked == ["edit/1", "provenance/1", ("1",)]
    qtbot.waitUntil(lambda: not menu.isVisible())


def test_filter_tick_and_older_say_what_is_asked(page: ValuesPage, qtbot: QtBot) -> None:
    page.show_state(ALL["many"])
    with qtbot.waitSignal(page.sifted) as sifted:
        type_text(page.field, "x")
    with qtbot.waitSignal(page.everything) as everything:
        page.aside.click()
    with qtbot.waitSignal(page.asked) as older:
        button(page, "Show older values").click()
    assert (sifted.args, everything.args, older.args) == (["x"], [True], ["older"])


@pytest.mark.parametrize(
    ("state", "words", "key"),
    [("empty", "Add a measurement", "add/body_weight"), ("failed", "Try again", "again")],
)
def test_a_way_on_is_offered(
    state: str, words: str, key: str, page: ValuesPage, qtbot: QtBot
) -> None:
    page.show_state(ALL[state])
    with qtbot.waitSignal(page.asked) as asked:
        button(page, words).click()
    assert asked.args == [key]


def test_the_note_counts_all_and_what_is_shown(page: ValuesPage) -> None:
    heads: list[Head] = []
    page.headed.connect(heads.append)
    for name in ("ready", "many", "nothing_found", "empty"):
        page.show_state(ALL[name])
    notes = [head.note for head in heads]
    assert notes == ["3 values", "200 of 1,204 values", "0 of 3 values", ""]


def test_what_has_no_key_has_a_column_for_its_name(qtbot: QtBot, page: ValuesPage) -> None:
    named = ValuesPage(named=True)
    qtbot.addWidget(named)
    named.show_state(ALL["long"])
    assert named.table.rows.columnCount() == page.table.rows.columnCount() + 1
    assert named.table.rows.lines[0].cells[0] == "Hémoglobine glyquée"
