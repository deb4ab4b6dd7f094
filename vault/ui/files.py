"""Asks for a file or a place with the dialogs of the system; nothing of it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Taken = Callable[[Path], None]


def open_file(window: QWidget, title: str, kinds: str, then: Taken) -> None:
    """Ask for a file that is there; `kinds` is a filter of Qt: "Table (*.csv);;All files (*)"."""
    _put(QFileDialog(window, title, "", kinds), then)


def open_folder(window: QWidget, title: str, then: Taken) -> None:
    """Ask for a folder that is there."""
    asked = QFileDialog(window, title)
    asked.setFileMode(QFileDialog.FileMode.Directory)
    asked.setOption(QFileDialog.Option.ShowDirsOnly)
    _put(asked, then)


def save_file(window: QWidget, title: str, name: str, then: Taken) -> None:
    """Ask where to save; `name` is proposed and never holds a person's name."""
    asked = QFileDialog(window, title)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setFileMode(QFileDialog.FileMode.AnyFile)
    asked.selectFile(name)
    _put(asked, then)


def _put(asked: QFileDialog, then: Taken) -> None:
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.fileSelected.connect(lambda chosen: then(Path(chosen)))
    asked.open()
