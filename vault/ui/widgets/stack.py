"""Parts under each other, at the distance of cards."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.ui.theme import now


class Stack(QWidget):
    """A column; what is left over stands below."""

    def __init__(self, parts: Iterable[QWidget], gap: str = "card_gap") -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(now().space(gap))
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
