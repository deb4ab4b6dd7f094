"""A card with a heading over its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.ui.theme import now
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.text import Text, breakable


class Panel(Card):
    """Rows with rules between them; `right` stands beside the heading."""

    def __init__(
        self, title: str, rows: Sequence[QWidget], right: QWidget | None = None, note: str = ""
    ) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.addWidget(Heading(title, 2), 1)
        if right is not None:
            line.addWidget(right, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)
        if note:
            self.body.addWidget(Text(note, "small"))
        for number, row in enumerate(rows):
            if number:
                self.body.addWidget(Rule())
            self.body.addWidget(row)


class Pairs(QWidget):
    """Small labels with what is said under each."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("s"))
        for label, words in pairs:
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(Text(label, "small"))
            both.addWidget(Text(breakable(words), "body"))
            column.addLayout(both)
