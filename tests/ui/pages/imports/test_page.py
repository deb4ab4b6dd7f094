"""What the pages of an import say when they are used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.imports import states, states_report
from tests.ui.shots import CLAIRE
from vault.ui.main_window import MainWindow
from vault.ui.pages.imports.checking import Checking
from vault.ui.pages.imports.dialogs import NameDialog, SamplesDialog, UndoDialog
from vault.ui.pages.imports.page import ImportsPage
from vault.ui.pages.imports.report_page import ReportPage
from vault.ui.pages.imports.state import UndoState
from vault.ui.theme import Theme
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.page import Head
from vault.ui.widgets.record_table import RecordTable

pytestmark = pytest.mark.screen
Key = Qt.Key
SHOWN = states.PICTURED.states
REPORTS = states_report.PICTURED.states


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> ImportsPage:
    dressed(Theme())
    made = ImportsPage()
    qtbot.addWidget(made)
    made.resize(900, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def reported(qtbot: QtBot, dressed: Callable[[Theme], None]) -> ReportPage:
    dressed(Theme())
    made = ReportPage()
    qtbot.addWidget(made)
    made.resize(900, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def found(page: QWidget, name: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.accessibleIdentifier() == name)


@pytest.mark.parametrize("key", ["file", "folder"])
def test_the_choice_asks_for_a_file_or_a_folder(key: str, page: ImportsPage, qtbot: QtBot) -> None:
    page.show_state(SHOWN("en")["empty"])
    with qtbot.waitSignal(page.asked) as said:
        found(page, f"import.{key}").click()
    assert said.args == [key]


def test_enter_on_an_import_opens_its_report(page: ImportsPage, qtbot: QtBot) -> None:
    page.show_state(SHOWN("en")["ready"])
    (table,) = page.findChildren(RecordTable)
    table.setFocus()
    with qtbot.waitSignal(page.asked) as said:
        QTest.keyClick(table, Key.Key_Return)
    assert said.args == ["imports/report/b2"]


def test_figures_move_without_a_new_page(page: ImportsPage, qtbot: QtBot) -> None:
    state = SHOWN("en")["reading"]
    page.show_state(state)
    button = found(page, "cancel")
    button.setFocus()
    page.show_state(state)
    assert found(page, "cancel") is button
    with qtbot.waitSignal(page.ticked):
        pass
    with qtbot.waitSignal(page.asked) as said:
        button.click()
    assert said.args == ["cancel"]
    page.show_state(SHOWN("en")["writing"])
    assert QApplication.focusWidget() is found(page, "cancel")


def checking(page: ImportsPage, name: str) -> Checking:
    page.show_state(SHOWN("en")[name])
    assert page.checking is not None
    return page.checking


def test_a_check_lets_kinds_be_left_out_and_looked_at(page: ImportsPage, qtbot: QtBot) -> None:
    check = checking(page, "check")
    (table,) = page.findChildren(RecordTable)
    table.setFocus()
    with qtbot.waitSignal(check.left_out) as said:
        QTest.keyClick(table, Key.Key_Space)
    assert said.args == ["steps", True]
    with qtbot.waitSignal(check.sampled) as said:
        QTest.keyClick(table, Key.Key_Return)
    assert said.args == ["steps"]
    with qtbot.waitSignal(check.optioned) as said:
        found(page, "option.again").click()
    assert said.args == [False, True]


def test_zone_and_format_are_chosen_again(page: ImportsPage, qtbot: QtBot) -> None:
    check = checking(page, "zone")
    combos = {one.accessibleIdentifier(): one for one in page.findChildren(Combo)}
    with qtbot.waitSignal(check.zoned) as said:
        combos["zone"].setCurrentIndex(0)
    assert said.args == ["America/New_York"]
    with qtbot.waitSignal(check.reread) as said:
        combos["format"].setCurrentIndex(2)
    assert said.args == ["withings-export"]


def test_somebody_elses_file_offers_three_ways_and_no_import(
    page: ImportsPage, qtbot: QtBot
) -> None:
    heads: list[Head] = []
    page.headed.connect(heads.append)
    check = checking(page, "stranger")
    assert [one.key for one in heads[-1].actions] == ["again"]
    for name, signal in (("mine", check.mine), ("cancel", check.given_up)):
        with qtbot.waitSignal(signal):
            found(page, f"stranger.{name}").click()
    with qtbot.waitSignal(check.other) as said:
        found(page, "stranger.other").click()
    assert said.args == ["p2"]


def test_a_question_waits_for_its_answer(page: ImportsPage, qtbot: QtBot) -> None:
    check = checking(page, "question")
    with qtbot.assertNotEmitted(check.answered):
        found(page, "answer").click()
    found(page, "answer.date_order.dmy").click()
    found(page, "answer.date_order.mdy").click()
    with qtbot.waitSignal(check.answered) as said:
        found(page, "answer").click()
    assert said.args == [{"date_order": "mdy"}]


def test_the_first_name_is_typed_to_confirm(qtbot: QtBot, page: ImportsPage) -> None:
    typed: list[str] = []

    def take(name: str) -> bool:
        typed.append(name)
        return name == "Claire"

    dialog = NameDialog(page, "Claire", take)
    dialog.open()
    type_text(dialog.edit, "Élise")
    QTest.keyClick(dialog.edit, Key.Key_Return)
    assert dialog.isVisible()
    assert "Claire" in dialog.edit.accessibleDescription()
    dialog.edit.clear()
    type_text(dialog.edit, "Claire")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.edit, Key.Key_Return)
    assert typed == ["Élise", "Claire"]


def test_samples_of_a_kind_are_shown(qtbot: QtBot, page: ImportsPage) -> None:
    check = SHOWN("en")["check"].check
    assert check is not None
    weight = next(one for one in check.kinds if one.key == "body_weight")
    dialog = SamplesDialog(page, weight)
    dialog.open()
    (table,) = dialog.findChildren(RecordTable)
    assert table.rows.lines[0].cells[1] == "71.4\u00a0kg"
    dialog.reject()


@pytest.mark.parametrize(("edited", "keeps", "told"), [("", True, False), ("Keep 2", False, True)])
def test_taking_back_is_confirmed_and_the_safe_answer_has_the_focus(
    edited: str,
    keeps: bool,  # noqa: FBT001
    told: bool,  # noqa: FBT001
    page: ImportsPage,
    qtbot: QtBot,
) -> None:
    answers: list[bool] = []
    dialog = UndoDialog(page, UndoState("Claire", ("9 items go.",), edited), answers.append)
    dialog.open()
    with qtbot.waitExposed(dialog):
        pass
    assert dialog.first is not None
    assert dialog.first.accessibleName() == "Keep this import"
    if edited and not keeps:
        found(dialog, "keep.edited").click()
    found(dialog, "dialog.undo").click()
    assert answers == [told]


def test_a_line_of_a_report_opens(reported: ReportPage, qtbot: QtBot) -> None:
    reported.show_state(REPORTS("en")["ready"])
    found(reported, "line.to_check").setFocus()
    with qtbot.waitSignal(reported.asked) as said:
        QTest.keyClick(found(reported, "line.to_check"), Key.Key_Return)
    assert said.args == ["line/to_check"]
    reported.show_state(REPORTS("en")["opened"])
    assert QApplication.focusWidget() is found(reported, "line.to_check")
    with qtbot.waitSignal(reported.asked) as said:
        found(reported, "more").click()
    assert said.args == ["more"]


def test_a_report_never_calls_a_cut_file_whole(reported: ReportPage, qtbot: QtBot) -> None:
    heads: list[Head] = []
    reported.headed.connect(heads.append)
    reported.show_state(REPORTS("en")["cut"])
    assert heads[-1].title == "Import cut short"
    reported.show_state(REPORTS("en")["undone"])
    assert "undo_import" not in [one.key for one in heads[-1].actions]
    reported.show_state(REPORTS("en")["failed"])
    with qtbot.waitSignal(reported.asked) as said:
        reported.findChildren(Alert)[0].button.click()
    assert said.args == ["imports"]


def drag(window: QWidget, kind: type[QDropEvent], files: list[str]) -> QDropEvent:
    data = QMimeData()
    if files:
        data.setUrls([QUrl.fromLocalFile(one) for one in files])
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    plain = Qt.KeyboardModifier.NoModifier
    here = QPoint(5, 5) if kind is QDragEnterEvent else QPointF(5, 5)
    event = kind(here, copy, data, left, plain)
    QApplication.sendEvent(window, event)
    return event


def test_files_dropped_on_the_window_name_the_person_and_are_read(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_person(CLAIRE, 0)
    with qtbot.waitExposed(window):
        window.show()
    drag(window, QDragEnterEvent, ["/tmp/a b.csv"])  # noqa: S108 - a name, nothing is opened
    assert window.drops is not None
    assert window.drops.isVisible()
    assert window.drops.geometry() == window.rect()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.drops.isVisible()
    drag(window, QDragEnterEvent, [])
    assert not window.drops.isVisible()
    drag(window, QDragEnterEvent, ["/tmp/a b.csv"])  # noqa: S108
    with qtbot.waitSignal(window.asked) as said:
        drag(window, QDropEvent, [str(Path("/tmp/a b.csv"))])  # noqa: S108
    assert said.args == ["imports/files/%2Ftmp%2Fa%20b.csv", True]
