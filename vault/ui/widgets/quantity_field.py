"""A number that is typed: comma or point, every digit kept, arrows step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from vault.formatting import decimal
from vault.record.numbers import number

_FIGURES: Final = 14  # with the margins of the field
_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class QuantityEdit(QLineEdit):
    """Takes a number as it is typed and keeps every digit; ↑ and ↓ step in the last decimal.

    `decimals` is how finely an empty field, or one with fewer decimals, steps.
    """

    def __init__(self, decimals: int = 0) -> None:
        super().__init__()
        self._decimals = decimals

    def sizeHint(self) -> QSize:
        """Ask for the room of a number, not of a sentence."""
        wanted = super().sizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * _FIGURES, wanted.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows; every other key types."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        try:
            value = number(self.text())
        except ValueError:
            return
        exponent = value.as_tuple().exponent
        places = max(self._decimals, -exponent if isinstance(exponent, int) else 0)
        self.setText(decimal(max(Decimal(0), value + Decimal(by).scaleb(-places))))
        self.textEdited.emit(self.text())


def labelled(label: str, units: Sequence[tuple[str, str]]) -> str:
    """Put the unit behind a label where there is only one: “Value (kg)”."""
    if len(units) == 1 and units[0][1]:
        return f"{label} ({units[0][1]})"
    return label
