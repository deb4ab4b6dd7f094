"""Sends a picture of an A4 page to a printer that the person chooses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def print_page(window: QWidget, drawn: bytes, then: Callable[[], None]) -> None:
    """Ask for a printer and print a PNG on it, whole; `then` runs once it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName("Carnet")
    dialog = QPrintDialog(printer, window)

    def send(chosen: QPrinter) -> None:
        put(chosen, drawn)
        then()

    dialog.accepted.connect(lambda: send(printer))
    QDialog.open(dialog)  # never exec(): a lock must be able to close it


def put(printer: QPrinter, drawn: bytes) -> None:
    """Draw a PNG over the whole page of a printer."""
    page, room = QImage.fromData(drawn), printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
    with QPainter(printer) as painter:
        painter.drawImage(room, page)
