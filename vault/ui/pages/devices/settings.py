"""The settings of a device: how it is called, and for whom it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from vault.i18n import _
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick


class SettingsDialog(Dialog):
    """Says `save`; `name` and `whose` are what stands in it."""

    def __init__(
        self, window: QWidget, called: str, people: Sequence[tuple[str, str]],
        whose: Sequence[str], slots: Mapping[int, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(window, _("Settings of {device}").format(device=called))
        self._name = QLineEdit(called)
        self._name.setAccessibleIdentifier("device.name")
        self.body.addWidget(Field(_("Name"), self._name))
        self.body.addWidget(Text(_("Whose is it?"), "strong"))
        self._ticks = {uid: Tick(name) for uid, name in people}
        for uid, tick in self._ticks.items():
            tick.setChecked(uid in whose)
            tick.setAccessibleIdentifier(f"device.whose.{uid}")
            self.body.addWidget(tick)
        note = _("For several people, each reading waits until you say whose it is.")
        self.body.addWidget(Text(note, "small"))
        self._users: dict[int, Combo] = {}
        if slots is not None:
            self._add_users(people, slots)
        self.add_button("cancel", _("Cancel"))
        self.add_button("save", _("Save"), "primary")
        self.first = self._name
        self.asked.connect(lambda key: self.accept() if key == "save" else self.reject())

    def _add_users(self, people: Sequence[tuple[str, str]], slots: Mapping[int, str]) -> None:
        self.body.addWidget(Text(_("Users of the device"), "strong"))
        note = _("What the device says of its user is proposed, and waits for your word.")
        self.body.addWidget(Text(note, "small"))
        for number, uid in slots.items():
            combo = Combo([("", _("Nobody")), *people], uid)
            combo.setAccessibleIdentifier(f"device.user.{number}")
            self.body.addWidget(Field(_("User {n} of the device").format(n=number), combo))
            self._users[number] = combo

    @property
    def slots(self) -> dict[int, str]:
        """The uid of the person that each user of the device is, "" for nobody."""
        return {number: combo.answer for number, combo in self._users.items()}

    @property
    def name(self) -> str:
        """The name that was typed."""
        return self._name.text().strip()

    @property
    def whose(self) -> tuple[str, ...]:
        """The uids of the people that are ticked."""
        return tuple(uid for uid, tick in self._ticks.items() if tick.isChecked())
