"""One line of the history, whole."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.history.state import Detail
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.facts import FactList, Folded


class DetailDialog(Dialog):
    """Says `undo` when the import of the line is to be taken back."""

    def __init__(self, window: QWidget, detail: Detail) -> None:
        super().__init__(window, detail.title)
        self.body.addWidget(FactList(detail.facts))
        self.body.addWidget(Folded(_("Technical details"), FactList(detail.technical)))
        if detail.undo:
            self.add_button("undo", _("Undo this import"))
        close = self.add_button("close", _("Close"))
        self.first = close
        self.asked.connect(lambda key: self.accept() if key == "close" else None)
