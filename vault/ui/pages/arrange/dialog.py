"""The cards of the overview in a list: ticked they are shown, moved they change places."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.arrange.state import ArrangeState
from vault.ui.theme import now
from vault.ui.voice import say
from vault.ui.widgets.button import Button
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.record_table import Column, Line, RecordTable

_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CardTable(RecordTable):
    """Rows in an order of their own; Alt+↑ and Alt+↓ say `moved` with the step."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Cards"), [Column(_("Measurement"), grows=True)], most=10)
        self.setSortingEnabled(False)
        self.setAccessibleIdentifier("arrange.cards")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row with Alt; every other key moves in the list."""
        step = _MOVES.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class ArrangeDialog(Dialog):
    """Says `arranged` with the keys of the cards, in their order."""

    arranged = Signal(tuple)

    def __init__(self, window: QWidget, state: ArrangeState) -> None:
        super().__init__(
            window, state.title,
            _("Space shows or hides a card. Move it with the buttons, or with Alt and the arrows."),
        )  # fmt: skip
        self._cards = list(state.cards)
        self.table = CardTable()
        self.table.moved.connect(self._move)
        self.table.ticked.connect(self._tick)
        self.body.addWidget(self.table)
        self.body.addWidget(self._buttons_of_moves())
        self.add_button("cancel", _("Cancel"))
        self.add_button("save", _("Save"), "primary")
        self.first = self.table
        self.asked.connect(self._pressed)
        self._draw()

    def _buttons_of_moves(self) -> QWidget:
        buttons = []
        for key, words, step in (("up", _("Move up"), -1), ("down", _("Move down"), 1)):
            button = Button(words, "plain")
            button.setAccessibleIdentifier(f"arrange.{key}")
            button.clicked.connect(lambda _on=False, step=step: self._move(step))
            buttons.append(button)
        return Fold(now().space("s"), *buttons, stretch=len(buttons))

    def _draw(self) -> None:
        self.table.show_lines([Line(key, (name,), ticked=on) for key, name, on in self._cards])

    def _tick(self, key: str, on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._cards = [(one, name, on if one == key else was) for one, name, was in self._cards]

    def _move(self, step: int) -> None:
        """Let the row that has the keyboard change places with its neighbour, and say where."""
        here = self.table.rows.row_of(self.table.current)
        there = here + step
        if here < 0 or not 0 <= there < len(self._cards):
            return
        cards = self._cards
        cards[here], cards[there] = cards[there], cards[here]
        self._draw()
        self.table.go_to(cards[there][0])
        where = _("{name}: {n} of {total}")
        say(self.table, where.format(name=cards[there][1], n=there + 1, total=len(cards)))

    def _pressed(self, key: str) -> None:
        if key == "save":
            self.arranged.emit(tuple(key for key, _name, on in self._cards if on))
            self.accept()
        else:
            self.reject()
