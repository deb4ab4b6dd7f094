from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.trends.shown import chart
from tests.ui.pages.trends.states import states
from vault.ui.pages.trends.page import TrendsPage
from vault.ui.pages.trends.state import TrendsState
from vault.ui.pages.trends.table import ChartTable
from vault.ui.theme import Theme

pytestmark = pytest.mark.screen


READY = states("en")["ready"]
SINGLE = states("en")["single"]


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> TrendsPage:
    dressed(Theme())
    page = TrendsPage()
    qtbot.addWidget(page)
    page.resize(968, 700)
    page.show()
    qtbot.waitExposed(page)
    page.show_state(READY)
    QApplication.processEvents()
    return page


def texts(page: TrendsPage) -> set[str]:
    labels = [label for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return {label.text() for label in labels}


def test_a_ready_page_says_every_figure(page: TrendsPage) -> None:
    told = texts(page)
    assert {"Trend", READY.note} <= told
    assert {said.about for said in READY.figures} | {said.number for said in READY.figures} <= told
    assert {last.when for last in READY.lasts} <= told
    assert page.lasts.every.text() == "See the 64 values"
    assert not page.curves.is_table


def test_what_is_pressed_is_asked(page: TrendsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.period_asked) as period:
        page.periods.buttons["year"].click()
    with qtbot.waitSignal(page.moved) as moved:
        page.earlier.click()
    with qtbot.waitSignal(page.asked) as every:
        page.lasts.every.click()
    pressable = page.lasts.findChildren(QAbstractButton)
    newest = next(b for b in pressable if b.accessibleName().startswith("Edit"))
    with qtbot.waitSignal(page.asked) as edit:
        newest.click()
    assert (period.args, moved.args) == (["year"], [-1])
    assert (every.args, edit.args) == (["values/body_weight"], [f"value/{READY.lasts[0].fact}"])
    assert not page.later.isEnabled()


def test_a_later_period_can_be_asked_for(page: TrendsPage, qtbot: QtBot) -> None:
    page.show_state(replace(READY, later=True))
    with qtbot.waitSignal(page.moved) as moved:
        page.later.click()
    assert moved.args == [1]


def test_a_zoom_marks_no_period(page: TrendsPage) -> None:
    page.show_state(replace(READY, period=None))
    assert not [b for b in page.periods.buttons.values() if b.isChecked()]


def test_a_page_that_failed_says_why_and_comes_back(page: TrendsPage) -> None:
    page.show_state(TrendsState("failed", sentence="The disk is full."))
    assert "The disk is full." in texts(page)
    assert page.curves.currentWidget() is page.curves.empty
    page.curves.swap()
    assert page.curves.currentWidget() is page.curves.empty
    page.show_state(READY)
    assert page.curves.chart.isVisibleTo(page)


def test_a_record_without_this_measure_offers_to_add_one(page: TrendsPage, qtbot: QtBot) -> None:
    page.show_state(states("en")["none"])
    assert page.curves.currentWidget() is page.curves.none
    with qtbot.waitSignal(page.asked) as asked:
        page.curves.none.button.click()
    assert asked.args == ["add/body_weight"]


def test_blocks_stand_until_the_first_answer(page: TrendsPage) -> None:
    page.show_state(states("en")["loading"])
    assert page.curves.currentWidget() is page.curves.wait


def test_a_loading_page_keeps_its_chart_still(page: TrendsPage) -> None:
    before = page.curves.chart.grab().toImage()
    page.show_state(replace(READY, step="loading", sentence="Preparing"))
    assert not page.curves.is_table
    assert page.curves.chart.grab().toImage() == before


def test_one_measurement_is_shown_with_its_sentence(page: TrendsPage) -> None:
    page.show_state(SINGLE)
    assert not page.curves.is_table
    assert page.note.words.text().startswith("A curve needs at least two measurements.")


def test_the_key_t_swaps_chart_and_table(page: TrendsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    QTest.keyClick(page.curves.chart, Qt.Key.Key_T)
    assert page.curves.is_table
    assert page.curves.table.rowCount() == 64
    qtbot.waitUntil(page.curves.rows.hasFocus)
    QTest.keyClick(page.curves.rows, Qt.Key.Key_T)
    assert not page.curves.is_table


def test_a_failure_can_be_tried_again(page: TrendsPage, qtbot: QtBot) -> None:
    page.show_state(TrendsState("failed", sentence="The disk is full."))
    with qtbot.waitSignal(page.asked) as asked:
        page.curves.failure.click()
    assert asked.args == ["again"]


def test_the_head_names_the_measure_and_the_way_back(page: TrendsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.headed) as headed:
        page.show_state(READY)
    (head,) = headed.args
    assert head.title == "Weight"
    assert [action.key for action in head.actions] == ["compare", "export", "add/body_weight"]
    assert head.back == ("measures", "Measurements")


def test_the_value_under_the_cursor_is_edited_and_explained(page: TrendsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.curves.chart, Qt.Key.Key_Home)
    for key, asked in ((Qt.Key.Key_Return, "value"), (Qt.Key.Key_I, "provenance")):
        with qtbot.waitSignal(page.asked) as heard:
            QTest.keyClick(page.curves.chart, key)
        assert heard.args == [f"{asked}/{READY.facts[0]}"]
    page.show_state(replace(READY, facts=()))
    QTest.keyClick(page.curves.chart, Qt.Key.Key_Home)
    with qtbot.assertNotEmitted(page.asked):
        QTest.keyClick(page.curves.chart, Qt.Key.Key_Return)


def test_the_chart_says_its_keys(page: TrendsPage) -> None:
    assert page.curves.chart.accessibleName() == "Curve: Weight"
    assert READY.chart is not None
    said = f"{READY.chart.sentence} Arrows to browse, T for the table."
    assert page.curves.chart.accessibleDescription() == said


def test_the_table_is_what_the_chart_says() -> None:
    made = chart()
    table = ChartTable()
    assert (table.rowCount(), table.columnCount()) == (0, 0)
    table.show_chart(made)
    horizontal = Qt.Orientation.Horizontal
    heads = [table.headerData(k, horizontal) for k in range(table.columnCount())]
    assert heads == ["When", "Value", "Mean"]
    assert table.headerData(0, Qt.Orientation.Vertical) is None
    for number in range(64):
        row = made.row(63 - number)
        cells = [table.data(table.index(number, k)) for k in range(3)]
        assert cells == [row.when, *(how for _name, how in row.cells)]
        said = table.data(table.index(number, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert said == row.spoken
    assert table.data(table.index(-1, 0)) is None
    assert table.data(table.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) is None
    assert table.rowCount(table.index(0, 0)) == table.columnCount(table.index(0, 0)) == 0


def test_zoom_whole_and_period_keys_of_the_chart_reach_the_page(
    page: TrendsPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.zoomed):
        QTest.keyClick(page.curves.chart, Qt.Key.Key_Plus)
    with qtbot.waitSignal(page.moved) as moved:
        QTest.keyClick(page.curves.chart, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(page.whole_asked):
        page.curves.chart.whole_asked.emit()
    assert moved.args == [-1]


def test_buttons_lead_to_the_dates_the_reference_and_the_table(
    page: TrendsPage, qtbot: QtBot
) -> None:
    buttons = {b.accessibleIdentifier(): b for b in page.findChildren(QAbstractButton)}
    assert buttons["trend.dates"].accessibleName() == f"{READY.dates}, choose other dates"
    for name, key in (("trend.dates", "dates"), ("trend.reference", "reference/body_weight")):
        with qtbot.waitSignal(page.asked) as asked:
            buttons[name].click()
        assert asked.args == [key]
    swap = buttons["trend.swap"]
    assert swap.text() == "Table"
    swap.click()
    assert (page.curves.is_table, swap.text()) == (True, "Chart")
    swap.click()
    assert (page.curves.is_table, swap.text()) == (False, "Table")


def test_a_second_panel_shares_the_days_and_its_values_are_reached(
    page: TrendsPage, qtbot: QtBot
) -> None:
    state = states("en")["pulse"]
    page.show_state(state)
    assert state.second is not None
    second = page.curves.second
    assert second.isVisibleTo(page)
    assert second.accessibleName() == "Curve: Heart rate"
    assert state.chart is not None
    assert state.second.chart.across.low == state.chart.across.low
    QTest.keyClick(second, Qt.Key.Key_End)
    with qtbot.waitSignal(page.asked) as asked:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert asked.args == [f"value/{state.second.facts[-1]}"]
    QTest.keyClick(second, Qt.Key.Key_I)
    page.show_state(READY)
    assert not second.isVisibleTo(page)


def test_the_focus_stays_on_the_same_edit_button(page: TrendsPage) -> None:
    page.activateWindow()
    fact = READY.lasts[1].fact
    named = {b.accessibleIdentifier(): b for b in page.findChildren(QAbstractButton)}
    named[f"edit.{fact}"].setFocus()
    page.show_state(replace(READY, lasts=READY.lasts[1:]))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == f"edit.{fact}"


def test_a_period_without_measurement_keeps_the_chart_and_its_keys(
    page: TrendsPage, qtbot: QtBot
) -> None:
    heard: list[str] = []
    page.curves.chart.say = lambda _widget, words: heard.append(words)
    page.activateWindow()
    page.curves.chart.setFocus()
    empty = states("en")["elsewhere"]
    page.show_state(empty)
    assert page.curves.chart.hasFocus()
    assert heard == [f"{empty.dates}. No measurement in this period."]
    assert "No measurement in this period." in texts(page)
    with qtbot.waitSignal(page.moved) as moved:
        QTest.keyClick(page.curves.chart, Qt.Key.Key_PageUp)
    assert moved.args == [-1]
