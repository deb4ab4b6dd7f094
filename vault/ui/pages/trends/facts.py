"""What stands above and beside the chart: last value, tendency, position, figures, last ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.trends.parts import FLAT, column, empty, kept, row
from vault.ui.pages.trends.state import Last, Position, Said, Trend, TrendsState, Way
from vault.ui.theme import Theme, now
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Style, Text

WIDEST: Final = 200  # of a sentence about the tendency, at text scale 1
_WAYS: Final[dict[Way, str]] = {"up": "up", "down": "down", "stable": "stable"}


class Large(Text):
    """The last value, larger than the figures of the overview."""

    def dress(self, theme: Theme) -> None:
        """Take the largest figure of the tokens."""
        self.setFont(theme.font("figure_large"))


def line(words: str = "", style: Style = "body") -> Text:
    """Make a text that stays on its line."""
    return Text(words, style, wraps=False)


class Facts(QWidget):
    """The last value, the tendency, the position; below it the reference and the table."""

    reference_asked = Signal()
    swap_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*FLAT)
        self._table, self._said = False, tuple[object, ...]()

    def show_swap(self, *, table: bool) -> None:
        """Say which of chart and table would come; the focus is not here then."""
        self._table = table
        self._swap.setText(_("Chart") if table else _("Table"))
        self._swap.setAccessibleName(self._swap.text())

    def show_state(self, state: TrendsState) -> None:
        """Show what is known; what stands already keeps its focus."""
        shown = state.step in ("ready", "loading") and state.chart is not None
        said = (state.latest, state.trend, state.position, state.ink, shown)
        if said == self._said:
            return
        self._said, again = said, kept(self)
        empty(self._layout)
        parts, narrow = [], None
        if state.latest:
            parts.append(_latest(state.latest))
        if state.trend:
            made = _trend(state.trend, state.ink)
            narrow = (made, round(WIDEST * now().scale))
            parts.append(made)
        if shown:
            parts.append(self._links(state.position))
        self.setVisible(bool(parts))
        if parts:
            self._layout.addWidget(Fold(36, *parts, stretch=2, narrow=narrow))
        again()

    def _links(self, position: Position | None) -> QWidget:
        refer, self._swap = Button(_("Reference…"), "back"), Button("", "back")
        refer.setAccessibleIdentifier("trend.reference")
        self._swap.setAccessibleIdentifier("trend.swap")
        refer.clicked.connect(self.reference_asked)
        self._swap.clicked.connect(self.swap_asked)
        self.show_swap(table=self._table)
        links = row(FLAT, now().space("s"), refer, self._swap, 1)
        return column(FLAT, 4, *([_position(position)] if position else [1]), links)


def _latest(said: Said) -> QWidget:
    value, unit = Large(said.number, "figure", wraps=False), line(said.unit, "unit")
    unit.setAlignment(Qt.AlignmentFlag.AlignBottom)
    unit.setContentsMargins(0, 0, 0, now().gap("xxs"))
    return column(FLAT, 0, line(said.about, "small"), row(FLAT, 4, value, unit, 1))


def _trend(trend: Trend, ink: str) -> QWidget:
    over = Text(trend.over, "small")
    parts: list[QWidget] = [line(_("Trend"), "small")]
    if trend.way:
        parts.append(row(FLAT, 7, Mark(_WAYS[trend.way], ink), line(trend.change, "h2"), 1))
    return column(FLAT, 1, *parts, over)


def _position(position: Position) -> QWidget:
    return row(FLAT, 0, Chip(position.word, position.kind), 1)


class Figures(Card):
    """The figures of the period, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(0)

    def show_figures(self, figures: Sequence[Said]) -> None:
        """Show other figures."""
        empty(self.body)
        self.setVisible(bool(figures))
        self.body.addWidget(Heading(_("Over the period"), 2))
        for number, said in enumerate(figures):
            if number:
                self.body.addWidget(Rule())
            parts = [
                line(said.number, "strong"),
                *([line(said.unit, "small")] if said.unit else []),
            ]
            self.body.addWidget(_figure(said, parts))


def _figure(said: Said, parts: Sequence[QWidget]) -> QWidget:
    about = Text(said.about)
    about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row((0, 8, 0, 8), 4, about, *parts)


class Lasts(Card):
    """The last measurements, each with its edit button, and the way to all of them."""

    edit_asked = Signal(str)  # uid of a fact
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.every = Button("", "text")
        self.every.clicked.connect(self.all_asked)
        self.body.addWidget(self.every, alignment=Qt.AlignmentFlag.AlignHCenter)

    def show_lasts(self, lasts: Sequence[Last], every: str) -> None:
        """Show other measurements."""
        again = kept(self)
        empty(self._rows)
        self.setVisible(bool(lasts) or bool(every))
        self._rows.addWidget(Heading(_("Last measurements"), 2))
        for last in lasts:
            self._rows.addWidget(self._line(last))
            self._rows.addWidget(Rule())
        self.every.setText(every)
        self.every.setAccessibleName(every)
        self.every.setVisible(bool(every))
        again()

    def _line(self, last: Last) -> QFrame:
        words = column(FLAT, 0, line(last.value, "strong"), Text(last.when, "small"))
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if not last.fact:
            return row((0, 4, 0, 3), 4, words)
        edit = Button("", "icon", icon="edit", says=last.edit)
        edit.setAccessibleIdentifier(f"edit.{last.fact}")
        edit.clicked.connect(lambda: self.edit_asked.emit(last.fact))
        return row((0, 4, 0, 3), 4, words, edit)


class Note(QWidget):
    """The line under the chart: what it rests on."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Text("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*FLAT)
        layout.addWidget(row(FLAT, 8, Mark("note", "text3", "icon_small"), self.words))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
