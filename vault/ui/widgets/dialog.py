"""A dialog over the window: a heading that names whose record it writes to, a body, buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vault.ui.theme import Theme, now
from vault.ui.widgets.button import Button, Kind
from vault.ui.widgets.focus_ring import FocusRing
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.text import Text

_SHARE = 0.92  # of the window that a dialog may take


class Dialog(QDialog):
    """Opened with `open()`, never with `exec()`: the lock must be able to close it.

    Put widgets into `body`, buttons with `add_button`. Esc and the window's own cross emit
    `rejected`; Enter acts only where a caller connects it. `first` takes the focus when it opens.
    """

    asked = Signal(str)  # the key of a button

    def __init__(self, window: QWidget, title: str, sentence: str = "") -> None:
        super().__init__(window)
        self.setWindowTitle("Carnet")  # never what is being done, or for whom
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = Heading(title, 1)
        self.setAccessibleName(title)
        self.first: QWidget | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(now().space("m"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(now().space("s"))
        self._buttons.addStretch(1)
        self._none = QWidget(self)
        self._none.hide()
        self._lay(sentence)
        self.ring = FocusRing(self, self._none)

    def add_button(self, key: str, words: str, kind: Kind = "plain") -> Button:
        """Add a button after those that stand; it says its key by `asked`."""
        button = Button(words, kind)
        button.setAccessibleIdentifier(f"dialog.{key}")
        button.clicked.connect(lambda: self.asked.emit(key))
        self._buttons.addWidget(button)
        return button

    def dress(self, _theme: Theme) -> None:
        """Take the width of a theme."""
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the content wants, and give the first field the focus."""
        super().showEvent(event)
        self._fit()
        if (layout := self.layout()) is not None:
            layout.activate()  # else the first field is sought in a body not yet as tall
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press no button by itself."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow with what is shown later: an error under a field."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().event(event)

    def _lay(self, sentence: str) -> None:
        theme = now()
        side, top = theme.space("l"), theme.space("l")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(side, top, side, theme.space("s"))
        column.setSpacing(theme.space("m"))
        column.addWidget(self.heading)
        if sentence:
            column.addWidget(Text(sentence, "body"))
        column.addLayout(self.body)
        column.addStretch(1)
        self._inside, self._area = inside, QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._buttons.setContentsMargins(side, theme.space("s"), side, theme.space("m"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._buttons)

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        widest = round(room.width() * _SHARE)
        buttons = self._buttons.sizeHint().width()
        width = min(widest, max(now().dialog(), buttons))
        inside = self._inside.layout()
        tall = 0
        if inside is not None:  # as without a scroll bar, else the answer changes the question
            margins = inside.contentsMargins()
            tall = inside.heightForWidth(width - margins.left() + margins.right())
        tall = max(tall, self._inside.minimumSizeHint().height())
        height, most = tall + self._buttons.sizeHint().height(), round(room.height() * _SHARE)
        self._make_room(scrolls=height > most)
        self.resize(width, min(most, height))

    def _make_room(self, *, scrolls: bool) -> None:
        """Let fields and buttons end at one edge, whether the body scrolls or not."""
        inside, theme = self._inside.layout(), now()
        if inside is not None:
            side = theme.space("l")
            bar = self._area.verticalScrollBar().sizeHint().width() if scrolls else 0
            inside.setContentsMargins(side, side, max(0, side - bar), theme.space("s"))
