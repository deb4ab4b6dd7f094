"""Draws the cells of a table: ground, line, tick, words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vault.ui import icons
from vault.ui.theme import now
from vault.ui.widgets.record_rows import Index

_State = QStyle.StateFlag


def side(*, ticks: bool) -> int:
    """Return the room before the words of a cell, in pixels; a tick stands in it."""
    theme = now()
    tick = theme.size("checkbox") + theme.gap("xs") if ticks else 0
    return theme.space("s") + tick


class RowPainter(QStyledItemDelegate):
    """The selected row differs by a bar as well: form, not colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme, area = now(), QRect(option.rect)
        chosen = bool(option.state & _State.State_Selected)
        over = bool(option.state & _State.State_MouseOver)
        ground = "primary_soft" if chosen else "sunken" if over else "surface"
        line = max(1, round(theme.line("border")))
        painter.save()
        painter.fillRect(area, theme.colour(ground))
        rule = QRect(area.left(), area.bottom() + 1 - line, area.width(), line)
        painter.fillRect(rule, theme.colour("border"))
        if chosen and index.column() == 0:
            bar = QRect(area.topLeft(), area.bottomLeft())
            bar.setWidth(theme.fixed("selection_bar"))
            painter.fillRect(bar, theme.colour("primary"))
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            self._tick(painter, area, on=ticked == Qt.CheckState.Checked)
        self._words(painter, area, index, chosen=chosen, ticks=ticked is not None)
        painter.restore()

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: Index,
    ) -> bool:
        """Leave the tick to the table, which knows of one click what it is for."""
        return False

    def _words(
        self, painter: QPainter, area: QRect, index: Index, *, chosen: bool, ticks: bool
    ) -> None:
        theme = now()
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        colour = theme.colour("on_primary_soft") if chosen else ink
        assert isinstance(colour, QColor)
        painter.setPen(colour)
        painter.setFont(theme.font("body"))
        room = area.adjusted(side(ticks=ticks), 0, -side(ticks=False), 0)
        words = str(index.data())
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), cut)

    def _tick(self, painter: QPainter, area: QRect, *, on: bool) -> None:
        theme = now()
        size = theme.size("checkbox")
        corner = QPointF(area.left() + theme.space("s"), area.top() + (area.height() - size) / 2)
        box = QRectF(corner.x() + 0.5, corner.y() + 0.5, size - 1, size - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("primary" if on else "control"), theme.line("control")))
        painter.setBrush(theme.colour("primary" if on else "surface"))
        radius = theme.space("xxs")
        painter.drawRoundedRect(box, radius, radius)
        if on:
            ratio = painter.device().devicePixelRatioF()
            mark = icons.pixmap("tick", "on_primary", size - radius, ratio)
            painter.drawPixmap(corner + QPointF(radius / 2, radius / 2), mark)
