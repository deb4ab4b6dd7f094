"""What a table of a record promises: headings, sorting, keys, text to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks
from tests.ui.gallery import settle
from vault.ui import clipboard
from vault.ui.theme import THEMES, Theme, ThemeName
from vault.ui.widgets import record_table
from vault.ui.widgets.record_table import Column, Line, RecordTable

pytestmark = pytest.mark.screen
Dress = Callable[[Theme], None]
Key = Qt.Key
COLUMNS = (Column("Kind", grows=True), Column("Count", "end"), Column("Last"))
LINES = (
    Line("weight", ("Weight", "1,204", "21 Nov"), ("weight", 1204, "2026-11-21")),
    Line("pressure", ("Blood pressure", "64", ""), ("blood pressure", 64, "")),
    Line("steps", ("Steps", "unknown", "3 Mar"), ("steps", "unknown", "2024-03-03")),
)
TICKS = tuple(Line(line.key, line.cells, line.order, ticked=True) for line in LINES)


@pytest.fixture
def table(qtbot: QtBot, dressed: Dress) -> Iterator[RecordTable]:
    """A table of three rows in an active window, with the keyboard on the first."""
    dressed(Theme())
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    made = RecordTable("Kinds", COLUMNS, letters="A")
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    made.show_lines(LINES)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.setFocus()
    yield made
    window.close()


def first_column(table: RecordTable) -> list[str]:
    return [line.key for line in table.rows.lines]


def test_arrows_home_and_end_move_and_tab_leaves(table: RecordTable) -> None:
    went = [table.current]
    for key in (Key.Key_Down, Key.Key_End, Key.Key_Home):
        QTest.keyClick(table, key)
        went.append(table.current)
    assert went == ["weight", "pressure", "steps", "weight"]
    QTest.keyClick(table, Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_nothing_is_selected_by_arriving(table: RecordTable) -> None:
    assert not table.selected
    QTest.keyClick(table, Key.Key_Space)
    assert table.selected == ("weight",)


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Key.Key_Return, "opened"), (Key.Key_Enter, "opened"), (Key.Key_F2, "edited"),
        (Key.Key_I, "traced"),
    ],
)  # fmt: skip
def test_each_key_of_a_row_says_which_row(
    key: Qt.Key, signal: str, table: RecordTable, qtbot: QtBot
) -> None:
    QTest.keyClick(table, Key.Key_Down)
    with qtbot.waitSignal(getattr(table, signal)) as said:
        QTest.keyClick(table, key)
    assert said.args == ["pressure"]


def test_delete_speaks_of_all_rows_selected(table: RecordTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.deleted) as said:
        QTest.keyClick(table, Key.Key_Delete)
    assert said.args == [("weight",)]
    QTest.keyClick(table, Key.Key_End, Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(table, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(table.deleted) as said:
        QTest.keyClick(table, Key.Key_Delete)
    assert said.args == [("pressure", "steps")]


def test_a_letter_that_the_caller_wants_is_said_with_the_row(
    table: RecordTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.typed) as said:
        QTest.keyClick(table, Key.Key_A)
    assert said.args == ["weight", "A"]
    with qtbot.assertNotEmitted(table.typed):
        QTest.keyClick(table, Key.Key_Z)


def test_the_menu_key_asks_for_the_actions_of_the_row(table: RecordTable, qtbot: QtBot) -> None:
    here = QPoint(0, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, here, here)
    with qtbot.waitSignal(table.menued) as said:
        QApplication.sendEvent(table.viewport(), event)
    assert said.args is not None
    assert said.args[0] == "weight"
    over = table.visualRect(table.rows.index(2, 0)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, over, table.viewport().mapToGlobal(over)
    )
    with qtbot.waitSignal(table.menued) as said:
        QApplication.sendEvent(table.viewport(), event)
    assert said.args[0] == "steps"


def test_rows_are_copied_as_text_and_leave_the_clipboard_again(
    table: RecordTable, qtbot: QtBot
) -> None:
    board = QGuiApplication.clipboard()
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == "Weight\t1,204\t21 Nov"
    table.selectAll()
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text().count("\n") == 2
    clipboard.forget()
    assert board.text() == ""
    clipboard.copy("68.4 kg", stays_ms=1)
    qtbot.waitUntil(lambda: board.text() == "")
    clipboard.copy("68.4 kg")
    board.setText("of somebody else")
    clipboard.forget()
    assert board.text() == "of somebody else"


def test_a_column_sorts_by_value_and_the_keyboard_stays_on_its_row(
    table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(record_table, "say", lambda _widget, words: said.append(words))
    QTest.keyClick(table, Key.Key_Right)
    QTest.keyClick(table, Key.Key_S)
    assert first_column(table) == ["pressure", "weight", "steps"]  # what is no number stands last
    assert table.current == "weight"
    QTest.keyClick(table, Key.Key_S)
    assert first_column(table) == ["steps", "weight", "pressure"]
    assert said == ["Sorted by Count", "Sorted by Count, descending"]
    table.show_lines(LINES[:2])
    assert first_column(table) == ["weight", "pressure"]
    assert table.current == "weight"


def test_space_ticks_where_rows_have_a_tick(table: RecordTable, qtbot: QtBot) -> None:
    table.show_lines(TICKS)
    with qtbot.waitSignal(table.ticked) as said:
        QTest.keyClick(table, Key.Key_Space)
    assert said.args == ["weight", False]
    node = QAccessible.queryAccessibleInterface(table)
    heard = [node.child(k).text(QAccessible.Text.Name) for k in range(node.childCount())]
    assert "Weight, not ticked" in heard
    assert "Steps, ticked" in heard


def test_a_click_on_the_name_ticks_once(table: RecordTable) -> None:
    table.show_lines(TICKS)
    for column in (0, 1):
        over = table.visualRect(table.rows.index(1, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=over)
    assert [line.ticked for line in table.rows.lines] == [True, False, True]


def test_the_ring_is_on_the_row_that_has_the_keyboard(table: RecordTable) -> None:
    before = table.ring_area()
    QTest.keyClick(table, Key.Key_Down)
    assert table.ring_area().top() > before.top()
    assert table.rect().contains(table.ring_area())


def test_a_long_table_scrolls_inside_itself(table: RecordTable) -> None:
    table.show_lines([Line(str(n), (f"Kind {n}", str(n), "")) for n in range(200)])
    assert table.sizeHint().height() < 700
    table.go_to("150")
    assert table.current == "150"
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())


@pytest.mark.parametrize("theme", THEMES)
def test_a_table_holds_the_rules(
    theme: ThemeName, table: RecordTable, qapp: QApplication, dressed: Dress
) -> None:
    dressed(Theme(theme, 2.0))
    table.show_lines(TICKS)
    settle(qapp)
    window = table.window()
    names = [n for n in checks.unnamed(window) if "QLineEdit" not in n]
    assert names == []
    node = QAccessible.queryAccessibleInterface(table)
    assert node.role() == QAccessible.Role.Table
    grabbed = checks.pixels(table.grab().toImage())
    assert grabbed.std() > 0
