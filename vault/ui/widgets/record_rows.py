"""The rows of a table: what a state gives, and the model that Qt reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from vault.i18n import _
from vault.ui.theme import now

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_SIDES: Final = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "end": Qt.AlignmentFlag.AlignRight,
}
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; `align` is "end" for numbers; one that `grows` takes spare room."""

    words: str
    align: Literal["start", "end"] = "start"
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the key it is asked for by, a text for each column.

    `order` is what each column sorts by, where the text does not do: an instant, a number; one
    column always holds one type. `ticked` makes a check box in the first column. `ink` is a
    colour of the tokens for the whole row.
    """

    key: str
    cells: tuple[str, ...]
    order: tuple[str | float, ...] = ()
    ticked: bool | None = None
    ink: str = "text"

    def rank(self, column: int) -> str | float:
        """Return what the row is sorted by in a column."""
        return self.order[column] if self.order else self.cells[column].casefold()


class Rows(QAbstractTableModel):
    """Lines under columns; sorting is stable and keeps what the person ticked."""

    ticked = Signal(str, bool)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns, self.lines = tuple(columns), list[Line]()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Take other lines, in the order that the person chose."""
        self.beginResetModel()
        self.lines = list(lines)
        self._order()
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Return where a line stands, -1 if nowhere."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first cell be ticked where its line says so."""
        plain = super().flags(index)
        ticks = index.column() == 0 and self.lines[index.row()].ticked is not None
        return plain | Qt.ItemFlag.ItemIsUserCheckable if ticks else plain

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the words, the side they stand on, their colour, the tick."""
        line, column = self.lines[index.row()], index.column()
        asked: dict[int, Callable[[], object]] = {
            Role.DisplayRole: lambda: line.cells[column],
            Role.ToolTipRole: lambda: line.cells[column],
            Role.AccessibleTextRole: lambda: self._heard(line, column),
            Role.TextAlignmentRole: lambda: _side(self.columns[column]),
            Role.ForegroundRole: lambda: now().colour(line.ink),
            Role.FontRole: lambda: now().font("body"),
            Role.CheckStateRole: lambda: _tick(line) if column == 0 else None,
        }
        return asked[role]() if role in asked else None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Tick, or untick."""
        line = self.lines[index.row()]
        if role != Role.CheckStateRole or line.ticked is None:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.lines[index.row()] = replace(line, ticked=on)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit(line.key, on)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Role.DisplayRole | Role.AccessibleTextRole:
                return self.columns[section].words
            case Role.TextAlignmentRole:
                return _side(self.columns[section])
            case Role.FontRole:
                return now().font("small", "semibold")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the lines in the order of a column; -1 leaves them as they came."""
        self.layoutAboutToBeChanged.emit()
        before = [line.key for line in self.lines]
        self._sorted = (column, order) if column >= 0 else None
        self._order()
        after = {line.key: row for row, line in enumerate(self.lines)}
        for index in self.persistentIndexList():
            there = self.index(after[before[index.row()]], index.column())
            self.changePersistentIndex(index, there)
        self.layoutChanged.emit()

    def _heard(self, line: Line, column: int) -> str:
        words = line.cells[column] or self.columns[column].words  # an empty cell: its heading
        if column or line.ticked is None:
            return words
        state = _("ticked") if line.ticked else _("not ticked")
        return f"{words}, {state}"

    def _order(self) -> None:
        if self._sorted is None:
            return
        column, order = self._sorted
        down = order == Qt.SortOrder.DescendingOrder
        self.lines.sort(key=lambda line: _comparable(line.rank(column)), reverse=down)


def _side(column: Column) -> Qt.AlignmentFlag:
    return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter


def _tick(line: Line) -> Qt.CheckState | None:
    if line.ticked is None:
        return None
    return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked


def _comparable(rank: str | float) -> tuple[bool, float, str]:
    """Let a text stand among numbers: an unknown value, after them."""
    return (True, 0.0, rank) if isinstance(rank, str) else (False, rank, "")
