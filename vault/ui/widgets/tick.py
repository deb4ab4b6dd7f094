"""A row that can be ticked: a box, two lines of text, something on the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vault.ui import icons
from vault.ui.theme import Theme, now
from vault.ui.widgets.action_card import ActionCard
from vault.ui.widgets.text import Text


class Box(QWidget):
    """The square of a tick, drawn from the state of its row; round for one of several."""

    def __init__(self, row: Tick) -> None:
        super().__init__()
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the size of a theme."""
        side = theme.size("checkbox")
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, and the mark when it is ticked."""
        theme, on = now(), self._row.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = theme.line("control")
            pen = QPen(theme.colour("primary" if on else "control"), line)
            painter.setPen(pen)
            painter.setBrush(theme.colour("primary" if on else "surface"))
            area = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
            radius = area.height() / 2 if self._row.autoExclusive() else theme.radius("segment") / 2
            painter.drawRoundedRect(area, radius, radius)
            if on:
                side, ratio = self.width(), self.devicePixelRatioF()
                painter.drawPixmap(0, 0, icons.pixmap("tick", "on_primary", side, ratio))


class Tick(ActionCard):
    """Heard as a check box, or as a radio button where `one_of` several; Space ticks."""

    def __init__(
        self, words: str, detail: str = "", right: QWidget | None = None, *, one_of: bool = False,
        says: str = "",
    ) -> None:  # fmt: skip
        super().__init__(says or ", ".join(part for part in (words, detail) if part))
        self.setCheckable(True)
        self.setAutoExclusive(one_of)
        self.body.setContentsMargins(0, now().space("xxs"), 0, now().space("xxs"))
        line, lines = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(now().space("s"))
        lines.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._box = Box(self)
        line.addWidget(self._box, alignment=middle)
        lines.addStretch(1)
        lines.addWidget(Text(words, "strong" if detail else "body"))
        if detail:
            lines.addWidget(Text(detail, "small"))
        lines.addStretch(1)
        line.addLayout(lines, 1)
        if right is not None:
            line.addWidget(right, alignment=middle)
        self.body.addLayout(line)
        self.close_to_clicks()
        self.toggled.connect(self._box.update)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the least height of a theme."""
        self.setMinimumHeight(theme.size("list_row"))
