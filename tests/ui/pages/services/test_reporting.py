"""A report of a problem is finished and saved by the person; left, it is nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vault.ui.pages.services.reporting import ReportDialog
from vault.ui.theme import Theme
from vault.ui.widgets.button import Button

pytestmark = pytest.mark.screen


@pytest.mark.parametrize(("button", "saved"), [(0, []), (1, ["Service: x\nIt never answers."])])
def test_what_is_saved_is_what_stands_there(
    button: int, saved: list[str], qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    window, kept = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = ReportDialog(window, "Service: x", kept.append)
    dialog.text.appendPlainText("It never answers.")
    dialog.findChildren(Button)[button].click()
    assert kept == saved
