"""The dialogs that change how a carnet is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from vault.errors import VaultError
from vault.i18n import _
from vault.ui.theme import now
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.secret_field import SecretField
from vault.ui.widgets.text import Text
from vault.wording.errors import sentence


class PassphraseDialog(Dialog):
    """Asks the old passphrase, and the new one twice; `submitted` has to call `wrong` or close."""

    def __init__(self, window: QWidget, submitted: Callable[[str, str], None]) -> None:
        super().__init__(window, _("Change the passphrase"))
        self._submitted = submitted
        self.old, self.new, self.again = (
            SecretField(words) for words in
            (_("Passphrase now"), _("New passphrase"), _("New passphrase, again"))
        )  # fmt: skip
        self.fields = {
            "old": Field(_("Passphrase now"), self.old, inside=self.old.edit),
            "new": Field(
                _("New passphrase"), self.new, _("A few unrelated words are easy to remember."),
                inside=self.new.edit,
            ),
            "again": Field(_("New passphrase, again"), self.again, inside=self.again.edit),
        }  # fmt: skip
        for key, field in self.fields.items():
            field.control.setAccessibleIdentifier(f"passphrase.{key}")
            self.body.addWidget(field)
        self.body.addWidget(Text(_("Old backups open with the old passphrase."), "small"))
        self.add_button("cancel", _("Cancel"))
        self._go = self.add_button("go", _("Change the passphrase"), "primary")
        self.first = self.old.edit
        self.asked.connect(lambda key: self._try() if key == "go" else self.reject())

    def wrong(self, field: str, error: VaultError) -> None:
        """Say under a field what does not fit."""
        self._go.setEnabled(True)
        self.fields[field].show_error(sentence(error))
        self.fields[field].arrive()

    def _try(self) -> None:
        for field in self.fields.values():
            field.show_error("")
        empty = [key for key, one in zip(self.fields, self._edits(), strict=True) if not one]
        if empty:
            self.fields[empty[0]].show_error(_("Type your passphrase."))
            self.fields[empty[0]].arrive()
        elif self.new.edit.text() != self.again.edit.text():
            self.fields["again"].show_error(_("It differs from the one above."))
            self.fields["again"].arrive()
        else:
            self._go.setEnabled(False)
            self._submitted(self.old.edit.text(), self.new.edit.text())

    def _edits(self) -> tuple[str, str, str]:
        return self.old.edit.text(), self.new.edit.text(), self.again.edit.text()


class SheetDialog(Dialog):
    """Shows the words of a new recovery sheet, this once; says "save" or "done"."""

    def __init__(self, window: QWidget, words: Sequence[str]) -> None:
        super().__init__(
            window, _("Your new recovery sheet"),
            _("Write these words down or save the sheet. They are never shown again."),
        )  # fmt: skip
        numbered = "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1))
        shown = Text(numbered, "strong")
        shown.setAccessibleName(_("The 13 words: {words}").format(words=", ".join(words)))
        self.body.addWidget(shown)
        self.body.addWidget(Text(_("The old sheet no longer opens this carnet."), "small"))
        self.first = self.add_button("save", _("Save the sheet"))
        self.add_button("done", _("I have kept it"), "primary")
        self.asked.connect(lambda key: self.accept() if key == "done" else None)


class WordsDialog(Dialog):
    """Asks the 13 words back; `submitted` has to call `wrong` or close."""

    def __init__(self, window: QWidget, submitted: Callable[[str], None]) -> None:
        super().__init__(window, _("Check the sheet"))
        self._submitted, self.edit = submitted, QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(now().size("field") * 2)
        self.field = Field(
            _("The 13 words of the sheet"), self.edit, _("With a space between two words.")
        )
        self.body.addWidget(self.field)
        self.add_button("cancel", _("Cancel"))
        self.add_button("go", _("Check the sheet"), "primary")
        self.first = self.edit
        self.asked.connect(self._answered)

    def wrong(self, error: VaultError) -> None:
        """Say that these are not the words."""
        self.field.show_error(sentence(error))
        self.field.arrive()

    def _answered(self, key: str) -> None:
        if key == "go":
            self._submitted(self.edit.toPlainText())
        else:
            self.reject()
