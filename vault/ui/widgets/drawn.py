"""A page of parts under each other, drawn whole from each state; the focus stays where it was."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vault.ui.theme import now
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.retired import retire


class DrawnPage(Page):
    """`draw` puts a head and parts in the place of those before."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def draw(self, head: Head, parts: Iterable[QWidget]) -> None:
        """Draw; what carries the identifier of what had the focus has it afterwards."""
        held = QApplication.focusWidget()
        inside = held is not None and self.isAncestorOf(held)
        kept = held.accessibleIdentifier() if held is not None and inside else ""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                retire(widget)
        for part in parts:
            self._column.addWidget(part)
            if self.isVisible():
                part.show()  # not later, as Qt would: no half-built page is ever painted
        self.headed.emit(head)
        if kept:
            self.arrive(kept)

    def arrive(self, identifier: str) -> None:
        """Give the focus to what carries this identifier."""
        for widget in self.findChildren(QWidget):
            if widget.accessibleIdentifier() == identifier:
                widget.setFocus()
                return
