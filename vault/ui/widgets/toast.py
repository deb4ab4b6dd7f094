"""A sentence at the bottom of the window, with the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QWidget,
)

from vault.i18n import _
from vault.ui.theme import now, tokens
from vault.ui.voice import about, say
from vault.ui.widgets.button import Button
from vault.ui.widgets.text import Text


class Toast(QFrame):
    """Shown for 8 seconds, longer while the pointer or the focus is on it.

    It lies over the widget that owns it and follows its size. It fades in, unless `calm`.
    """

    undone = Signal()
    stayed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner, self.calm, self._kept = owner, True, False
        self._words, self.undo = Text("", "body"), Button(_("Undo"), "text")
        self.undo.clicked.connect(self._take_back)
        self._line = line = QHBoxLayout(self)
        side, top = now().space("m"), now().space("xxs")
        line.setContentsMargins(side, top, now().space("xs"), top)
        line.setSpacing(now().space("s"))
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.undo)
        self._clock = QTimer(self, singleShot=True, interval=tokens()["motion"]["toast_ms"])
        self._clock.timeout.connect(self._leave)
        owner.installEventFilter(self)
        self.hide()

    def tell(self, words: str, *, undo: bool = True) -> None:
        """Show a sentence and say it; the one before goes. Without `undo` it has no button."""
        self._kept = False
        self.undo.setText(_("Undo"))
        self._put(words, button=undo)
        say(self, words)
        self._clock.start()

    def warn(self, words: str, act: str) -> None:
        """Show what must be seen until it is over, with one act, and interrupt to say it."""
        self._kept = True
        self._clock.stop()
        self.undo.setText(act)
        self._put(words, button=True)
        say(self, words, urgent=True)

    @property
    def warns(self) -> bool:
        """True while a warning stands."""
        return self._kept and self.isVisible()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to count again."""
        super().leaveEvent(event)
        if not self._kept:
            self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the owner."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lie()
        return super().eventFilter(watched, event)

    def _put(self, words: str, *, button: bool) -> None:
        self._words.setText(words)
        self.undo.setVisible(button)
        self.undo.setAccessibleName(about(self.undo.text(), words))
        self._lie()
        if not (self.calm or self.isVisible()):
            self._fade()
        self.show()
        self.raise_()

    def _fade(self) -> None:
        veil = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(veil)
        moved = QPropertyAnimation(veil, b"opacity", self)
        moved.setDuration(tokens()["motion"]["toast_fade_ms"])
        moved.setStartValue(0.0)
        moved.setEndValue(1.0)
        moved.finished.connect(lambda: self.setGraphicsEffect(None))  # type: ignore[arg-type]
        moved.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def _lie(self) -> None:
        owner, gap = self._owner, now().space("l")
        self._words.setWordWrap(False)  # a wrapping label asks for less than its words need
        width = min(self._line.totalSizeHint().width(), owner.width() - 2 * gap)
        self._words.setWordWrap(self._line.totalSizeHint().width() > width)
        least = self._line.totalMinimumSize().height()
        height = max(self._line.totalHeightForWidth(width), least)
        self.setGeometry((owner.width() - width) // 2, owner.height() - height - gap, width, height)

    def _leave(self) -> None:
        if self.isAncestorOf(QApplication.focusWidget() or self._owner):
            self._clock.start()
        else:
            self.hide()

    def _take_back(self) -> None:
        self.hide()
        (self.stayed if self._kept else self.undone).emit()
