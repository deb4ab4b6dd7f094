"""Sends A4 pages to a printer that the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from vault.ui.widgets.sheet import Drawn, drawn


def print_page(window: QWidget, picture: bytes, then: Callable[[], None]) -> None:
    """Ask for a printer and print a PNG on it, whole; `then` runs once it was sent."""
    _ask(window, [QImage.fromData(picture)], then)


def print_sheets(window: QWidget, sheets: Sequence[Drawn], then: Callable[[], None]) -> None:
    """Ask for a printer and print each page on a sheet of its own."""
    _ask(window, [drawn(one) for one in sheets], then)


def _ask(window: QWidget, pages: Sequence[QImage], then: Callable[[], None]) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName("Carnet")
    dialog = QPrintDialog(printer, window)

    def send() -> None:
        if put(printer, pages):
            then()

    dialog.accepted.connect(send)
    QDialog.open(dialog)  # never exec(): a lock must be able to close it


def put(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Draw each picture over the whole of a page; tell whether the printer took them."""
    room, painter = printer.pageRect(QPrinter.Unit.DevicePixel).toRect(), QPainter()
    if not painter.begin(printer):
        return False
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.drawImage(room, page)
    return painter.end()
