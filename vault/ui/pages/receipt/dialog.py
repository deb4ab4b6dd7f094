"""What the service signed when it received a sending, to be kept as a file or on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.receipt.state import ReceiptState
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.panel import Pairs
from vault.ui.widgets.text import Text


class ReceiptDialog(Dialog):
    """Says `save`, `print` or `close`."""

    def __init__(self, window: QWidget, state: ReceiptState) -> None:
        super().__init__(window, _("Signed receipt"), state.sentence)
        self.body.addWidget(Pairs(state.facts))
        if state.rejected:
            self.body.addWidget(Text(state.rejected, "body"))
        self.body.addWidget(Text(_("This file can be read by anyone who has it."), "small"))
        self.add_button("save", _("Save as PDF"))
        self.add_button("print", _("Print"))
        self.first = self.add_button("close", _("Close"), "primary")
