"""The trends page: one measure, a period, its chart and its figures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.trends.curves import Curves
from vault.ui.pages.trends.facts import Facts, Figures, Lasts, Note
from vault.ui.pages.trends.menus import against, exports
from vault.ui.pages.trends.parts import FLAT, UNBOUNDED, Periods, arrow, column, row
from vault.ui.pages.trends.state import TrendsState
from vault.ui.theme import Theme, now, tokens
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.page import Action, Head, Page


class TrendsPage(Page):
    """Shows a state; asks for keys of its own, and by signals.

    Keys: `value/FACT`, `provenance/FACT`, `values/KEY`, `reference/KEY`, `add/KEY`, `again`,
    `dates`, `pressure`, `against/PERIOD`, `other/KEY`, `picture/KIND`.
    """

    period_asked = Signal(str)
    moved = Signal(int)  # so many periods later
    zoomed = Signal(float, float)  # ms since 1970 UTC
    whole_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = TrendsState()
        self.curves, self.note = Curves(), Note()
        self.periods, self.facts = Periods(), Facts()
        self.figures, self.lasts = Figures(), Lasts()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*FLAT)
        outer.setSpacing(now().space("xs"))
        outer.addWidget(self._body(), 1)
        outer.addWidget(self.note)
        self._connect()

    def dress(self, theme: Theme) -> None:
        """Put the columns as the text scale asks."""
        self._fit(theme)

    def show_state(self, state: TrendsState) -> None:
        """Draw a state, whole."""
        self._state = state
        self.periods.show_period(state.period)
        self.dates.setText(state.dates)
        self.dates.setAccessibleName(_("{dates}, choose other dates").format(dates=state.dates))
        self.dates.setVisible(bool(state.dates))
        self.later.setEnabled(state.later)
        self.facts.show_state(state)
        self.figures.show_figures(state.figures)
        self.lasts.show_lasts(state.lasts, state.every)
        self._side.setVisible(bool(state.figures) or bool(state.lasts))
        said = (state.sentence, state.note) if state.step == "ready" else (state.note,)
        self.note.words.setText(" ".join(filter(None, said)))
        self.note.setVisible(bool(self.note.words.text()))
        self.curves.show_state(state)
        self.headed.emit(_head(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column of figures under the chart where the width does not suffice."""
        self._fit(now())
        super().resizeEvent(event)

    def compare(self) -> None:
        """Offer what the chart can be compared with."""
        against(self, self._state, self.asked.emit)

    def export(self) -> None:
        """Offer the kinds of file that the chart can leave as."""
        exports(self, self.asked.emit)

    def _fit(self, theme: Theme) -> None:
        way, wide = QBoxLayout.Direction, theme.has_aside(self.width())
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
        least, _most = tokens()["size"]["side_column"]
        side = round(least * theme.scale)
        self._side.setMinimumWidth(side if wide else 0)
        self._side.setMaximumWidth(side if wide else UNBOUNDED)

    def _body(self) -> QWidget:
        self._side = column(FLAT, now().space("card_gap"), self.figures, self.lasts)
        lasts = self._side.layout()
        assert isinstance(lasts, QVBoxLayout)
        lasts.setStretch(1, 1)
        body = row(FLAT, now().space("card_gap"), self._card(), self._side)
        columns = body.layout()
        assert isinstance(columns, QBoxLayout)
        columns.setStretch(0, 1)
        self._columns = columns
        return body

    def _card(self) -> QWidget:
        self.dates = Button("", "text")
        self.dates.setAccessibleIdentifier("trend.dates")
        self.earlier = arrow("previous", _("Previous period"))
        self.later = arrow("next", _("Next period"))
        steps = row(FLAT, 0, self.earlier, self.dates, self.later, 1)
        top = Fold(now().space("m"), row(FLAT, 0, self.periods, 1), steps, stretch=1)
        card = Card()
        card.body.addWidget(top)
        card.body.addWidget(self.facts)
        card.body.addWidget(self.curves, 1)
        return card

    def _connect(self) -> None:
        self.periods.chosen.connect(self.period_asked)
        self.dates.clicked.connect(lambda: self.asked.emit("dates"))
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        for chart in (self.curves.chart, self.curves.second):
            chart.period_asked.connect(self.moved)
            chart.span_asked.connect(self.zoomed)
            chart.whole_asked.connect(self.whole_asked)
        self.curves.asked.connect(self.asked)
        self.curves.swapped.connect(lambda: self.facts.show_swap(table=self.curves.is_table))
        self.facts.swap_asked.connect(self.curves.swap)
        self.facts.reference_asked.connect(
            lambda: self.asked.emit(f"reference/{self._state.measure}")
        )
        self.lasts.edit_asked.connect(lambda fact: self.asked.emit(f"value/{fact}"))
        self.lasts.all_asked.connect(lambda: self.asked.emit(f"values/{self._state.measure}"))


def _head(state: TrendsState) -> Head:
    add = Action(f"add/{state.measure}", _("Add a measurement"), "add", "primary")
    shown: tuple[Action, ...] = (
        Action("compare", _("Compare…"), "measurements"),
        Action("export", _("Export"), "export"),
    )
    if state.measure == "blood_pressure":
        days = Action("pressure", _("Several-day record"), "print")
        shown = (*shown, days)
    drawn = state.step in ("ready", "loading") and state.chart is not None
    actions = (*shown, add) if drawn and state.chart else (add,)
    return Head(state.title, actions=actions, back=("measures", _("Measurements")))
