"""What was copied out of Carnet: it leaves the clipboard again, unless it was replaced since."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

STAYS_MS: Final = 15_000


class _Copied(QObject):
    """The last words put on the clipboard, and the clock that takes them away."""

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self.words = ""
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.timeout.connect(forget)


_kept: Final[list[_Copied]] = []


def copy(words: str, stays_ms: int = STAYS_MS) -> None:
    """Put words on the clipboard for a while."""
    if not _kept:
        _kept.append(_Copied())
    QGuiApplication.clipboard().setText(words)
    _kept[0].words = words
    _kept[0].clock.start(stays_ms)


def forget() -> None:
    """Take our words off the clipboard: after a while, at lock, for another person."""
    if not _kept or not _kept[0].words:
        return
    board = QGuiApplication.clipboard()
    if board.text() == _kept[0].words:
        board.clear()
    _kept[0].words = ""
    _kept[0].clock.stop()
