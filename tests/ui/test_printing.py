"""Pages go to the printer a person chose, each on a sheet of its own, and fill it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, qGray
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from vault.ui import printing
from vault.usecases.leaflets import Sheet

pytestmark = pytest.mark.screen
PAPER, INK = QColor("#fffefc"), QColor("#1b4d3e")


def page() -> bytes:
    """Draw an A4 page whose lower half is ink."""
    drawn, held = QImage(595, 842, QImage.Format.Format_RGB32), QBuffer()
    drawn.fill(PAPER)
    with QPainter(drawn) as painter:
        painter.fillRect(0, 421, 595, 421, INK)
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    drawn.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())


def asked(window: QWidget, qtbot: QtBot, then: list[str]) -> QPrintDialog:
    printing.print_page(window, page(), lambda: then.append("sent"))
    (dialog,) = window.findChildren(QPrintDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert then == []
    return dialog


def press(dialog: QPrintDialog, role: QDialogButtonBox.ButtonRole) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    (button,) = [one for one in box.buttons() if box.buttonRole(one) == role]
    assert isinstance(button, QPushButton)
    button.click()


def test_the_page_is_sent_whole_to_what_the_person_chose(qtbot: QtBot, tmp_path: Path) -> None:
    window, then = QWidget(), list[str]()
    qtbot.addWidget(window)
    dialog = asked(window, qtbot, then)
    printers, file = (
        dialog.findChild(QComboBox, "printers"),
        dialog.findChild(QLineEdit, "filename"),
    )
    assert isinstance(printers, QComboBox)
    assert isinstance(file, QLineEdit)
    printers.setCurrentIndex(printers.count() - 1)  # after the real ones: to a file
    file.setText(str(tmp_path / "sheet.pdf"))
    press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
    assert then == ["sent"]
    made = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    assert len(made) == 1
    assert made[0].get_size() == pytest.approx((595, 842), abs=1)
    picture = made[0].render(scale=0.2).to_pil().convert("L")
    wide, high = picture.size
    top, bottom = picture.getpixel((wide // 2, 2)), picture.getpixel((wide // 2, high - 3))
    assert top == pytest.approx(qGray(PAPER.rgb()), abs=6)
    assert bottom == pytest.approx(qGray(INK.rgb()), abs=6)


def test_who_changes_their_mind_prints_nothing(qtbot: QtBot) -> None:
    window, then = QWidget(), list[str]()
    qtbot.addWidget(window)
    press(asked(window, qtbot, then), QDialogButtonBox.ButtonRole.RejectRole)
    assert then == []


@pytest.mark.qt_log_ignore("QPdf|QPrinter|QPainter|QFile|QIODevice", extend=True)
def test_a_printer_that_takes_nothing_is_not_taken_for_one_that_printed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "sheet.pdf"))
    assert not printing.put(printer, [QImage.fromData(page())])


def test_each_page_is_a_sheet(tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    page = QImage(40, 60, QImage.Format.Format_RGB32)
    page.fill(0)
    assert printing.put(printer, [page, page])
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
