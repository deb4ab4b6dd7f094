"""What stands while something is read: nothing at first, then grey blocks of its size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vault.i18n import _
from vault.ui.theme import Theme, now, tokens


class Skeleton(QWidget):
    """Blocks of `lines` list rows, one below the other; they do not move.

    Most things are there before it shows. The screen reader hears that something is read.
    """

    def __init__(self, blocks: int, lines: int = 1) -> None:
        super().__init__()
        self._blocks, self._lines = blocks, lines
        self.setAccessibleName(_("Reading…"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._seen = False
        QTimer.singleShot(tokens()["motion"]["busy_after_ms"], self, self._show)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the height of the blocks from a theme."""
        gap = theme.space("card_gap")
        self.setFixedHeight(self._blocks * (self._lines * theme.size("list_row") + gap) - gap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the blocks once it has lasted."""
        if not self._seen:
            return
        theme = now()
        high, radius = self._lines * theme.size("list_row"), theme.radius("card")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            for block in range(self._blocks):
                top = block * (high + theme.space("card_gap"))
                painter.drawRoundedRect(QRectF(0, top, self.width(), high), radius, radius)

    def _show(self) -> None:
        self._seen = True
        self.update()
