"""Content with a side column, which goes under it where there is no room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from vault.ui.theme import Theme, now, tokens

_SHARE: Final = 0.36  # of the width that the side column takes, within its bounds


class Beside(QWidget):
    """`left` takes the room, `right` is as wide as a side column may be."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._right: QWidget = right
        self._wide: bool | None = None
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(now().space("card_gap"))
        self._line.addWidget(left, 1)
        self._line.addWidget(right)
        self._flow(0)

    def dress(self, _theme: Theme) -> None:
        """Flow again at the scale of a theme."""
        self._wide = None
        self._flow(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow again in the new width."""
        super().resizeEvent(event)
        self._flow(event.size().width())

    def _flow(self, width: int) -> None:
        theme = now()
        aside = theme.has_aside(width)
        if aside:
            least, most = (round(side * theme.scale) for side in tokens()["size"]["side_column"])
            self._right.setFixedWidth(min(most, max(least, round(width * _SHARE))))
        if aside == self._wide:
            return
        self._wide = aside
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if aside else way.TopToBottom)
        if not aside:
            self._free()
        side = Qt.AlignmentFlag
        self._line.setAlignment(self._right, side.AlignTop if aside else side(0))

    def _free(self) -> None:
        self._right.setMinimumWidth(0)
        self._right.setMaximumWidth(16_777_215)  # QWIDGETSIZE_MAX, which PySide6 does not name
