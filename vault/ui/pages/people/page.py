"""The people of the carnet, a row each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.people.state import Line, PeopleState
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.avatar import Avatar
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


class PeoplePage(Page):
    """Says "people/add", "edit/UID", "remove/UID" or "again"."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def show_state(self, state: PeopleState) -> None:
        """Draw a state, whole."""
        while (gone := self._column.takeAt(0)) is not None:
            if widget := gone.widget():
                retire(widget)
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        add = Action("people/add", _("Add a person"), "add person", "primary")
        self.headed.emit(Head(_("People of this carnet"), "", (add,)))

    def _parts(self, state: PeopleState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(2, lines=2)]
        card = Card()
        for number, line in enumerate(state.lines):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(self._row(line))
        words = _("Anyone who knows the passphrase sees every record of this carnet.")
        return [card, Text(words, "small")]

    def _row(self, line: Line) -> QWidget:
        who, right = QWidget(), QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Text(line.name, "strong"))
        words.addWidget(Text(line.detail, "small"))
        words.addStretch(1)
        _beside(who, Avatar(line.name, line.number), words)
        acts = Flow(right, now().space("xs"))
        acts.addWidget(self._button("edit", line, _("Edit")))
        if line.removable:
            erase = self._button("remove", line, _("Erase this record"))
            erase.setProperty("on", "error")
            acts.addWidget(erase)
        least = now().size("sidebar")
        return Fold(now().space("m"), who, right, grows=0, least=least)

    def _button(self, key: str, line: Line, words: str) -> Button:
        button = Button(words, says=about(words, line.name))
        button.setAccessibleIdentifier(f"{key}.{line.number}")
        button.clicked.connect(lambda: self.asked.emit(f"{key}/{line.uid}"))
        return button


def _beside(holder: QWidget, avatar: Avatar, words: QVBoxLayout) -> None:
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(now().space("s"))
    line.addWidget(avatar, alignment=Qt.AlignmentFlag.AlignVCenter)
    line.addLayout(words, 1)
