"""A file dragged over the window: an overlay says into whose record it would go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.theme import now
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text


class DropZone(QFrame):
    """Lies over a window while files are dragged over it; it says what was `dropped`.

    Nothing is taken while `first`, the name of the person on screen, is empty: before unlocking.
    """

    dropped = Signal(list)  # of Path

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self.first = window, ""
        self._words = Text("", "title")
        middle = Qt.AlignmentFlag.AlignCenter
        self._words.setAlignment(middle)
        column = QVBoxLayout(self)
        column.setSpacing(now().space("m"))
        column.addStretch(1)
        column.addWidget(Mark("import", "primary", "avatar_large"), alignment=middle)
        column.addWidget(self._words)
        column.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is dragged over the window."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            assert isinstance(event, QDropEvent | QDragEnterEvent)
            return self._over(event)
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        if kind == QEvent.Type.DragLeave:
            self.hide()
        if kind == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _over(self, event: QDropEvent) -> bool:
        if not (self.first and _files(event)):
            event.ignore()
            return True
        said = _("Drop here to import into {first}’s record")
        self._words.setText(said.format(first=self.first))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        event.acceptProposedAction()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        if self.first and (found := _files(event)):
            event.acceptProposedAction()
            self.dropped.emit(found)
        return True


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
