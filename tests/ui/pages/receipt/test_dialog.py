"""The dialog of a receipt says what is asked, and reaches file and printer through its join."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.receipt.states import states
from vault.ui.pages.receipt.dialog import ReceiptDialog
from vault.ui.theme import Theme
from vault.ui.widgets.button import Button

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("name", ["ready", "refused"])
def test_each_button_says_its_key(
    name: str, qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    window, asked = QWidget(), list[Any]()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = ReceiptDialog(window, states("en")[name])
    dialog.asked.connect(asked.append)
    for button in dialog.findChildren(Button):
        button.click()
    assert asked == ["save", "print", "close"]
