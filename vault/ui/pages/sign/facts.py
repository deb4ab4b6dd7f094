"""The nine facts as parts of a page, each line as it stands in the notice that is signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.services.parts import practice_chip
from vault.ui.pages.sign.state import Said, Sent, SignState
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.row import Lines, Row
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.text import Text, breakable
from vault.ui.widgets.wrap import Wrap

Ask = Callable[[str], object]


def practice(kind: Literal["note", "look"]) -> Alert:
    """Build the first line of a practice: nothing of it is secret."""
    return Alert(
        kind, _("This service is fictitious."),
        _(
            "What you sign stays on this computer, readable without encryption by this practice "
            "service."
        ),
    )  # fmt: skip


def for_whom(words: str) -> Card:
    """Build the tenth fact: for whom one signs, as what, on which ground."""
    card = Card()
    card.setAccessibleIdentifier("fact.10")
    line = QHBoxLayout()
    line.setSpacing(now().space("s"))
    line.addWidget(Mark("person", "primary", tile=True))
    line.addWidget(Text(words, "strong"), 1)
    card.body.addLayout(line)
    return card


def who(state: SignState) -> Card:
    """Build the first fact: who, by name, by reference, and what was checked."""
    card, said = Card(), state.facts[0]
    card.setAccessibleIdentifier("fact.1")
    name, *lines = said.lines
    line, words = QHBoxLayout(), QVBoxLayout()
    line.setSpacing(now().space("m"))
    words.setSpacing(now().space("xxs"))
    words.addWidget(Text(said.head, "small"))
    words.addWidget(Heading(breakable(name), 2))
    for one in lines:
        words.addWidget(Text(breakable(one), "small"))
    line.addWidget(Mark("service", "primary", tile=True), alignment=Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    card.body.addLayout(line)
    chips: list[QWidget] = [Chip(_("Identity verified"), "good", "verified identity")]
    if state.practice:
        chips.append(practice_chip())
    marks = Wrap(chips)
    marks.setAccessibleIdentifier("checked")
    card.body.addWidget(marks)
    return card


class Terms(QWidget):
    """Four facts beside each other, or under each other where there is no room."""

    def __init__(self, parts: list[QWidget]) -> None:
        super().__init__()
        self._parts, self._columns = parts, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(now().space("l"))
        self._grid.setVerticalSpacing(now().space("s"))
        self._flow()

    def dress(self, _theme: object) -> None:
        """Flow again at the scale of a theme."""
        self._flow()

    def _flow(self) -> None:
        columns = 2 if now().scale < _LARGE else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            place = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(part, number // columns, number % columns, place)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns > 1 else 0)


_LARGE = 1.5


def terms(state: SignState) -> Card:
    """Build why, until when, how often, and where it is kept."""
    card = Card()
    card.body.addWidget(Terms([_small(state, number) for number in (4, 5, 6, 7)]))
    return card


def what(state: SignState, ask: Ask) -> Card:
    """Build what leaves, kind by kind, and under it what does not."""
    second, third = state.facts[1], state.facts[2]
    leaving = [_kind(one, ask) for one in state.kinds]
    panel = Panel(second.head, leaving)
    panel.setAccessibleIdentifier("fact.2")
    for line in state.more:
        panel.body.addWidget(Text(breakable(line), "small"))
    panel.body.addWidget(_staying(third))
    return panel


def exact(state: SignState, ask: Ask) -> Card:
    """Build the way to the exact content."""
    card = Card()
    title = _("Exact content of the sending")
    see = Button(_("Open"), "text", says=about(_("Open"), title))
    see.setAccessibleIdentifier("exact")
    see.clicked.connect(lambda: ask("exact"))
    card.body.addWidget(Row(Lines("sign", title, state.exact), see))
    return card


def fact(state: SignState, number: int, icon: str) -> QWidget:
    """Build a fact of the right side: its head, and its lines beside an icon."""
    said = state.facts[number - 1]
    made = Stack([Heading(said.head, 3)], "xxs")
    made.setAccessibleIdentifier(f"fact.{number}")
    for line in said.lines:
        row = QHBoxLayout()
        row.setSpacing(now().space("xs"))
        row.addWidget(Mark(icon, "primary"), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(line, "body"), 1)
        made.body.insertLayout(made.body.count() - 1, row)
    return made


def _small(state: SignState, number: int) -> QWidget:
    said = state.facts[number - 1]
    first, *lines = said.lines
    made = Stack([Text(said.head, "small"), Text(first, "strong")], "xxs")
    made.setAccessibleIdentifier(f"fact.{number}")
    for line in lines:
        made.body.insertWidget(made.body.count() - 1, Text(line, "small"))
    return made


def _kind(one: Sent, ask: Ask) -> Row:
    see = Button(_("See"), "text", says=about(_("See"), one.name))
    see.setAccessibleIdentifier(f"items.{one.code}")
    see.clicked.connect(lambda: ask(f"items/{one.code}"))
    return Row(Lines(one.icon, one.name, one.count), see)


def _staying(said: Said) -> QWidget:
    """Build the band of what does not leave."""
    band = QFrame()
    band.setObjectName("sunken")
    band.setAccessibleIdentifier("fact.3")
    line = QHBoxLayout(band)
    side = now().space("s")
    line.setContentsMargins(side, side, side, side)
    line.setSpacing(side)
    line.addWidget(Mark("hide secret", "text2"), alignment=Qt.AlignmentFlag.AlignTop)
    words = Stack([Heading(said.head, 3), *(Text(one, "small") for one in said.lines)], "xxs")
    line.addWidget(words, 1)
    return band
