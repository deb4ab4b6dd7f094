"""Rows to tick, heard as one tree: one tab stop, arrows inside, Right opens and Left closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.ui.theme import now
from vault.ui.widgets.card import Rule
from vault.ui.widgets.tick import Tick

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TickList(QWidget):
    """`rows` by key; `below` are rows that belong to another one and are closed at first."""

    turned = Signal(str)

    def __init__(
        self, named: str, rows: Mapping[str, Tick], below: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName(named)
        self._rows, self._below = dict(rows), dict(below or {})
        hidden = {key for keys in self._below.values() for key in keys}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, (key, row) in enumerate(self._rows.items()):
            if number and key not in hidden:
                column.addWidget(Rule())
            if key in hidden:
                row.setContentsMargins(now().space("xl"), 0, 0, 0)
            column.addWidget(row)
            row.setVisible(key not in hidden)
            row.installEventFilter(self)
            row.clicked.connect(lambda _on=False, key=key: self.turned.emit(key))
        self._stop_at(self._first())

    def open(self, key: str) -> None:
        """Show the rows below a row."""
        for below in self._below.get(key, ()):
            self._rows[below].show()

    def close_below(self, key: str) -> None:
        """Hide them again."""
        for below in self._below.get(key, ()):
            self._rows[below].hide()

    def opened(self) -> frozenset[str]:
        """Return the rows whose rows below are shown."""
        return frozenset(
            key for key, keys in self._below.items() if keys and not self._rows[keys[0]].isHidden()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, which the rows leave to us."""
        shown = [row for row in self._rows.values() if not row.isHidden()]
        here = [row for row in shown if row.hasFocus()]
        key = Qt.Key(event.key())
        if not here:
            super().keyPressEvent(event)
        elif step := _STEPS.get(key):
            at = shown.index(here[0]) + step
            if 0 <= at < len(shown):
                self._go(shown[at])
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            name = next(name for name, row in self._rows.items() if row is here[0])
            self.open(name) if key == Qt.Key.Key_Right else self.close_below(name)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the tab stop where the focus was last."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Tick):
            self._stop_at(watched)
        return super().eventFilter(watched, event)

    def _go(self, row: Tick) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if row.autoExclusive() and not row.isChecked():
            row.click()

    def _first(self) -> Tick | None:
        chosen = [r for r in self._rows.values() if r.autoExclusive() and r.isChecked()]
        return next(iter(chosen or self._rows.values()), None)

    def _stop_at(self, here: Tick | None) -> None:
        policy = Qt.FocusPolicy
        for row in self._rows.values():
            row.setFocusPolicy(policy.StrongFocus if row is here else policy.ClickFocus)
