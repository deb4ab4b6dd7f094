"""The list of shares, and one share with all that happened under it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.services.parts import alert, practice_chip
from vault.ui.pages.sharing.parts import acts, facts, left, sendings
from vault.ui.pages.sharing.state import ShareRow, ShareState, SharingState
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.beside import Beside
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.drawn import DrawnPage
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.page import Action, Head
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.row import Lines, OpenRow
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Chips, Wrap


class SharingPage(DrawnPage):
    """Says `sharing/GRANT`, `sign/CHOICE`, `forget/CHOICE`, `tab/KEY`, `services`, `stop`..."""

    def show_state(self, state: SharingState | ShareState) -> None:
        """Draw a state, whole."""
        if isinstance(state, ShareState):
            self.draw(_share_head(state), self._share(state))
        else:
            services = Action("services", _("Discover the services"), "service", "primary")
            self.draw(Head(_("Shares"), actions=(services,)), self._list(state))

    # -- the list --------------------------------------------------------------------------------

    def _list(self, state: SharingState) -> Iterator[QWidget]:
        yield self._tabs(state)
        if state.problem is not None:
            yield alert(state.problem, self.asked.emit)
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        elif state.step == "empty":
            yield self._nothing(state)
        if state.undecided:
            rows = [left(one, self.asked.emit) for one in state.undecided]
            yield Panel(_("Left for later"), rows, note=_("Nothing of it was sent."))
        if state.rows:
            title = _("Past shares") if state.tab == "past" else _("Current shares")
            yield Panel(title, [self._row(one) for one in state.rows])

    def _tabs(self, state: SharingState) -> QWidget:
        answers = {"current": _("Current"), "past": _("Past"), "services": _("Services")}
        tabs, row = Choice(_("Shares"), answers, state.tab), QWidget()
        tabs.chosen.connect(lambda key: self.asked.emit(f"tab/{key}"))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(tabs, alignment=Qt.AlignmentFlag.AlignLeft)
        return row

    def _nothing(self, state: SharingState) -> QWidget:
        past = state.tab == "past"
        title = _("No past share.") if past else _("You share nothing.")
        sentence = _("Nothing leaves this computer unless you sign it.")
        empty = Empty("shares", title, sentence, _("Discover the services"))
        empty.button.setAccessibleIdentifier("discover")
        empty.acted.connect(lambda: self.asked.emit("services"))
        return empty

    def _row(self, one: ShareRow) -> OpenRow:
        chips: list[QWidget] = [practice_chip()] if one.practice else []
        chips.append(Chip(one.chip, one.tone))
        said = [one.service, one.detail, one.chip]
        if one.practice:
            said.append(_("Practice"))
        row = OpenRow(Lines("service", one.service, one.detail), ", ".join(said), Chips(chips))
        row.setAccessibleIdentifier(f"share.{one.key}")
        row.clicked.connect(lambda: self.asked.emit(f"sharing/{one.key}"))
        return row

    # -- one share -------------------------------------------------------------------------------

    def _share(self, state: ShareState) -> Iterator[QWidget]:
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        if state.problem is not None:
            yield alert(state.problem, self.asked.emit)
        if state.step != "ready":
            return
        if state.changed:
            yield Alert(
                "look",
                _(
                    "This service now asks for something else. "
                    "Your present agreement does not change."
                ),
                " · ".join(state.changed),
            )
        main = Stack([self._standing(state), sendings(state, self.asked.emit), facts(state)])
        yield Beside(main, Stack([acts(state, self.asked.emit)]))

    def _standing(self, state: ShareState) -> Card:
        card = Card()
        chips: list[QWidget] = [Chip(state.chip, state.tone)]
        if state.practice:
            chips.append(practice_chip())
        card.body.addWidget(Wrap(chips))
        for words in (state.busy, *state.story):
            if words:
                card.body.addWidget(Text(words, "body"))
        return card


def _share_head(state: ShareState) -> Head:
    note = _("Signed on {date}").format(date=state.signed) if state.signed else ""
    return Head(state.service or _("Share"), note)
