"""The trends page: one measure, a period, its chart and its figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from vault.i18n import _
from vault.trends.look import Look
from vault.ui.pages.trends.facts import Facts, Figures, Lasts, Note
from vault.ui.pages.trends.parts import FLAT, UNBOUNDED, Periods, arrow, column, row
from vault.ui.pages.trends.state import TrendsState
from vault.ui.pages.trends.table import ChartTable
from vault.ui.theme import Theme, now, tokens
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chart import TrendChart
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.text import Text


def look(theme: Theme, ink: str) -> Look:
    """Return what a chart wears in a theme."""
    worn = tokens()["themes"][theme.name]
    return Look(worn["colours"], ink, worn["opacity"], theme.scale, theme.line("zone_edge"))


class TrendsPage(Page):
    """Shows a state; asks for `value/FACT`, `provenance/FACT`, `values/KEY`, `again`, signals."""

    period_asked = Signal(str)
    moved = Signal(int)  # so many periods later
    zoomed = Signal(float, float)  # ms since 1970 UTC
    whole_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = TrendsState()
        self.chart, self.notice, self.note = TrendChart(), Text("", "body"), Note()
        self.periods, self.facts, self.table = Periods(), Facts(), ChartTable(self)
        self.figures, self.lasts = Figures(), Lasts()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*FLAT)
        outer.setSpacing(now().space("xs"))
        outer.addWidget(self._body(), 1)
        outer.addWidget(self.note)
        self._connect()

    def dress(self, theme: Theme) -> None:
        """Draw the chart again in another theme, or at another text scale."""
        self._fit(theme)
        self._show_chart(self._state)

    def show_state(self, state: TrendsState) -> None:
        """Draw a state, whole."""
        self._state = state
        self.periods.show_period(state.period)
        self.dates.setText(state.dates)
        self.later.setEnabled(state.later)
        self.facts.show_state(state)
        self.figures.show_figures(state.figures)
        self.lasts.show_lasts(state.lasts, state.every)
        self._side.setVisible(bool(state.figures) or bool(state.lasts))
        self.note.words.setText(state.note)
        self.note.setVisible(bool(state.note))
        self.table.show_chart(state.chart)
        self._show_chart(state)
        self.headed.emit(_head(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column of figures under the chart where the width does not suffice."""
        self._fit(now())
        super().resizeEvent(event)

    def swap(self) -> None:
        """Show the table of what the chart shows, or the chart again."""
        other = self.chart if self.stack.currentWidget() is self.rows else self.rows
        self.stack.setCurrentWidget(other)
        other.setFocus()

    def _fit(self, theme: Theme) -> None:
        way, wide = QBoxLayout.Direction, theme.has_aside(self.width())
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
        least, _most = tokens()["size"]["side_column"]
        side = round(least * theme.scale)
        self._side.setMinimumWidth(side if wide else 0)
        self._side.setMaximumWidth(side if wide else UNBOUNDED)

    def _show_chart(self, state: TrendsState) -> None:
        chart = state.chart if state.step in ("ready", "loading") else None
        self.failure.setVisible(state.step == "failed")
        if chart is None or not len(chart):
            self.notice.setText(state.sentence)
            self.stack.setCurrentWidget(self.empty)
            return
        if state.step == "ready":
            self.chart.show_chart(chart, look(now(), state.ink), state.curve)
            keys = _("Arrows to browse, T for the table.")
            self.chart.setAccessibleDescription(f"{chart.sentence} {keys}")
            self.note.words.setText(" ".join(filter(None, (state.sentence, state.note))))
            self.note.setVisible(bool(self.note.words.text()))
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.chart)

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
        self.dates = Text("", "strong", wraps=False)
        self.earlier = arrow("previous", _("Previous period"))
        self.later = arrow("next", _("Next period"))
        self.rows, self.stack = QTableView(), QStackedWidget()
        self.rows.setModel(self.table)
        self.rows.setAccessibleName(_("Table"))
        self.rows.horizontalHeader().setStretchLastSection(True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.failure = Button(_("Try again"), "plain")
        again = row(FLAT, 0, 1, self.failure, 1)
        self.empty = column(FLAT, now().space("s"), 1, self.notice, again, 1)
        for widget in (self.chart, self.rows, self.empty):
            self.stack.addWidget(widget)
        steps = row(FLAT, now().space("xs"), self.earlier, self.dates, self.later, 1)
        top = Fold(now().space("m"), row(FLAT, 0, self.periods, 1), steps, stretch=1)
        card = Card()
        card.body.addWidget(top)
        card.body.addWidget(self.facts)
        card.body.addWidget(self.stack, 1)
        return card

    def _connect(self) -> None:
        self.periods.chosen.connect(self.period_asked)
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.chart.period_asked.connect(self.moved)
        self.chart.span_asked.connect(self.zoomed)
        self.chart.whole_asked.connect(self.whole_asked)
        self.chart.table_asked.connect(self.swap)
        self.chart.edit_asked.connect(lambda index: self._about(index, "value"))
        self.chart.origin_asked.connect(lambda index: self._about(index, "provenance"))
        self.lasts.edit_asked.connect(lambda fact: self.asked.emit(f"value/{fact}"))
        self.lasts.all_asked.connect(lambda: self.asked.emit(f"values/{self._state.measure}"))
        self.failure.clicked.connect(lambda: self.asked.emit("again"))
        keys = QShortcut(QKeySequence(Qt.Key.Key_T), self.rows)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.swap)

    def _about(self, index: int, key: str) -> None:
        """Ask for something of a value under the cursor; a total or a mean of many has none."""
        if index < len(self._state.facts) and self._state.facts[index]:
            self.asked.emit(f"{key}/{self._state.facts[index]}")


def _head(state: TrendsState) -> Head:
    add = Action(f"add/{state.measure}", _("Add a measurement"), "add", "primary")
    return Head(state.title, actions=(add,), back=("measures", _("Measurements")))
