"""The panel beside the pages before unlocking: what Carnet is, over quiet waves."""

from __future__ import annotations

from collections.abc import Callable
from math import sin
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.theme import now
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text

_WAVES: Final = ((0.70, 0.10), (0.79, 0.07), (0.87, 0.06))  # height and opacity of each
_STEP: Final = 4
_SHARE: Final = 3 / 8  # of the window
_POINTS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("lock", lambda: _("Encrypted on this computer")),
    ("shares", lambda: _("Shared only if you sign")),
    ("good", lambda: _("Usable without Internet")),
)


class BrandName(QWidget):
    """The name of the program beside its sign."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(now().space("xs"))
        line.addWidget(Mark("blood pressure", icon), alignment=Qt.AlignmentFlag.AlignVCenter)
        self.words = Text(_("Carnet"), "h2", wraps=False)
        self.words.setProperty("on", words)
        line.addWidget(self.words)
        line.addStretch(1)


class BrandPanel(QWidget):
    """Words on the colour of the brand; it takes no focus."""

    def __init__(self) -> None:
        super().__init__()
        theme = now()
        self.setObjectName("brand")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        side, top = theme.space("xxl"), theme.space("xl")
        column.setContentsMargins(side, top, theme.space("xl"), top)
        column.setSpacing(theme.space("s"))
        column.addWidget(BrandName("brand_icon", "brand"))
        column.addStretch(2)
        self._title = Text(_("Your health data, at home."), "display")
        self._title.setProperty("on", "brand")
        column.addWidget(self._title)
        column.addSpacing(theme.space("s"))
        for icon, words in _POINTS:
            column.addLayout(_point(icon, words()))
        column.addStretch(9)

    @staticmethod
    def beside(window: int) -> int:
        """Return the width it takes in a window."""
        return round(window * _SHARE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw three waves below the words."""
        super().paintEvent(event)
        theme, width, height = now(), self.width(), self.height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number, (level, opacity) in enumerate(_WAVES):
                shade = theme.colour("brand_icon")
                shade.setAlphaF(opacity)
                painter.setBrush(shade)
                painter.drawPolygon(_wave(width, height, level, number))


def _wave(width: int, height: int, level: float, number: int) -> QPolygonF:
    points = [QPointF(width, height), QPointF(0, height)]
    for x in range(0, width + _STEP, _STEP):
        t = x / max(1, width)
        swell = 0.045 * sin(17 * t + number * 0.4) - 0.17 * t * t * (1 + 0.4 * sin(3 * t))
        points.append(QPointF(x, height * (level + swell + 0.06)))
    return QPolygonF(points)


def _point(icon: str, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(now().space("s"))
    line.addWidget(Mark(icon, "brand_icon"), alignment=Qt.AlignmentFlag.AlignTop)
    text = Text(words, "body")
    text.setProperty("on", "brand2")
    line.addWidget(text, 1)
    return line
