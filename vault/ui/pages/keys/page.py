"""The shortcuts, grouped, with a filter above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.keys.state import Group, Key, KeysState
from vault.ui.theme import now
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.filter_field import FilterField
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.text import Text


class KeysPage(Page):
    """`sought` says what was typed into the filter."""

    sought = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.filter = FilterField(_("Find a shortcut"))
        self.filter.textChanged.connect(self.sought)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        column.addWidget(self.filter)
        self._list = QVBoxLayout()
        self._list.setSpacing(now().space("card_gap"))
        column.addLayout(self._list)

    def seek(self) -> None:
        """Go to the filter."""
        self.filter.arrive()

    def show_state(self, state: KeysState) -> None:
        """Draw a state; the filter stays as it is."""
        while (gone := self._list.takeAt(0)) is not None:
            if widget := gone.widget():
                retire(widget)
        parts: list[QWidget] = [self._group(group) for group in state.groups]
        if not parts:
            words = _("No shortcut holds “{words}”.").format(words=state.words)
            parts = [Text(words, "body")]
        for part in parts:
            self._list.addWidget(part)
            if self.isVisible():
                part.show()
        self.headed.emit(Head(_("Keyboard shortcuts")))

    def _group(self, group: Group) -> Card:
        card = Card()
        card.body.addWidget(Heading(group.name, 2))
        for number, key in enumerate(group.keys):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(_line(key))
        return card


def _line(key: Key) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(Text(key.act, "body"), 1)
    line.addWidget(Text(key.keys, "strong", wraps=False), alignment=Qt.AlignmentFlag.AlignTop)
    return holder
