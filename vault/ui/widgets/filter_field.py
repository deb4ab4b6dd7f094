"""The field above a list that keeps only what has some words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from vault.i18n import _
from vault.ui.theme import Theme, now


class FilterField(QLineEdit):
    """`named` says what is filtered; Ctrl+F leads here, `textChanged` says the words."""

    def __init__(self, named: str) -> None:
        super().__init__()
        self.setAccessibleName(named)
        self.setAccessibleIdentifier("filter")
        self.setPlaceholderText(_("Filter"))
        self.setClearButtonEnabled(False)  # it takes no focus; Esc empties the field
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the font and the least height of a theme."""
        self.setFont(theme.font("body"))
        self.setMinimumHeight(theme.size("field"))

    def arrive(self) -> None:
        """Take the focus with what stands selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
