"""The dialog of a receipt leads to a file and to a printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.desks import Asked, desk
from tests.ui.pages.sharing_bench import Window
from tests.usecases.practice_bench import ask
from vault.ui.pages.receipt.dialog import ReceiptDialog
from vault.ui.pages.receipt.join import join
from vault.ui.theme import Theme
from vault.ui.widgets.button import Button
from vault.usecases import sharing

pytestmark = pytest.mark.screen


def test_it_is_saved_and_printed_from_the_dialog(
    at: Window, qtbot: QtBot, dressed: object, tmp_path: Path
) -> None:
    dressed(Theme())  # type: ignore[operator]
    window, asked = QWidget(), Asked(tmp_path / "receipt.pdf")
    qtbot.addWidget(window)
    window.resize(1000, 700)
    grant = at.bench.sign().uid
    sharing.send(at.bench.session, ask, grant)
    join(desk(window, at.bench.session, at.bench.person, asked), grant)
    (dialog,) = window.findChildren(ReceiptDialog)
    save, to_printer, close = dialog.findChildren(Button)
    save.click()
    assert asked.named == ["carnet-receipt-2026-11-23.pdf"]
    assert asked.place.exists()
    to_printer.click()
    (printing,) = window.findChildren(QPrintDialog)
    printing.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.accepted.emit(printing.printer())
    printing.reject()
    assert asked.told == ["File saved.", "The printer may keep a copy."]
    close.click()
    assert not dialog.isVisible()
