"""The chart, a second one under it, the table of both, or the sentence that stands for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from vault.i18n import _
from vault.trends.chart import Chart
from vault.trends.figure import width
from vault.trends.layout import beside
from vault.trends.look import Look
from vault.ui.pages.trends.parts import FLAT, column, row
from vault.ui.pages.trends.state import Panel, TrendsState
from vault.ui.pages.trends.table import ChartTable
from vault.ui.theme import Theme, now, tokens
from vault.ui.widgets.button import Button
from vault.ui.widgets.chart import TALL, TrendChart
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


def look(theme: Theme, ink: str, left: float = 0.0) -> Look:
    """Return what a chart wears in a theme; `left` px at least are kept beside its axes."""
    worn = tokens()["themes"][theme.name]
    return Look(
        worn["colours"], ink, worn["opacity"], theme.scale, theme.line("zone_edge"), left=left
    )


class Curves(QStackedWidget):
    """Says `value/FACT` and `provenance/FACT` by `asked`, `again` too; swaps by `swap`."""

    asked = Signal(str)
    swapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = TrendsState()
        self.chart, self.second, self.under = TrendChart(), TrendChart(), Text("", "strong")
        self.second.setAccessibleIdentifier("second-chart")
        self.nothing = Text("", "body")
        self.notice, self.table, self.rows = Text("", "body"), ChartTable(self), QTableView()
        self.failure = Button(_("Try again"), "plain")
        self._charts = QWidget()
        self._lay()
        self._connect()

    def show_state(self, state: TrendsState) -> None:
        """Show what there is; a chart that stands stays while another is prepared."""
        self._state = state
        self.failure.setVisible(state.step == "failed")
        if state.step == "loading" and state.chart is not None:
            return
        if state.chart is None or state.step == "failed":
            self.notice.setText(state.sentence)
            self.setCurrentWidget(self.empty if state.step == "failed" else self.wait)
            return
        if not (len(state.chart) or state.lasts):
            self.setCurrentWidget(self.none)
            return
        self.table.show_chart(state.chart)
        self.nothing.setText(state.sentence)
        self.nothing.setVisible(not len(state.chart))
        self._draw(state.chart, state.second)
        if self.chart.hasFocus():
            self.chart.say(self.chart, f"{state.dates}. {state.chart.sentence}")
        if self.currentWidget() is not self.rows:
            self.setCurrentWidget(self._charts)

    def dress(self, _theme: Theme) -> None:
        """Draw the charts again in another theme, or at another text scale."""
        self.rows.setFont(now().font("body"))
        self.show_state(self._state)

    @property
    def is_table(self) -> bool:
        """Whether the table stands instead of the chart."""
        return self.currentWidget() is self.rows

    def swap(self) -> None:
        """Show the table of what the chart shows, or the chart again."""
        if self.currentWidget() not in (self._charts, self.rows):
            return
        self.setCurrentWidget(self._charts if self.is_table else self.rows)
        (self.rows if self.is_table else self.chart).setFocus()
        self.swapped.emit()

    def _draw(self, chart: Chart, second: Panel | None) -> None:
        theme, left = now(), 0.0
        if second is not None:
            worn = look(theme, self._state.ink)
            left = max(beside(one, worn, width) for one in (chart, second.chart))
        self.chart.show_chart(chart, look(theme, self._state.ink, left), self._state.curve)
        keys = _("Arrows to browse, T for the table.")
        self.chart.setAccessibleDescription(f"{chart.sentence} {keys}")
        for widget in (self.second, self.under):
            widget.setVisible(second is not None)
        self.chart.tall = TALL if second is None else 300
        self.second.tall = 200
        self.chart.updateGeometry()
        if second is not None:
            self.under.setText(second.title)
            self.second.show_chart(second.chart, look(theme, second.ink, left), second.curve)

    def _lay(self) -> None:
        inside = QVBoxLayout(self._charts)
        inside.setContentsMargins(*FLAT)
        inside.setSpacing(now().space("xs"))
        shares = ((self.nothing, 0), (self.chart, 3), (self.under, 0), (self.second, 2))
        for widget, share in shares:
            inside.addWidget(widget, share)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.second.hide()
        self.under.hide()
        self.rows.setModel(self.table)
        self.rows.setAccessibleName(_("Table"))
        self.rows.horizontalHeader().setStretchLastSection(True)
        self.rows.verticalHeader().hide()
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        again = row(FLAT, 0, 1, self.failure, 1)
        self.empty = column(FLAT, now().space("s"), 1, self.notice, again, 1)
        self.none = Empty(
            "measurements", _("No measurement."), _("Add one, or import your readings."),
            _("Add a measurement"),
        )  # fmt: skip
        self.wait = column(FLAT, 0, Skeleton(1, lines=8), 1)
        for page in (self.wait, self._charts, self.rows, self.empty, self.none):
            self.addWidget(page)

    def _connect(self) -> None:
        self.chart.table_asked.connect(self.swap)
        self.second.table_asked.connect(self.swap)
        self.chart.edit_asked.connect(lambda index: self._about(index, "value"))
        self.chart.origin_asked.connect(lambda index: self._about(index, "provenance"))
        self.second.edit_asked.connect(lambda index: self._about(index, "value", second=True))
        self.second.origin_asked.connect(
            lambda index: self._about(index, "provenance", second=True)
        )
        self.none.acted.connect(lambda: self.asked.emit(f"add/{self._state.measure}"))
        self.failure.clicked.connect(lambda: self.asked.emit("again"))
        keys = QShortcut(QKeySequence(Qt.Key.Key_T), self.rows)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.swap)

    def _about(self, index: int, key: str, *, second: bool = False) -> None:
        """Ask for something of a value under the cursor; a total or a mean of many has none."""
        panel = self._state.second if second else self._state
        facts = () if panel is None else panel.facts
        if index < len(facts) and facts[index]:
            self.asked.emit(f"{key}/{facts[index]}")
