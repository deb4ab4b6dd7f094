"""The dialog that adds a catalogue: its keys to compare, and its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.panel import Pairs


class AddCatalogue(Dialog):
    """A catalogue is believed because a person compared its keys: nobody else vouches for it."""

    def __init__(self, window: QWidget, catalogue: str, fingerprints: Sequence[str]) -> None:
        super().__init__(
            window, _("Add a catalogue"),
            _("Compare each fingerprint with the one that its publisher gave you another way."),
        )  # fmt: skip
        prints = [(_("Fingerprint of its key"), one) for one in fingerprints]
        self.body.addWidget(Pairs([(_("Catalogue"), catalogue), *prints]))
        self.address = QLineEdit()
        self.field = Field(_("Address of the catalogue"), self.address, "https://")
        self.body.addWidget(self.field)
        self.add_button("cancel", _("Cancel"))
        self.add_button("add", _("They are the same: add"), "primary")
        self.first = self.address
        self.asked.connect(self._answered)
        self._then: Callable[[str], None] = lambda _address: None

    def put(self, then: Callable[[str], None]) -> None:
        """Open it; `then` takes the address."""
        self._then = then
        self.open()

    def _answered(self, key: str) -> None:
        address = self.address.text().strip()
        if key == "cancel":
            self.reject()
        elif not address:
            self.field.show_error(_("Type the address of the catalogue."))
            self.field.arrive()
        else:
            self.accept()
            self._then(address)
