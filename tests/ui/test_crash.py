"""A fault of ours is told once, without a value, and the window goes on."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from tests.conftest import FakeClock
from vault.ui.crash import Crash, Notice, report
from vault.ui.widgets.button import Button

pytestmark = pytest.mark.screen
CANARY = "Tension 138/86"


def broken() -> BaseException:
    def inside() -> None:
        try:
            {"": 0}[CANARY]
        except KeyError as first:
            raise ValueError(CANARY) from first

    with pytest.raises(ValueError, match=CANARY) as caught:
        inside()
    return caught.value


def test_the_report_names_types_and_lines_and_never_a_value() -> None:
    told = report(broken())
    assert "ValueError" in told
    assert "KeyError" in told
    assert "test_crash.py:" in told
    assert CANARY not in told
    assert "/work" not in told


def test_one_notice_is_shown_at_a_time_and_the_report_can_be_copied(
    qtbot: QtBot, clock: FakeClock
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    crash, fault = Crash(lambda: window, clock), broken()
    for _time in range(2):
        crash.caught(type(fault), fault, fault.__traceback__)
    qtbot.waitUntil(lambda: bool(window.findChildren(Notice)))
    (notice,) = window.findChildren(Notice)
    buttons = {one.accessibleIdentifier(): one for one in notice.findChildren(Button)}
    buttons["dialog.copy"].click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    buttons["dialog.continue"].click()
    qtbot.waitUntil(lambda: not window.findChildren(Notice))
    crash.caught(type(fault), fault, fault.__traceback__)
    qtbot.waitUntil(lambda: bool(window.findChildren(Notice)))


def test_a_fault_of_another_thread_is_told_too(qtbot: QtBot, clock: FakeClock) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    crash, fault = Crash(lambda: window, clock), broken()
    side = threading.Thread(target=lambda: crash.caught(type(fault), fault, None))
    side.start()
    side.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(Notice)))


def test_what_the_system_ends_is_no_fault(
    qtbot: QtBot, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    crash = Crash(lambda: window, clock)
    crash.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not window.findChildren(Notice)
