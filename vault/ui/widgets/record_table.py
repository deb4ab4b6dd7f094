"""A table of a record: headings that sort, rows that are gone through with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableView,
)

from vault.i18n import _
from vault.ui import clipboard
from vault.ui.theme import Theme, now
from vault.ui.voice import say
from vault.ui.widgets.record_painting import RowPainter, side
from vault.ui.widgets.record_rows import Column, Index, Line, Rows

__all__ = ("Column", "Line", "RecordTable")
Key = Qt.Key
_ENTER: Final = {Key.Key_Return, Key.Key_Enter}
_PLAIN: Final = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_WIDEST: Final = 26  # times the height of the text, for one column; longer words end in "…"
_NARROWEST: Final = 200
_MEASURED: Final = 500  # rows looked at for the widths
_Flag: Final = QItemSelectionModel.SelectionFlag


class RecordTable(QTableView):
    """Shows lines under headings; at most `most` rows high, then it scrolls inside itself.

    Enter or a double click says `opened`, F2 `edited`, I `traced` (where does this come from),
    Del `deleted` with the keys selected, Menu, Shift+F10 or a right click `menued` with a place on
    the screen, another of the `letters` that the caller wants `typed` with the key of the row.
    Space selects, or ticks where rows have a tick (`ticked`). Ctrl+C copies the rows selected as
    text, S sorts by the column one is in.
    """

    opened = Signal(str)
    edited = Signal(str)
    traced = Signal(str)
    deleted = Signal(tuple)
    menued = Signal(str, QPoint)
    typed = Signal(str, str)
    ticked = Signal(str, bool)
    picked = Signal(tuple)  # the keys selected, each time they change

    def __init__(
        self, named: str, columns: Sequence[Column], *, most: int = 12, letters: str = ""
    ) -> None:
        super().__init__()
        self.rows, self._most, self._letters = Rows(columns), most, letters
        self._said = ""
        self.setModel(self.rows)
        self.setAccessibleName(named)
        self.setItemDelegate(RowPainter(self))
        self._behave()
        self.rows.ticked.connect(self.ticked)
        self.rows.layoutChanged.connect(self._sorted)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index.row())))
        self.selectionModel().selectionChanged.connect(lambda: self.picked.emit(self.selected))
        self.dress(now())

    @property
    def selected(self) -> tuple[str, ...]:
        """Return the keys of the rows selected, from top to bottom."""
        return tuple(self._key(row) for row in self._selected())

    @property
    def current(self) -> str:
        """Return the key of the row that has the keyboard, "" if none has."""
        row = self.currentIndex().row()
        return self._key(row) if row >= 0 else ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the row that has the keyboard keeps it if it is still there."""
        kept, column = self.current, max(0, self.currentIndex().column())
        self.rows.show_lines(lines)
        if (row := self.rows.row_of(kept)) >= 0:
            index = self.rows.index(row, column)
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self._fit()
        self.updateGeometry()

    def go_to(self, key: str) -> None:
        """Put the keyboard on a row."""
        if (row := self.rows.row_of(key)) >= 0:
            self.executeDelayedItemsLayout()
            self.setCurrentIndex(self.rows.index(row, 0))

    def dress(self, theme: Theme) -> None:
        """Take the fonts and the row height of a theme."""
        self.setFont(theme.font("body"))
        self.horizontalHeader().setFont(theme.font("small", "semibold"))
        self.horizontalHeader().setMinimumHeight(theme.size("nav_item"))
        self.verticalHeader().setDefaultSectionSize(theme.size("nav_item"))
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for the headings and the rows, up to the most."""
        rows = max(1, min(self._most, self.rows.rowCount()))
        line = 2 * self.frameWidth() + self.horizontalScrollBar().sizeHint().height()
        head = max(self.horizontalHeader().sizeHint().height(), now().size("nav_item"))
        return QSize(_NARROWEST, head + rows * self._row() + line)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: a page scrolls, its tables are never squeezed."""
        return self.sizeHint()

    def ring_area(self) -> QRect:
        """Return the current row, which has the keyboard."""
        port, row = self.viewport().geometry(), self.currentIndex().row()
        if row < 0:
            return self.rect()
        top = port.top() + self.rowViewportPosition(row)
        return QRect(port.left(), top, port.width(), self._row()).intersected(port)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row; nothing is selected by arriving."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.selectionModel().setCurrentIndex(self.rows.index(0, 0), _Flag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the actions of a row."""
        byhand = event.reason() != QContextMenuEvent.Reason.Mouse
        index = self.currentIndex() if byhand else self.indexAt(event.pos())
        if index.isValid():
            at = self.visualRect(index).center() if byhand else event.pos()
            self.menued.emit(self._key(index.row()), self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the keys of a row; what is left moves, as Qt does."""
        row, key = self.currentIndex().row(), Key(event.key())
        act = self._act(key) if event.modifiers() in _PLAIN and row >= 0 else None
        letter = event.text().upper()
        if event.matches(QKeySequence.StandardKey.Copy):
            clipboard.copy(self._text())
        elif act is not None:
            act(self._key(row))
        elif row >= 0 and letter and letter in self._letters:
            self.typed.emit(self._key(row), letter)
        else:
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key) -> Callable[[str], None] | None:
        if key in _ENTER:
            return self.opened.emit
        acts: dict[Qt.Key, Callable[[str], None]] = {
            Key.Key_F2: self.edited.emit,
            Key.Key_I: self.traced.emit,
            Key.Key_S: self._sort,
            Key.Key_Space: self._mark,
            Key.Key_Delete: lambda one: self.deleted.emit(self.selected or (one,)),
            Key.Key_Home: lambda _one: self._move(0),
            Key.Key_End: lambda _one: self._move(self.rows.rowCount() - 1),
        }
        return acts.get(key)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)  # Tab leaves; the arrows go on inside
        self.setDragEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _key(self, row: int) -> str:
        return self.rows.lines[row].key

    def _row(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _text(self) -> str:
        rows = self._selected() or [self.currentIndex().row()]
        return "\n".join("\t".join(self.rows.lines[row].cells) for row in rows if row >= 0)

    def _move(self, row: int) -> None:
        self.setCurrentIndex(self.rows.index(row, max(0, self.currentIndex().column())))

    def _clicked(self, index: Index) -> None:
        if index.column() == 0 and self.rows.lines[index.row()].ticked is not None:
            self._mark(self._key(index.row()))

    def _mark(self, key: str) -> None:
        row = self.rows.row_of(key)
        ticked = self.rows.lines[row].ticked
        if ticked is None:
            index = self.rows.index(row, 0)
            self.selectionModel().select(index, _Flag.Toggle | _Flag.Rows)
            return
        other = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self.rows.setData(self.rows.index(row, 0), other, Qt.ItemDataRole.CheckStateRole)

    def _sort(self, _key: str) -> None:
        column, head = max(0, self.currentIndex().column()), self.horizontalHeader()
        orders = Qt.SortOrder
        again = head.sortIndicatorSection() == column
        down = again and head.sortIndicatorOrder() == orders.AscendingOrder
        self.sortByColumn(column, orders.DescendingOrder if down else orders.AscendingOrder)

    def _sorted(self) -> None:
        head = self.horizontalHeader()
        if (column := head.sortIndicatorSection()) >= 0:
            down = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            words = _("Sorted by {column}, descending") if down else _("Sorted by {column}")
            said = words.format(column=self.rows.columns[column].words)
            if said != self._said:  # Qt sorts twice when asked by code
                say(self, said)
            self._said = said

    def _fit(self) -> None:
        """Give each column what its words want, and spare room to those that grow."""
        wants = [self._want(column) for column in range(len(self.rows.columns))]
        spare = self.viewport().width() - sum(wants)
        growing = [n for n, column in enumerate(self.rows.columns) if column.grows]
        growing = growing or [len(wants) - 1]
        for column, want in enumerate(wants):
            more = spare // len(growing) if spare > 0 and column in growing else 0
            self.setColumnWidth(column, want + more)

    def _want(self, column: int) -> int:
        theme = now()
        body, head = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("small", "semibold"))
        cells = [body.horizontalAdvance(li.cells[column]) for li in self.rows.lines[:_MEASURED]]
        arrow = theme.size("icon_small")
        words = head.horizontalAdvance(self.rows.columns[column].words) + arrow
        ticks = column == 0 and any(line.ticked is not None for line in self.rows.lines)
        room = side(ticks=ticks) + side(ticks=False) + 1
        return room + min(_WIDEST * body.height(), max([words, *cells]))
