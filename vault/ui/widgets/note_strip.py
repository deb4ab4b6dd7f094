"""A strip above every page: a sentence that concerns the whole window, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from vault.ui.theme import now
from vault.ui.voice import about, say
from vault.ui.widgets.button import Button
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Wrap

_WORDS: Final = 320  # px of words that stand beside the buttons


class NoteStrip(QFrame):
    """Says the key of the button that was pressed; `acts` are keys with their words."""

    acted = Signal(str)

    def __init__(self, words: str, acts: Mapping[str, str], *, icon: str = "note") -> None:
        super().__init__()
        self._unsaid = words
        theme = now()
        line = QHBoxLayout(self)
        side, top = theme.space("page_side"), theme.space("xxs")
        line.setContentsMargins(side, top, side, top)
        line.setSpacing(theme.space("xs"))
        line.addWidget(Mark(icon, "info"), alignment=Qt.AlignmentFlag.AlignVCenter)
        buttons = list[Button]()
        for key, act in acts.items():
            button = Button(act, "text", says=about(act, words))
            button.setProperty("on", "note")
            button.setAccessibleIdentifier(f"note.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.acted.emit(key))
            buttons.append(button)
        least = round(_WORDS * theme.scale)
        line.addWidget(
            Fold(theme.space("xs"), Text(words, "body"), Wrap(buttons), grows=0, least=least), 1
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Say it, the first time it is really shown."""
        super().showEvent(event)
        if self._unsaid:
            say(self, self._unsaid)
            self._unsaid = ""
