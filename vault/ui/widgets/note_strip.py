"""A strip above every page: a sentence that concerns the whole window, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from vault.ui.theme import now
from vault.ui.voice import about, say
from vault.ui.widgets.button import Button
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text


class NoteStrip(QFrame):
    """Says the key of the button that was pressed; `acts` are keys with their words."""

    acted = Signal(str)

    def __init__(self, words: str, acts: Mapping[str, str], *, icon: str = "note") -> None:
        super().__init__()
        self._unsaid = words
        theme = now()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space("page_side"), 0, theme.space("page_side"), 0)
        line.setSpacing(theme.space("xs"))
        line.addWidget(Mark(icon, "info"), alignment=Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Text(words, "body"), 1)
        for key, act in acts.items():
            button = Button(act, "text", says=about(act, words))
            button.setProperty("on", "note")
            button.setAccessibleIdentifier(f"note.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.acted.emit(key))
            line.addWidget(button)

    def showEvent(self, event: QShowEvent) -> None:
        """Say it, the first time it is really shown."""
        super().showEvent(event)
        if self._unsaid:
            say(self, self._unsaid)
            self._unsaid = ""
