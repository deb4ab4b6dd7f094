"""Readings to attribute: a table, and below it to whom what is chosen in it can be given."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.ui.pages.inbox.state import Candidate, InboxState, Row
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button, Kind
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.retired import retire
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Wrap

_ACCEPT: Final = "A"


class InboxPage(Page):
    """Shows a state; says `all`, `again`, `devices`; the signals carry the keys of readings."""

    given = Signal(tuple, str)  # to the person of a uid
    accepted = Signal(tuple)
    ignored = Signal(tuple)
    elsewhere = Signal(tuple)  # to somebody who is asked for

    def __init__(self) -> None:
        super().__init__()
        self._state, self._at = InboxState(), 0
        columns = (
            Column(_("Time")), Column(_("Device")), Column(_("Value"), "end"),
            Column(_("Proposed")), Column(_("Why"), grows=True),
        )  # fmt: skip
        self.table = RecordTable(_("Readings to attribute"), columns, letters="123456789A")
        self.table.setAccessibleIdentifier("inbox.readings")
        self._other, self._bar = QWidget(), QWidget()
        self._chosen = Text("", "strong")
        self._hint = Text(_keys(), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        for part in (self._other, self.table, self._chosen, self._bar, self._hint):
            column.addWidget(part)
        for box in (self._other, self._bar):
            QVBoxLayout(box).setContentsMargins(0, 0, 0, 0)
        self._listen()

    def show_state(self, state: InboxState) -> None:
        """Draw a state; where the reading that had the keyboard is gone, the next one takes it."""
        before, self._state = self._state, state
        ready = state.step == "ready"
        _fill(self._other, [] if ready else [self._instead(state)])
        self._other.setVisible(not ready)
        for part in (self.table, self._chosen, self._bar, self._hint):
            part.setVisible(ready)
        self.table.show_lines([_line(row) for row in state.rows])
        if ready and not self.table.current:
            rows = self.table.rows.lines
            self.table.go_to(rows[min(self._at, len(rows) - 1)].key)
        if before.people != state.people or bool(before.acceptable) != bool(state.acceptable):
            _fill(self._bar, [Wrap(self._buttons(state))])
        self._tell()
        self.headed.emit(_head(state))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the readings selected, else of the one that has the keyboard."""
        current = self.table.current
        return self.table.selected or ((current,) if current else ())

    def _listen(self) -> None:
        table = self.table
        table.typed.connect(self._typed)
        table.deleted.connect(self.ignored)
        table.menued.connect(self._menu)
        table.opened.connect(lambda _key: self.elsewhere.emit(self.chosen))
        table.picked.connect(lambda _keys: self._tell())
        table.selectionModel().currentChanged.connect(lambda *_moved: self._moved())

    def _moved(self) -> None:
        row = self.table.currentIndex().row()
        self._at = row if row >= 0 else self._at
        self._tell()

    def _typed(self, _key: str, letter: str) -> None:
        if letter == _ACCEPT:
            self.accepted.emit(self.chosen)
            return
        for one in self._state.people:
            if one.number == int(letter):
                self.given.emit(self.chosen, one.uid)

    def _tell(self) -> None:
        """Say what the buttons act on."""
        keys = self.chosen
        rows = [row for row in self._state.rows if row.key in keys]
        if len(rows) == 1:
            self._chosen.setText(f"{rows[0].value} · {rows[0].when}")
        else:
            said = ngettext("{n} reading chosen", "{n} readings chosen", len(rows))
            self._chosen.setText(said.format(n=whole(len(rows))))

    def _buttons(self, state: InboxState) -> list[QWidget]:
        made: list[QWidget] = []
        for one in state.people:
            if one.number:
                button = self._button(f"give.{one.number}", _numbered(one), "plain")
                button.setAccessibleName(_("Attribute to {first}").format(first=one.first))
                button.clicked.connect(
                    lambda _on=False, uid=one.uid: self.given.emit(self.chosen, uid)
                )
                made.append(button)
        other = self._button("give.other", _("To somebody else…"), "text")
        other.clicked.connect(lambda: self.elsewhere.emit(self.chosen))
        accept = self._button("accept", _("Accept the suggestion"), "text")
        accept.clicked.connect(lambda: self.accepted.emit(self.chosen))
        accept.setVisible(bool(state.acceptable))
        ignore = self._button("ignore", _("Ignore"), "text")
        ignore.clicked.connect(lambda: self.ignored.emit(self.chosen))
        return [*made, other, *([accept] if state.acceptable else []), ignore]

    @staticmethod
    def _button(key: str, words: str, kind: Kind) -> Button:
        button = Button(words, kind)
        button.setAccessibleIdentifier(f"inbox.{key}")
        return button

    def _menu(self, key: str, at: QPoint) -> None:
        keys = self.chosen if key in self.chosen else (key,)
        menu = QMenu(self)
        for one in self._state.people:
            if one.number:
                entry = menu.addAction(_("Attribute to {first}").format(first=one.first))
                entry.triggered.connect(lambda _on=False, u=one.uid: self.given.emit(keys, u))
        menu.addAction(_("To somebody else…")).triggered.connect(lambda: self.elsewhere.emit(keys))
        menu.addAction(_("Ignore")).triggered.connect(lambda: self.ignored.emit(keys))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _instead(self, state: InboxState) -> QWidget:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return alert
        if state.step == "loading":
            return Skeleton(1, lines=4)
        empty = Empty(
            "good", _("No reading to attribute."),
            _("What a device sends without saying whose it is waits here."), _("Devices"),
        )  # fmt: skip
        empty.acted.connect(lambda: self.asked.emit("devices"))
        return empty


def _numbered(one: Candidate) -> str:
    words = _("Attribute to {first}").format(first=one.first)
    return f"{one.number} · {words}"


def _line(row: Row) -> Line:
    cells = (row.when, row.device, row.value, row.proposed or "–", row.why)
    return Line(row.key, cells, (row.at, *(cell.casefold() for cell in cells[1:])))


def _keys() -> str:
    return _("In the list: 1 to 9 attribute, A accepts the suggestion, Del ignores, Space selects.")


def _head(state: InboxState) -> Head:
    count = len(state.rows)
    note = ngettext("{n} reading", "{n} readings", count).format(n=whole(count)) if count else ""
    every = Action("all", _("Attribute all suggestions"), "tick", "primary")
    title, back = _("Readings to attribute"), ("devices", _("Devices"))
    return Head(title, note, (every,) if state.acceptable else (), back)


def _fill(box: QWidget, parts: list[QWidget]) -> None:
    column = box.layout()
    assert column is not None
    while item := column.takeAt(0):
        if widget := item.widget():
            retire(widget)
    for part in parts:
        column.addWidget(part)
        if box.isVisible():
            part.show()
