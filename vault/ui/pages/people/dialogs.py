"""Asks what is to be known of a person, and whether a record is really to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.radios import Radios
from vault.ui.widgets.secret_field import SecretField
from vault.ui.widgets.text import Text

Told = dict[str, Any]


class PersonDialog(Dialog):
    """Name, birth, sex, tie and ground; `submitted` has to call `wrong` or close.

    `told` is what is known, by the same names as `draft`: name, born, sex, tie, ground.
    """

    def __init__(
        self, window: QWidget, title: str, told: Told, submitted: Callable[[Told], None],
        *, holder: bool,
    ) -> None:  # fmt: skip
        super().__init__(window, title)
        self._submitted = submitted
        self.name, self.born = QLineEdit(), QLineEdit()
        self.fields = {
            "name": Field(_("First and last name"), self.name),
            "born": Field(
                _("Date of birth (optional)"), self.born, _("For example 14/05/1979, or 1979.")
            ),
        }
        self.sex = Radios(_("Sex on civil records"), {
            "female": _("Female"), "male": _("Male"), "other": _("Other"),
            "unknown": _("Not stated"),
        }, "unknown")  # fmt: skip
        ties = {
            "child": _("My child"), "parent": _("My parent"), "spouse": _("My partner"),
            "other": _("Somebody else"),
        }  # fmt: skip
        self.tie = Radios(_("This person is:"), {"self": _("Me"), **ties} if holder else ties)
        self.ground = Radios(_("On which ground?"), {
            "agreement": _("I have their agreement"),
            "legal": _("I represent them legally"),
        })  # fmt: skip
        for part in (*self.fields.values(), self.sex, self.tie, self.ground):
            self.body.addWidget(part)
        for field, edit in (("name", self.name), ("born", self.born)):
            edit.setAccessibleIdentifier(f"person.{field}")
        self.tie.chosen.connect(self._turn)
        self.take(told)
        self.add_button("cancel", _("Cancel"))
        self.add_button("go", _("Save"), "primary")
        self.first = self.name
        self.asked.connect(
            lambda key: self._submitted(self.draft()) if key == "go" else self.reject()
        )

    def draft(self) -> Told:
        """Return what was typed and chosen."""
        return {
            "name": self.name.text(), "born": self.born.text(), "sex": self.sex.answer,
            "tie": self.tie.answer, "ground": self.ground.answer,
        }  # fmt: skip

    def take(self, told: Told) -> None:
        """Show what was typed and chosen before."""
        self.name.setText(str(told.get("name", "")))
        self.born.setText(str(told.get("born", "")))
        for radios, key in ((self.sex, "sex"), (self.tie, "tie"), (self.ground, "ground")):
            radios.choose(str(told.get(key, "")))
        self._turn(self.tie.answer)

    def wrong(self, field: str, words: str) -> None:
        """Say what does not fit, where it stands."""
        for name, one in self.fields.items():
            one.show_error(words if name == field else "")
        for name, radios in (("tie", self.tie), ("ground", self.ground)):
            radios.show_error(words if name == field else "")
        if field in self.fields:
            self.fields[field].arrive()

    def _turn(self, tie: str) -> None:
        self.ground.setVisible(tie != "self")


class EraseDialog(Dialog):
    """Asks the first name and the passphrase before a record goes for good."""

    def __init__(self, window: QWidget, first: str, submitted: Callable[[str], None]) -> None:
        super().__init__(window, _("Erase the record of {first}?").format(first=first))
        self._submitted, self._first = submitted, first
        for words in (
            _("Everything in this record is erased: measurements, documents, shares."),
            _("Backups made before still contain this record."),
            _("This cannot be undone."),
        ):
            self.body.addWidget(Text(words, "body"))
        self.name, self.secret = QLineEdit(), SecretField(_("Passphrase"))
        self.name.setAccessibleIdentifier("erase.name")
        self.secret.edit.setAccessibleIdentifier("erase.passphrase")
        self.fields = {
            "name": Field(_("Type the first name to confirm"), self.name),
            "secret": Field(_("Passphrase"), self.secret, inside=self.secret.edit),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.first = self.add_button("keep", _("Keep the record"))
        act = self.add_button("act", _("Erase this record"))
        act.setProperty("on", "error")
        self.asked.connect(lambda key: self._try() if key == "act" else self.reject())

    def wrong(self, field: str, words: str) -> None:
        """Say what does not fit, where it stands."""
        for name, one in self.fields.items():
            one.show_error(words if name == field else "")
        self.fields[field].arrive()

    def _try(self) -> None:
        if self.name.text().strip().casefold() != self._first.casefold():
            self.wrong("name", _("Type this name: {first}").format(first=self._first))
        elif not self.secret.edit.text():
            self.wrong("secret", _("Type your passphrase."))
        else:
            self._submitted(self.secret.edit.text())
