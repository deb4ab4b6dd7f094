"""Where one is in a few steps: their names, and « step 2 of 3 » in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStyle, QWidget

from vault.i18n import _
from vault.ui import icons
from vault.ui.theme import Theme, now
from vault.ui.voice import say
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Wrap


class Disc(QWidget):
    """A step: ticked when it is done, its number when one is there or not yet."""

    def __init__(self, number: int, *, done: bool, here: bool) -> None:
        super().__init__()
        self._number, self._done, self._here = number, done, here
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the size of a theme."""
        side = theme.size("target_least")
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and what is in it."""
        theme, filled = now(), self._done or self._here
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary" if filled else "sunken"))
            painter.drawEllipse(QRectF(self.rect()))
            if self._done:
                side = theme.size("icon_small")
                at = (self.width() - side) // 2
                drawn = icons.pixmap("tick", "on_primary", side, self.devicePixelRatioF())
                painter.drawPixmap(at, at, drawn)
                return
            painter.setFont(theme.font("chip"))
            painter.setPen(theme.colour("on_primary" if filled else "text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


def _step(number: int, name: str, here: int) -> QWidget:
    """Keep the disc with its name, wherever the line breaks."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(now().space("xs"))
    line.addWidget(Disc(number, done=number < here, here=number == here))
    line.addWidget(Text(name, "strong" if number == here else "body", wraps=False))
    return made


class Steps(QWidget):
    """`here` counts from 1; the step is announced when it is shown."""

    def __init__(self, names: Sequence[str], here: int) -> None:
        super().__init__()
        told = _("Step {n} of {total}").format(n=here, total=len(names))
        self._unsaid = f"{told}: {names[here - 1]}"
        self._parts: list[QWidget] = []
        for number, name in enumerate(names, 1):
            if number > 1:
                self._parts.append(Mark("next", "text3", "icon_small"))
            self._parts.append(_step(number, name, here))
        self._here, self._told = self._parts[2 * here - 2], Text(told, "small", wraps=False)
        self._folded = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(now().space("xs"))
        self._line.addWidget(Wrap(self._parts), 1)
        self._line.addWidget(self._told)
        self._later = QTimer(self, interval=0, singleShot=True)  # never amid a layout: Qt crashes
        self._later.timeout.connect(self._fit)

    def event(self, event: QEvent) -> bool:
        """Fit again when a name wants another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._later.start()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the new width."""
        super().resizeEvent(event)
        self._later.start()

    def _fit(self) -> None:
        """Show all names on one line, the words beside or below; else the name of this one only."""
        gap, way = now().space("xs"), QBoxLayout.Direction
        widths = (max(part.sizeHint().width(), part.minimumWidth()) for part in self._parts)
        every = sum(wide + gap for wide in widths) - gap
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        whole = every <= self.width() - (bar if self._folded else 0)
        self._folded = not whole  # names that come back where a bar goes would bring the bar back
        for part in self._parts:
            part.setVisible(whole or part is self._here)
        first = every if whole else self._here.sizeHint().width()
        beside = first + gap + self._told.sizeHint().width() <= self.width()
        self._line.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def showEvent(self, event: QShowEvent) -> None:
        """Say the step, the first time it is really shown."""
        super().showEvent(event)
        if self._unsaid:
            say(self, self._unsaid)
            self._unsaid = ""
