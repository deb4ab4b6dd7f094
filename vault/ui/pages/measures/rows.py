"""The rows of the list of measures, and the card that holds a group of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.measures.state import Group, Line
from vault.ui.theme import Theme, now
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, OpenRow, Row
from vault.ui.widgets.sparkline import Sparkline, Trace
from vault.ui.widgets.text import Text

# in tiles: a sparkline, the least and the most of a value, the row that has room for them all
_WIDE, _BROAD, _MOST, _ROOM = 3, 4, 6, 16


class GroupCard(Card):
    """A group of measures under its heading; says the key of the page of a row."""

    asked = Signal(str)

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.body.addWidget(Heading(group.name, 2))
        for number, line in enumerate(group.lines):
            if number:
                self.body.addWidget(Rule())
            self.body.addWidget(self._row(line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows fit."""
        super().resizeEvent(event)
        self._fit()

    def dress(self, _theme: Theme) -> None:
        """Fit again: tiles have another size."""
        self._fit()

    def _fit(self) -> None:
        side = self.body.contentsMargins()
        for right in self.findChildren(_Right):
            right.fit(self.width() - side.left() - side.right())

    def _row(self, line: Line) -> QWidget:
        if not line.readable:
            words = _("This measurement cannot be shown.")
            return Row(Lines(line.icon, line.name, words, "text3"))
        detail = " · ".join(words for words in (line.when, line.source) if words)
        says = f"{line.name}, {line.value}, {detail}"
        row = OpenRow(Lines(line.icon, line.name, detail, line.hue), says, _Right(line))
        row.setAccessibleIdentifier(f"measure.{line.key}")
        row.clicked.connect(lambda: self.asked.emit(line.opens))
        return row


class _Right(QWidget):
    """Thirty days and the last value, right-aligned: values of all rows end in one line."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(now().space("m"))
        self._value = Text(line.value, "strong")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        trace = Trace("bars" if line.bars else "curve", line.days)
        self._drawn = Sparkline(trace, line.hue, "", "icon_tile")
        self._line.addWidget(self._drawn, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self._value, 1)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the widths of a theme."""
        tile = theme.size("icon_tile")
        self._drawn.setFixedWidth(_WIDE * tile)
        words = self._value.fontMetrics().horizontalAdvance(self._value.text()) + 2
        self._value.setFixedWidth(max(_BROAD * tile, min(_MOST * tile, words)))

    def fit(self, row: int) -> None:
        """Leave the sparkline out of a row that has no room for it."""
        self._drawn.setVisible(row >= _ROOM * now().size("icon_tile"))


def stacked(parts: list[QWidget], column: QVBoxLayout) -> None:
    """Put parts one below the other, in the place of those that stood."""
    while item := column.takeAt(0):
        if widget := item.widget():
            retire(widget)
    for part in parts:
        column.addWidget(part)
        if (holder := column.parentWidget()) is not None and holder.isVisible():
            part.show()  # not later, as Qt would: no half-built page is ever painted
