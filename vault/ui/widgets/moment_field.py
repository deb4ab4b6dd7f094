"""A day and a time, typed; one button takes the present."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.theme import now as theme_now
from vault.ui.widgets.button import Button
from vault.ui.widgets.field import Field
from vault.ui.widgets.fold import Fold


class MomentField(QWidget):
    """Two fields and « Now »; `present` gives the texts of the present day and time."""

    edited = Signal()

    def __init__(self, day: str, at: str, present: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self._present = present
        self._day, self._at = QLineEdit(day), QLineEdit(at)
        self._day.setAccessibleIdentifier("moment.day")
        self._at.setAccessibleIdentifier("moment.time")
        self.day = Field(_("Date"), self._day, _("day/month/year"))
        self.at = Field(_("Time"), self._at, _("for example 07:12"))
        self.button = Button(_("Now"), "text")
        self.button.setAccessibleIdentifier("moment.now")
        self.button.clicked.connect(self._take)
        for edit in (self._day, self._at):
            edit.textEdited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme_now().space("xxs"))
        column.addWidget(Fold(theme_now().space("m"), self.day, self.at, grows=0, top=True))
        column.addWidget(self.button)

    @property
    def texts(self) -> tuple[str, str]:
        """Return the day and the time as they were typed."""
        return self._day.text(), self._at.text()

    def put(self, day: str, at: str) -> None:
        """Show another day and time."""
        self._day.setText(day)
        self._at.setText(at)

    def _take(self) -> None:
        self.put(*self._present())
        self.edited.emit()
