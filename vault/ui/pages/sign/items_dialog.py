"""« Voir » beside a kind: its items, a line each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.sign.exact_dialog import Reading
from vault.ui.pages.sign.state import ItemsState
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.text import Text


class ItemsDialog(Dialog):
    """What leaves of one kind, in words; every field of it is in the exact content."""

    def __init__(self, window: QWidget, state: ItemsState) -> None:
        super().__init__(window, state.name, state.count)
        self.items = Reading(state.name, "\n".join(state.lines))
        self.body.addWidget(self.items)
        self.body.addWidget(
            Text(_("Every field, to the letter, is under “Exact content of the sending”."), "small")
        )
        self.first = self.add_button("close", _("Close"), "primary")
        self.asked.connect(lambda _key: self.accept())
