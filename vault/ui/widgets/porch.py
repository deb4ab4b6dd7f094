"""What stands round every page before unlocking: the brand, one column, a line at the foot."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vault.ui.theme import Theme, now
from vault.ui.widgets.brand import BrandName, BrandPanel
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.page import Page
from vault.ui.widgets.text import Text

NARROW: Final = 400  # the column of one question; grows with the text
WIDE: Final = 560  # the column of a form
_PASSES: Final = 4


class Porch(Page):
    """Put widgets into `column`, and into the line `top` on the right.

    Where the window is too narrow for both, the panel gives way to a line with the name.
    """

    def __init__(self, widest: int = NARROW) -> None:
        super().__init__()
        self._widest = widest
        self.panel, self._name = BrandPanel(), BrandName("primary", "page")
        self.holder = QWidget()
        self.column = QVBoxLayout(self.holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(now().space("s"))
        self.top, self._foot, self._foot_mark = QHBoxLayout(), _Line(), _foot_mark()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._side())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.panel)
        line.addWidget(self.area, 1)
        self.show_foot("")
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the widths of a theme."""
        self.holder.setMaximumWidth(round(self._widest * theme.scale))
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the panel where there is room for it."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def show_foot(self, words: str) -> None:
        """Show a line at the foot of the page, or none."""
        self._foot.setText(words)
        for widget in (self._foot, self._foot_mark):
            widget.setVisible(bool(words))

    def settle(self) -> None:
        """Bring layouts to rest after another state was drawn: nothing half-built is painted."""
        if self.isVisible():
            for _pass in range(_PASSES):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _fit(self, window: int) -> None:
        wide, side = self.panel.beside(window), 2 * now().space("page_side")
        fits = window - wide >= round(self._widest * now().scale) + side
        self.panel.setVisible(fits)
        self.panel.setFixedWidth(wide)
        self._name.setVisible(not fits)

    def _side(self) -> QWidget:
        theme, side = now(), QWidget()
        margin = theme.space("page_side")
        column = QVBoxLayout(side)
        column.setContentsMargins(margin, theme.space("page_top"), margin, theme.space("page_top"))
        column.setSpacing(theme.space("l"))
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch(1)
        head.addLayout(self.top)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.holder, 1000)
        middle.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(theme.space("xs"))
        below.addStretch(1)
        below.addWidget(self._foot_mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._foot)
        below.addStretch(1)
        column.addLayout(head)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        column.addLayout(below)
        return side


class _Line(Text):
    """One line where there is room: a wrapping label asks for less than its words need."""

    def __init__(self) -> None:
        super().__init__("", "mention")

    def sizeHint(self) -> QSize:
        """Ask for the width of all its words."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, super().sizeHint().height())


def _foot_mark() -> Mark:
    return Mark("note", "text3", "icon_small")
