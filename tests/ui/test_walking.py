"""Every page is walked through by Tab (T-ORDER, T-TRAP, T-RING), and stands still (T-STILL)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks
from tests.ui.gallery import PAGES, Shot, over, settle, window
from tests.ui.walking import lost, order, recorded, unringed, walked
from vault.ui.main_window import MainWindow
from vault.ui.theme import Theme
from vault.ui.widgets.dialog import Dialog

pytestmark = pytest.mark.screen
Dress = Callable[[Theme], None]
Draw = Callable[[Shot], MainWindow | Dialog]


@pytest.fixture
def draw(qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Callable[[str], None]) -> Draw:
    """Draw a page, or a dialog over it, with the keyboard on it."""

    def drawn(shot: Shot) -> MainWindow | Dialog:
        tongue(shot.language)
        made = window(shot, qapp)
        qtbot.addWidget(made)
        made.show()
        settle(qapp)
        shown = over(shot, made) or made
        shown.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is shown)
        settle(qapp)
        return shown

    return drawn


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_through_a_page_in_its_order_with_the_ring_and_comes_round(
    page: str, draw: Draw
) -> None:
    shown = draw(walked(page))
    assert order(shown) == recorded(page).read_text("utf-8").splitlines()
    assert lost(shown) == []


@pytest.mark.slow
def test_a_page_at_rest_stands_still(
    qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Callable[[str], None]
) -> None:
    """All pages at once: half a second is long."""
    tongue("en")
    shown = {
        page: window(walked(page), qapp) for page, made in PAGES.items() if made.dialog is None
    }
    for one in shown.values():
        qtbot.addWidget(one)
        one.show()
        settle(qapp)
    qtbot.wait(100)  # what a page begins with is over
    before = {page: one.grab().toImage() for page, one in shown.items()}
    qtbot.wait(500)
    for page, one in shown.items():
        assert checks.differs(before[page], one.grab().toImage()) == (0, 0), page


# -- each is seen to fail ------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: QtBot, dressed: Dress) -> Iterator[Dialog]:
    dressed(Theme())
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(800, 600)
    yield Dialog(under, "Wrong on purpose")
    under.close()


def opened(dialog: Dialog, qtbot: QtBot) -> Dialog:
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def test_another_order_is_found(dialog: Dialog, qtbot: QtBot) -> None:
    one, _two, three = (dialog.add_button(word, word) for word in ("One", "Two", "Three"))
    opened(dialog, qtbot)
    assert order(dialog) == ["One", "Two", "Three"]
    QWidget.setTabOrder(one, three)
    assert order(dialog) == ["One", "Three", "Two"]


def test_a_trap_is_found(dialog: Dialog, qtbot: QtBot) -> None:
    trap = QPlainTextEdit()  # as Qt makes it, Tab is a letter
    trap.setAccessibleName("Trap")
    dialog.body.addWidget(trap)
    dialog.add_button("one", "One")
    opened(dialog, qtbot)
    assert lost(dialog)[-1] == "Key_Tab goes to Trap in place of One"


def test_a_ring_that_is_not_there_is_found(dialog: Dialog, qtbot: QtBot) -> None:
    button = dialog.add_button("one", "One")
    opened(dialog, qtbot)
    button.setFocus()
    assert unringed(dialog.ring, button) == ["no ring"]


def test_a_ring_elsewhere_is_found(dialog: Dialog, qtbot: QtBot) -> None:
    button, other = dialog.add_button("one", "One"), dialog.add_button("two", "Two")
    opened(dialog, qtbot)
    assert lost(dialog) == []
    assert unringed(dialog.ring, button) == []
    assert "the ring does not go round it" in unringed(dialog.ring, other)


def test_a_page_that_moves_is_seen_to_differ(qtbot: QtBot) -> None:
    page, clock = QWidget(), QTimer()
    qtbot.addWidget(page)
    label = QLabel("1", page)
    QVBoxLayout(page).addWidget(label)
    page.setFixedSize(200, 60)
    page.show()
    before = page.grab().toImage()
    clock.timeout.connect(lambda: label.setText("7"))
    clock.start(5)
    qtbot.waitUntil(lambda: checks.differs(before, page.grab().toImage()) != (0, 0))
    clock.stop()
