"""One field, and what was found under it, kind by kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.search.state import Group, Hit, SearchState
from vault.ui.theme import now
from vault.ui.voice import say
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.field import Field
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, OpenRow
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick

_PAUSE: Final = 250  # ms after the last letter


class SearchPage(Page):
    """Shows a state; says `provenance/FACT` or `again`; its signals say words and reach."""

    searched = Signal(str)
    widened = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.words, self.every = QLineEdit(), Tick(_("All people"))
        self.words.setAccessibleIdentifier("search.words")
        self.every.setAccessibleIdentifier("search.everybody")
        self._clock = QTimer(self, singleShot=True, interval=_PAUSE)
        self._clock.timeout.connect(self._ask)
        self.words.textEdited.connect(lambda _words: self._clock.start())
        self.words.returnPressed.connect(self._ask)
        self.every.toggled.connect(self.widened)
        self._found, self._said = QVBoxLayout(), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        column.addWidget(Field(_("Search in the record"), self.words))
        column.addWidget(self.every)
        self._found.setSpacing(now().space("card_gap"))
        column.addLayout(self._found)

    def arrive(self) -> None:
        """Take the keyboard to the field."""
        self.words.setFocus()
        self.words.selectAll()

    def show_state(self, state: SearchState) -> None:
        """Draw a state; the field stays as it is."""
        self.every.setVisible(state.several)
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        while item := self._found.takeAt(0):
            if widget := item.widget():
                retire(widget)
        for part in self._parts(state):
            self._found.addWidget(part)
            if self.isVisible():
                part.show()
        if state.count and state.count != self._said:
            say(self, state.count)
        self._said = state.count
        self.headed.emit(Head(_("Search"), state.count))
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def _ask(self) -> None:
        self._clock.stop()
        self.searched.emit(self.words.text().strip())

    def _parts(self, state: SearchState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "empty":
            return [Text(_("Words are looked for in everything the record holds."), "body")]
        if state.step == "nothing":
            return self._nothing(state)
        return [self._group(group) for group in state.groups]

    def _nothing(self, state: SearchState) -> list[QWidget]:
        parts: list[QWidget] = [
            Text(_("No result for “{words}”.").format(words=state.words), "body")
        ]
        if state.several and not state.everybody:
            wider = Button(_("Search in all records"), "plain")
            wider.setAccessibleIdentifier("search.wider")
            wider.clicked.connect(lambda: self.every.setChecked(True))
            parts.append(wider)
        return parts

    def _group(self, group: Group) -> Panel:
        return Panel(group.title, [self._hit(hit) for hit in group.hits])

    def _hit(self, hit: Hit) -> OpenRow:
        row = OpenRow(Lines(hit.icon, hit.title, hit.detail), f"{hit.title}, {hit.detail}")
        row.setAccessibleIdentifier(f"hit.{hit.uid}")
        row.clicked.connect(lambda: self.asked.emit(f"provenance/{hit.uid}"))
        return row
