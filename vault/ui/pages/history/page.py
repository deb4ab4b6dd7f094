"""The history, day by day, under the line that says whether all of it is there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.history.state import Day, HistoryState, Line
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.field import Field
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, OpenRow
from vault.ui.widgets.text import Text

_PAUSE: Final = 250  # ms after the last letter before the filter is applied


class HistoryPage(Page):
    """Shows a state; says `line/SEQ`, `more`, `report`, `export`, `again`, and by its signals."""

    group_asked = Signal(str)
    person_asked = Signal(str)
    words_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = HistoryState()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))
        self._top, self._list = QVBoxLayout(), QVBoxLayout()
        for part in (self._top, self._list):
            part.setSpacing(now().space("s"))
        self._column.addLayout(self._top)
        self._column.addWidget(self._filters())
        self._column.addLayout(self._list)

    def show_state(self, state: HistoryState) -> None:
        """Draw a state, whole; the filters keep the focus and what is typed."""
        before, self._state = self._state, state
        if before.integrity != state.integrity or not self._top.count():
            self._show_integrity()
        self._show_people()
        self._count.setText(state.count)
        if before.days != state.days or before.step != state.step or not self._list.count():
            self._show_days()
        head = _("History")
        note = _("Carnet detects a change, it cannot prevent it.")
        self.headed.emit(Head(head, note, (Action("export", _("Export the history"), "export"),)))

    def seek(self) -> None:
        """Take the keyboard to the filter."""
        self.words.setFocus()
        self.words.selectAll()

    def _filters(self) -> QWidget:
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("s"))
        groups = {
            "all": _("Everything"), "shares": _("Shares"), "imports": _("Imports"),
            "changes": _("Changes"), "openings": _("Openings"),
        }  # fmt: skip
        self.groups = Choice(_("Kind of line"), groups, "all")
        self.groups.chosen.connect(self.group_asked)
        self.words = QLineEdit()
        self.words.setAccessibleIdentifier("history.words")
        self._clock = QTimer(self, singleShot=True, interval=_PAUSE)
        self._clock.timeout.connect(lambda: self.words_asked.emit(self.words.text().strip()))
        self.words.textEdited.connect(lambda _words: self._clock.start())
        self.person = Combo([("", _("Everybody"))])
        self.person.setAccessibleIdentifier("history.person")
        self.person.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self.person.chosen.connect(self.person_asked)
        self._who = Field(_("Whose record"), self.person)
        words = Field(_("Filter"), self.words)
        fields = Fold(now().space("m"), words, self._who, grows=0)
        self._count = Text("", "small")
        column.addWidget(self.groups)
        column.addWidget(fields)
        column.addWidget(self._count)
        return bar

    def _show_integrity(self) -> None:
        _clear(self._top)
        said = self._state.integrity
        if said is not None:
            action = _("Save a report") if said.report else ""
            alert = Alert(said.kind, said.sentence, action=action)
            alert.setAccessibleIdentifier("history.integrity")
            alert.acted.connect(lambda: self.asked.emit("report"))
            self._top.addWidget(alert)

    def _show_people(self) -> None:
        known = [("", _("Everybody")), *self._state.people]
        self._who.setVisible(bool(self._state.people))
        if [self.person.itemText(row) for row in range(self.person.count())] == [
            name for _uid, name in known
        ]:
            return
        self.person.offer(known, self._state.person)

    def _show_days(self) -> None:
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        _clear(self._list)
        for part in self._parts():
            self._list.addWidget(part)
            if self.isVisible():
                part.show()
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def _parts(self) -> list[QWidget]:
        state = self._state
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Text(_("Reading…"), "body")]
        if state.step == "empty":
            return [Text(_("No line fits this filter."), "body")]
        parts: list[QWidget] = [self._day(day) for day in state.days]
        if state.more:
            more = Button(_("Show more"), "plain")
            more.setAccessibleIdentifier("history.more")
            more.clicked.connect(lambda: self.asked.emit("more"))
            parts.append(more)
        return parts

    def _day(self, day: Day) -> Card:
        card = Card()
        side, top = now().space("card_side"), now().space("s")
        card.body.setContentsMargins(side, top, side, top)
        card.body.addWidget(Heading(day.title, 2))
        for number, line in enumerate(day.lines):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(self._line(line))
        return card

    def _line(self, line: Line) -> OpenRow:
        detail = f"{line.when} · {line.whose}" if line.whose else line.when
        row = OpenRow(Lines(line.icon, line.text, detail), about(line.text, detail))
        row.setAccessibleIdentifier(f"line.{line.seq}")
        row.clicked.connect(lambda: self.asked.emit(f"line/{line.seq}"))
        return row


def _clear(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            retire(widget)
