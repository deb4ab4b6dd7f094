"""A page or a picture, as wide as there is room."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel


class Drawn(Protocol):
    """Rows of `stride` bytes, three a pixel, blue green red."""

    @property
    def width(self) -> int:
        """Return the pixels of a row."""
        ...

    @property
    def height(self) -> int:
        """Return the number of rows."""
        ...

    @property
    def stride(self) -> int:
        """Return the bytes of a row."""
        ...

    @property
    def body(self) -> bytes:
        """Return all rows."""
        ...


def drawn(page: Drawn) -> QImage:
    """Make a picture of a page; the bytes may go before it does."""
    kind = QImage.Format.Format_BGR888
    return QImage(page.body, page.width, page.height, page.stride, kind).copy()


class SheetView(QLabel):
    """A picture that keeps its shape, never wider than it was drawn; `named` is what it shows."""

    def __init__(self, image: QImage, named: str) -> None:
        super().__init__()
        self._whole = QPixmap.fromImage(image)
        self.setAccessibleName(named)
        self.setMinimumWidth(1)
        self.setObjectName("sheet")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def hasHeightForWidth(self) -> bool:
        """Keep the shape of the page."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the page in a width."""
        shown = min(width, self._whole.width())
        return round(shown * self._whole.height() / max(1, self._whole.width()))

    def sizeHint(self) -> QSize:
        """Ask for the page as it was drawn."""
        return self._whole.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page in the new width."""
        super().resizeEvent(event)
        width = min(event.size().width(), self._whole.width())
        smooth = Qt.TransformationMode.SmoothTransformation
        self.setPixmap(self._whole.scaledToWidth(max(1, width), smooth))
