"""Asks the passphrase again, in a dialog, and hands it over once it was right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.i18n import _
from vault.ui.asking import Ask
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.secret_field import SecretField
from vault.usecases import unlocking
from vault.usecases.session import Session
from vault.wording.errors import sentence


class SecretDialog(Dialog):
    """One field; what was typed leaves the dialog only by `then`, and is never kept."""

    def __init__(
        self, window: QWidget, title: str, session: Session, ask: Ask, then: Callable[[str], None]
    ) -> None:
        super().__init__(window, title)
        self._session, self._ask, self._then = session, ask, then
        self.secret = SecretField(_("Passphrase"))
        self.field = Field(
            _("Passphrase"), self.secret, _("It confirms that it is really you."),
            inside=self.secret.edit,
        )  # fmt: skip
        self.body.addWidget(self.field)
        self.add_button("cancel", _("Cancel"))
        self._go = self.add_button("go", _("Continue"), "primary")
        self.first = self.secret.edit
        self.asked.connect(lambda key: self._try() if key == "go" else self.reject())
        self.secret.edit.returnPressed.connect(self._try)

    def _try(self) -> None:
        typed = self.secret.edit.text()
        if not typed:
            self.field.show_error(_("Type your passphrase."))
            return
        self._go.setEnabled(False)
        session = self._session
        self._ask(lambda: unlocking.ask_again(session, typed), lambda _none: self._right(typed),
                  self._wrong)  # fmt: skip

    def _right(self, typed: str) -> None:
        self.secret.edit.clear()
        self.accept()
        self._then(typed)

    def _wrong(self, error: VaultError) -> None:
        self._go.setEnabled(True)
        self.field.show_error(sentence(error))
        self.secret.edit.selectAll()
        self.secret.edit.setFocus()
