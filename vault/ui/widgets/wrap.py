"""Small things beside each other that go to the next line where there is no room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from vault.ui.theme import Theme, now


class _Flow(QLayout):
    """A layout whose height follows its width."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        wide = sum(item.sizeHint().width() + self._gap for item in shown)
        tall = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(max(0, wide - self._gap), tall)

    def minimumSize(self) -> QSize:
        wide = max((item.minimumSize().width() for item in self._items), default=0)
        tall = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(wide, tall)

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        """Place each thing; return the height that they take."""
        left, top, line = rect.x(), rect.y(), list[tuple[QLayoutItem, QSize, int]]()
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint()
            if line and left + size.width() > rect.right() + 1:
                top += _place(line, top, moves=moves) + self._gap
                left, line = rect.x(), []
            line.append((item, size, left))
            left += size.width() + self._gap
        return top + _place(line, top, moves=moves) - rect.y()


def _place(line: list[tuple[QLayoutItem, QSize, int]], top: int, *, moves: bool) -> int:
    tall = max((size.height() for _item, size, _left in line), default=0)
    for item, size, left in line if moves else ():
        item.setGeometry(QRect(QPoint(left, top + (tall - size.height()) // 2), size))
    return tall


class Wrap(QWidget):
    """A line of chips and buttons."""

    def __init__(self, parts: Iterable[QWidget]) -> None:
        super().__init__()
        line = _Flow(now().space("xs"))
        self.setLayout(line)
        for part in parts:
            line.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Chips(QWidget):
    """Chips at the end of a row: under each other where text is large."""

    def __init__(self, chips: Iterable[QWidget]) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(now().space("xs"))
        for chip in chips:
            self._line.addWidget(chip, alignment=Qt.AlignmentFlag.AlignRight)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Lay them out at the scale of a theme."""
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if theme.scale < _LARGE else way.TopToBottom)


_LARGE = 1.5
