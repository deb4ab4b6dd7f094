"""« Signaler un problème »: a text about a service to save and pass on oneself; nothing is sent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.text_area import TextArea


class ReportDialog(Dialog):
    """`save` takes the text as it was finished; no health data but what somebody types."""

    def __init__(self, window: QWidget, text: str, save: Callable[[str], object]) -> None:
        super().__init__(
            window, _("Report a problem"),
            _("Carnet prepares a text and sends nothing. You choose whom to give it to."),
        )  # fmt: skip
        self.text = TextArea(text)
        self.text.setAccessibleIdentifier("report.text")
        hint = _("Say what happened. Leave your health data out.")
        self.body.addWidget(Field(_("Text of the report"), self.text, hint))
        self.add_button("cancel", _("Cancel"))
        self.add_button("save", _("Save the text"), "primary")
        self.first = self.text
        self._save = save
        self.asked.connect(self._answered)

    def _answered(self, key: str) -> None:
        if key == "save":
            self._save(self.text.toPlainText())
            self.accept()
        else:
            self.reject()
