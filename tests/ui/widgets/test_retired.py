"""A widget that goes is destroyed after the event, never inside it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from vault.ui.widgets.retired import retire

pytestmark = pytest.mark.screen


def test_a_button_may_take_itself_away(qtbot: QtBot) -> None:
    page, gone = QWidget(), list[bool]()
    qtbot.addWidget(page)
    button = QPushButton("Again")
    button.destroyed.connect(lambda: gone.append(True))
    QVBoxLayout(page).addWidget(button)
    page.show()
    retire(button)
    assert isValid(button)
    assert not button.isVisible()
    assert page.findChildren(QPushButton) == []
    del button
    assert gone == []
    qtbot.waitUntil(lambda: gone == [True])
