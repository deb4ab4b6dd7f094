"""What the page that stands is for, said on request."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.text import Text


class HelpDialog(Dialog):
    """The help of a page, the keys that always act, and the way to all of them."""

    def __init__(self, window: QWidget, told: str, all_keys: Callable[[], None]) -> None:
        super().__init__(window, _("What is this page for?"))
        if told:
            self.body.addWidget(Text(told, "body"))
        for words in (
            _("Tab goes from one control to the next, F6 from one part of the window to the next."),
            _("The arrow keys move inside a list, Enter opens."),
            _("Ctrl+L locks the carnet at once."),
        ):
            self.body.addWidget(Text(words, "body"))
        self.add_button("keys", _("Keyboard shortcuts"))
        self.first = self.add_button("close", _("Close"), "primary")
        self._all_keys = all_keys
        self.asked.connect(self._answered)

    def _answered(self, key: str) -> None:
        self.accept()
        if key == "keys":
            self._all_keys()
