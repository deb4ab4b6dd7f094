"""What is asked while readings are given: to whom, when they were, whether all proposals hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.inbox.state import Candidate
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.moment_field import MomentField
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick
from vault.ui.widgets.tick_list import TickList

Read = Callable[[str, str], tuple[datetime | None, str, str]]
_CHOOSE: Final = "choose"


class WhoseDialog(Dialog):
    """Whose a reading is: everybody of the carnet; nobody is chosen at first."""

    def __init__(
        self, window: QWidget, people: Sequence[Candidate], then: Callable[[str], None]
    ) -> None:
        super().__init__(window, _("Whose reading is it?"))
        ticks = {one.uid: Tick(one.first, one_of=True) for one in people}
        for uid, tick in ticks.items():
            tick.setAccessibleIdentifier(f"whose.{uid}")
        self._chosen = ""
        rows = TickList(_("People"), ticks)
        rows.turned.connect(self._turned)
        self.body.addWidget(rows)
        self._then = then
        self.add_button("cancel", _("Cancel"))
        self._act = self.add_button(_CHOOSE, _("Attribute"), "primary")
        self._act.setEnabled(False)
        self.first = next(iter(ticks.values()), None)
        self.asked.connect(self._answered)

    def _turned(self, uid: str) -> None:
        self._chosen = uid
        self._act.setEnabled(True)

    def _answered(self, key: str) -> None:
        self.accept() if key == _CHOOSE else self.reject()
        if key == _CHOOSE:
            self._then(self._chosen)


class WhenDialog(Dialog):
    """When a reading was taken whose time nobody knows; `read` turns what is typed into it.

    `read` answers the instant, or what is wrong with the day and with the time.
    """

    def __init__(
        self, window: QWidget, title: str, present: Callable[[], tuple[str, str]], read: Read,
        then: Callable[[datetime], None],
    ) -> None:  # fmt: skip
        super().__init__(window, title, _("This device did not say when it measured."))
        self.body.addWidget(Text(_("When was it?"), "strong"))
        self._field = MomentField("", "", present)
        self.body.addWidget(self._field)
        self._read, self._then = read, then
        self.add_button("cancel", _("Cancel"))
        self.add_button("save", _("Attribute"), "primary")
        self.first = self._field.day.control
        self.asked.connect(self._answered)

    def _answered(self, key: str) -> None:
        if key != "save":
            self.reject()
            return
        at, day, time = self._read(*self._field.texts)
        self._field.day.show_error(day)
        self._field.at.show_error(time)
        if at is None:
            (self._field.day if day else self._field.at).arrive()
            return
        self.accept()
        self._then(at)


class AllDialog(Dialog):
    """Every proposal at once: how many readings each person is given."""

    def __init__(self, window: QWidget, said: Sequence[str], then: Callable[[], None]) -> None:
        super().__init__(window, _("Attribute all suggestions?"))
        for words in said:
            self.body.addWidget(Text(words, "body"))
        self._then = then
        self.first = self.add_button("keep", _("Let them wait"))
        self.add_button("act", _("Attribute the readings"), "primary")
        self.asked.connect(self._answered)

    def _answered(self, key: str) -> None:
        self.accept() if key == "act" else self.reject()
        if key == "act":
            self._then()
