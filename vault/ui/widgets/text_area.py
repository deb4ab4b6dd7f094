"""Several lines of text."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from vault.ui.theme import Theme, now

_LINES: Final = 3


class TextArea(QPlainTextEdit):
    """Plain text over some lines; Tab leaves it. Put it into a `Field`."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the font of a theme, and room for some lines of it."""
        font = theme.font("body")
        self.setFont(font)
        high = QFontMetrics(font).lineSpacing() * _LINES + 2 * theme.space("s")
        self.setFixedHeight(max(high, theme.size("field")))
