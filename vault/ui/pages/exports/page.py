"""What for, how much, what is missing, and every page as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.exports.state import ExportsState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.card import Card
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.sheet import SheetView, drawn
from vault.ui.widgets.text import Text


class ExportsPage(Page):
    """Shows a state; says `save`, `again`, `place`, and the period by its signal."""

    period_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = ExportsState()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))
        self._told, self._sheets = QVBoxLayout(), QVBoxLayout()
        for part in (self._told, self._sheets):
            part.setSpacing(now().space("card_gap"))
        self._column.addLayout(self._told)
        self._column.addWidget(self._what())
        self._column.addLayout(self._sheets)

    def show_state(self, state: ExportsState) -> None:
        """Draw a state, whole."""
        before, self._state = self._state, state
        self._tell()
        self._inside.setText(state.inside)
        self._inside.setVisible(bool(state.inside))
        self._missing.setText("\n".join(state.missing))
        self._without.setVisible(bool(state.missing))
        self._missing.setVisible(bool(state.missing))
        if before.pages != state.pages or before.step != state.step or not self._sheets.count():
            self._draw()
        title = _("Show to a professional")
        save = Action("save", _("Save as PDF"), "export", "primary")
        acts = (Action("print", _("Print"), "print"), save)
        self.headed.emit(Head(title, actions=acts if state.step == "ready" else ()))

    def _what(self) -> Card:
        card = Card()
        periods = {
            "quarter": _("3 months"), "half": _("6 months"), "year": _("1 year"), "all": _("All"),
        }  # fmt: skip
        self.periods = Choice(_("Period"), periods, "year")
        self.periods.chosen.connect(self.period_asked)
        self._inside, self._missing = Text("", "body"), Text("", "body")
        self._without = Text(_("What is missing here"), "strong")
        card.body.addWidget(Heading(_("Period of the measurements"), 2))
        card.body.addWidget(self.periods)
        card.body.addWidget(self._inside)
        card.body.addWidget(self._without)
        card.body.addWidget(self._missing)
        card.body.addWidget(
            Text(_("This file is not encrypted: anyone who has it can read it."), "small")
        )
        return card

    def _tell(self) -> None:
        _clear(self._told)
        state = self._state
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            self._told.addWidget(alert)
        elif state.sentence:
            self._told.addWidget(Alert("error", state.sentence))
        elif state.saved:
            alert = Alert("good", _("The file is saved."), action=_("Show where it is"))
            alert.acted.connect(lambda: self.asked.emit("place"))
            self._told.addWidget(alert)

        if state.printed:
            self._told.addWidget(Alert("note", _("The printer may keep a copy.")))

    def _draw(self) -> None:
        _clear(self._sheets)
        if self._state.step == "loading":
            self._sheets.addWidget(Text(_("Preparing the summary…"), "body"))
        for picture in self._state.pages if self._state.step == "ready" else ():
            self._sheets.addWidget(Text(picture.name, "strong"))
            self._sheets.addWidget(SheetView(drawn(picture), picture.name))


def _clear(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        widget = item.widget()
        if isinstance(widget, QWidget):
            retire(widget)
