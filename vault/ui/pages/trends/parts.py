"""Small pieces of the trends page: rows, columns, a row that folds, the choice of the period."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from vault.i18n import _
from vault.trends.calendar import Period
from vault.ui.theme import now
from vault.ui.widgets.button import Button
from vault.ui.widgets.choice import Choice

Margins = tuple[int, int, int, int]
FLAT: Margins = (0, 0, 0, 0)
UNBOUNDED = 16_777_215  # Qt's own largest width


Child = QWidget | int  # an int is a stretch


def column(margins: Margins, spacing: int, *children: Child) -> QFrame:
    """Put widgets under each other."""
    return _framed(QVBoxLayout(), margins, spacing, children)


def row(margins: Margins, spacing: int, *children: Child) -> QFrame:
    """Put widgets beside each other."""
    return _framed(QHBoxLayout(), margins, spacing, children)


def _framed(
    layout: QBoxLayout, margins: Margins, spacing: int, children: Sequence[Child]
) -> QFrame:
    frame = QFrame()
    frame.setLayout(layout)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for child in children:
        if isinstance(child, int):
            layout.addStretch(child)
        else:
            layout.addWidget(child)
    return frame


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def kept(holder: QWidget) -> Callable[[], None]:
    """Remember which control inside has the focus; return what gives it back to its successor."""
    held = QApplication.focusWidget()
    name = held.accessibleIdentifier() if held is not None and holder.isAncestorOf(held) else ""

    def again() -> None:
        for widget in holder.findChildren(QWidget):
            if name and widget is not held and widget.accessibleIdentifier() == name:
                widget.setFocus()

    return again


def arrow(icon: str, says: str) -> Button:
    """Make a framed button that shows an icon only."""
    made = Button("", "plain", icon=icon, says=says)
    made.setProperty("bare", "true")
    made.setToolTip(says)
    return made


class Periods(Choice):
    """The choice of the period; after a zoom none is marked."""

    def __init__(self) -> None:
        names: dict[str, str] = {
            "week": _("Week"),
            "month": _("Month"),
            "quarter": _("3 months"),
            "year": _("Year"),
            "all": _("All"),
        }
        super().__init__(_("Period"), names, "quarter")
        self.buttons = dict(zip(names, self._group.buttons(), strict=True))

    def show_period(self, period: Period | None) -> None:
        """Mark the period shown, without asking for it again."""
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for known, made in self.buttons.items():
            made.setAutoExclusive(False)
            made.setChecked(known == period)
            made.setAutoExclusive(True)
        self._group.setExclusive(True)
        self._group.blockSignals(False)
        self.dress(now())
