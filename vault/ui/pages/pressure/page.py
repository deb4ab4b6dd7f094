"""A table of days, mornings and evenings, its means, and the way to paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.pressure.state import PressureState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.panel import Pairs, Panel
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.retired import retire
from vault.ui.widgets.text import Text


def columns() -> tuple[str, ...]:
    """Return the headings of the table."""
    return (
        _("Day"), _("Morning"), _("Mean of the morning"), _("Evening"), _("Mean of the evening"),
    )  # fmt: skip


class PressurePage(Page):
    """Shows a state; says `save`, `print`, `again`, `add/blood_pressure`, the days by a signal."""

    days_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        answers = {str(n): str(n) for n in range(3, 8)}
        self.days = Choice(_("Number of days"), answers, "3")
        self.days.chosen.connect(self.days_asked)
        self.table = RecordTable(
            _("Several-day record"), [Column(words, grows=n in (1, 3)) for n, words in
                                      enumerate(columns())],
        )  # fmt: skip
        self._choice = self._chooser()
        self._below = QVBoxLayout()
        self._below.setSpacing(now().space("card_gap"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        column.addWidget(self._choice)
        column.addWidget(self.table)
        column.addLayout(self._below)

    def show_state(self, state: PressureState) -> None:
        """Draw a state; the choice and the table keep the keyboard."""
        ready = state.step == "ready"
        self._choice.setVisible(ready)
        self.table.setVisible(ready)
        self.table.show_lines([Line(str(n), one.cells) for n, one in enumerate(state.rows)])
        while item := self._below.takeAt(0):
            if widget := item.widget():
                retire(widget)
        for part in self._parts(state):
            self._below.addWidget(part)
        acts = (
            Action("save", _("Save as PDF"), "export"),
            Action("print", _("Print"), "print", "primary"),
        )  # fmt: skip
        back = ("trends/blood_pressure", _("Blood pressure"))
        note = _("Mornings and evenings of the last days, as a doctor asks for them.")
        title = _("Several-day record")
        self.headed.emit(Head(title, note, acts if ready else (), back=back))

    def _chooser(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(now().space("s"))
        line.addWidget(Text(_("Number of days"), "strong", wraps=False))
        line.addWidget(self.days)
        line.addStretch(1)
        return row

    def _parts(self, state: PressureState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Text(_("Reading…"), "body")]
        if state.step == "empty":
            empty = Empty(
                "blood pressure", _("No blood pressure yet."),
                _("Two readings in the morning and two in the evening are a good beginning."),
                _("Add a measurement"),
            )  # fmt: skip
            empty.acted.connect(lambda: self.asked.emit("add/blood_pressure"))
            return [empty]
        panel = Panel(_("Means of these days"), [Pairs(state.means)])
        for note in state.notes:
            panel.body.addWidget(Text(note, "small"))
        return [panel]
