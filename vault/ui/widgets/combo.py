"""A list that opens: one answer of many, found by typing its first letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from vault.ui import icons
from vault.ui.theme import Theme, now


class Combo(QComboBox):
    """Answers by key. Put it into a `Field`: a screen reader knows it by its visible label only."""

    chosen = Signal(str)

    def __init__(self, answers: Sequence[tuple[str, str]], first: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(answers, first)
        self.currentIndexChanged.connect(lambda _row: self.chosen.emit(self.answer))
        self.dress(now())

    @property
    def answer(self) -> str:
        """Return the key of the answer that stands, "" without any."""
        return str(self.currentData() or "")

    def offer(self, answers: Sequence[tuple[str, str]], first: str = "") -> None:
        """Offer other answers; nothing is said to be chosen."""
        before = self.blockSignals(True)
        self.clear()
        for key, words in answers:
            self.addItem(words, key)
        self.choose(first)
        self.blockSignals(before)

    def choose(self, key: str) -> None:
        """Choose an answer by its key; an unknown one leaves the first."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def dress(self, theme: Theme) -> None:
        """Take the font and the least height of a theme."""
        self.setFont(theme.font("body"))
        self.view().setFont(theme.font("body"))
        self.setMinimumHeight(theme.size("field"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw our own mark: a style sheet takes the one of the style away."""
        super().paintEvent(event)
        theme = now()
        side = theme.size("icon")
        ink = "text2" if self.isEnabled() else "disabled"
        drawn = icons.pixmap("open list", ink, side, self.devicePixelRatioF())
        corner = QPointF(self.width() - side - theme.space("s"), (self.height() - side) / 2)
        with QPainter(self) as painter:
            painter.drawPixmap(corner, drawn)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel that passes over changes nothing."""
        event.ignore()
