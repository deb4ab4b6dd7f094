"""Widgets beside each other, or under each other where the width does not suffice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

_BELOW: Final = 12  # px between folded widgets
EVENLY: Final = -2
_UNBOUNDED: Final = 16_777_215  # Qt's own largest width


class Fold(QWidget):
    """Folds by the width its widgets ask for; `least` asks less of one that can shrink.

    `stretch` is the number of the widget before which room is left, -1 for none; `grows` the number
    of the one that takes the room that is left, EVENLY for all alike. `narrow` keeps words that
    wrap to a width of their own while they stand beside others. With `top` they hang from one line:
    fields that may have an error below.
    """

    def __init__(
        self, gap: int, *widgets: QWidget, stretch: int = -1, grows: int = -1, least: int = 0,
        narrow: tuple[QWidget, int] | None = None, top: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        self._gap, self._widgets, self._grows, self._least = gap, widgets, grows, least
        self._narrow = narrow
        for number, widget in enumerate(widgets):
            if number == stretch:
                self._line.addStretch(1)
            self._line.addWidget(widget, 1 if grows in (number, EVENLY) else 0)
            if top:
                self._line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        if stretch >= len(widgets):
            self._line.addStretch(1)

    def sizeHint(self) -> QSize:
        """Ask for the width of all beside each other, folded or not: nothing flickers."""
        return QSize(self._wanted(), self._line.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the widest of the widgets only."""
        widest = max((w.minimumSizeHint().width() for w in self._shown()), default=0)
        return QSize(widest, self._line.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold, or unfold."""
        self._fold()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Look again when one of the widgets wants another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        way, fits = QBoxLayout.Direction, self._wanted() <= self.width()
        self._line.setSpacing(self._gap if fits else min(self._gap, _BELOW))
        self._line.setDirection(way.LeftToRight if fits else way.TopToBottom)
        if self._narrow is not None:
            widget, most = self._narrow
            widget.setMaximumWidth(most if fits else _UNBOUNDED)

    def _wanted(self) -> int:
        shown = self._shown()
        widths = [
            self._least if self._least and number == self._grows else self._width(widget)
            for number, widget in enumerate(self._widgets)
            if widget in shown
        ]
        return sum(widths) + self._gap * max(0, len(shown) - 1)

    def _width(self, widget: QWidget) -> int:
        wide = widget.sizeHint().width()
        if self._narrow is not None and widget is self._narrow[0]:
            return min(wide, self._narrow[1])
        return wide

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]
