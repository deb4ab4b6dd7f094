"""Pages go to the printer a person chose, each on a sheet of its own."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vault.ui import printing
from vault.usecases.leaflets import Sheet

pytestmark = pytest.mark.screen


def test_each_page_is_a_sheet(tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    page = QImage(40, 60, QImage.Format.Format_RGB32)
    page.fill(0)
    printing.put(printer, [page, page])
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(document) == 2
    document.close()


def test_what_is_noted_is_noted_after_the_person_agreed(tmp_path: Path, qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    sheet = Sheet(4, 6, 12, bytes(72))
    printing.print_sheets(window, [sheet], lambda: done.append("printed"))
    (dialog,) = window.findChildren(QPrintDialog)
    assert done == []
    dialog.printer().setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.accepted.emit(dialog.printer())
    assert done == ["printed"]
    assert (tmp_path / "out.pdf").exists()
    dialog.reject()
