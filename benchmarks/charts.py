"""A frame of a chart over ten million samples; a two-page summary on paper."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtWidgets import QApplication

from benchmarks.case import Case
from vault.exports import figure
from vault.exports.format import Content, Plate
from vault.exports.formats import pdf_summary
from vault.exports.typesetting import compiled
from vault.i18n import speak
from vault.paths import assets
from vault.record.facts import Fact, Kept
from vault.record.measures import BODY_WEIGHT, HEART_RATE
from vault.record.provenance import BY_HAND
from vault.record.series import Series
from vault.trends.calendar import Span, until
from vault.trends.chart import Chart
from vault.trends.figure import draw
from vault.trends.look import DPI
from vault.trends.manners import manner
from vault.trends.shapes import Readings, View, band, picture
from vault.trends.thinning import Ladder
from vault.ui.widgets.chart import TrendChart
from vault.usecases import demo
from vault.wording.charts import speech
from vault.wording.paper import forms

PARIS: Final = ZoneInfo("Europe/Paris")
TODAY: Final = date(2026, 11, 23)
_SIZE: Final = (650, 531)  # px, as the window shows it
_PAGES: Final = """#set document(title: "Bare")
#set text(font: "Inter", size: 9.5pt)
#let turn = {turn}
#for page in (0, 1) {{
  heading([Page #page])
  for part in range(24) [#turn #lorem(12 + part) #parbreak()]
  if page == 0 {{ pagebreak() }}
}}
"""


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the runner's form
    """Return the cases: a frame while the period is moved, and a summary once it is warm."""
    speak("fr", assets() / "locale")
    samples = 1_000_000 if quick else 10_000_000
    return [_frame(samples), *_windows(samples), _summary()]


@cache
def _ladder(samples: int) -> Ladder:
    """Ten years of heart rates."""
    days, first = 3650, TODAY.toordinal() - 3650
    start = datetime.fromordinal(first).replace(tzinfo=PARIS).timestamp() * 1000
    times = (start + np.arange(samples) * (days * 86_400_000 / samples)).astype(np.int64)
    beats = np.random.default_rng(1).normal(70, 12, samples).round().clip(38, 190)
    return Ladder.of(Series(HEART_RATE, times, beats))


def _moved(samples: int, days: int) -> Callable[[], Chart]:
    """Return what gathers a chart of so many days, a day further with each call."""
    ladder, words, moves = _ladder(samples), speech(HEART_RATE, TODAY), count(1)

    def chart() -> Chart:
        last = date.fromordinal(TODAY.toordinal() - next(moves) % 300)
        span = Span(date.fromordinal(last.toordinal() - days), last)
        return band(ladder, View(span, PARIS, manner(HEART_RATE), (), words))

    return chart


def _bare() -> Callable[[], None]:
    """Return the draw of a plain pair of axes of the same size, moved with each call."""
    canvas, moves = _canvas(), count(1)
    axes = canvas.figure.add_axes((0.08, 0.08, 0.9, 0.9))

    def empty() -> None:
        axes.set_xlim(next(moves), next(moves) + 3000)
        canvas.draw()

    empty()
    return empty


def _canvas() -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    return FigureCanvasAgg(Figure(figsize=(_SIZE[0] / DPI, _SIZE[1] / DPI), dpi=DPI))


def _frame(samples: int) -> Case:
    """Move by a day, gather, draw."""
    look, chart, shown = figure.look(manner(HEART_RATE).ink), _moved(samples, 3000), _canvas()

    def frame() -> None:
        draw(shown.figure, chart(), look)
        shown.draw()

    frame()
    return Case("chart_frame", _times(20, frame), _times(20, _bare()), 2, 33 * 20, n=20)


def _windows(samples: int) -> Iterator[Case]:
    """Move, zoom and point in the chart of the window, painted without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    widget, look = TrendChart(lambda _widget, _words: None), figure.look(manner(HEART_RATE).ink)
    widget.resize(*_SIZE)
    widget.show()
    for days, name in ((30, "month"), (1100, "three_years"), (3000, "eight_years")):
        chart = _moved(samples, days)

        def frame(chart: Callable[[], Chart] = chart) -> None:
            widget.show_chart(chart(), look, "Curve")
            app.processEvents()

        frame()
        case = f"chart_window_{name}"
        yield Case(case, _times(10, frame), _times(10, _bare()), 2, 33 * 10, n=10)
    spots = count(1)

    def hover() -> None:
        widget.point(next(spots) % 500)
        app.processEvents()

    yield Case("chart_window_hover", _times(20, hover), None, None, 2 * 20, n=20)


def _summary() -> Case:
    """Set other words and curves each time: typst remembers what it has set before."""
    words, turns, charts = forms(), count(), deque[Chart](maxlen=3)
    look = figure.look(manner(BODY_WEIGHT).ink)

    def prepare() -> None:
        charts.extend(_weights(3 * next(turns) + number) for number in range(3))

    def summary() -> None:
        pictures = figure.drawn_each([(chart, look) for chart in charts], (430, 200))
        plates = [
            Plate("body_weight", svg, chart.sentence)
            for chart, svg in zip(charts, pictures, strict=True)
        ]
        pdf_summary.make(replace(_content(next(turns)), plates=tuple(plates)), words)

    def bare() -> None:
        compiled({"main": _PAGES.format(turn=next(turns)).encode()}, TODAY)

    prepare()
    summary()
    bare()
    return Case("pdf_summary", summary, bare, 6, 1000, wall=True, prepare=prepare)


def _weights(turn: int) -> Chart:
    end = datetime(2026, 11, 23, 7, tzinfo=PARIS).timestamp() * 1000
    times = (end - np.arange(365)[::-1] * 86_400_000).astype(np.int64)
    values = 70 + 0.4 * np.sin((np.arange(365) + turn) / 9)
    view = View(until(TODAY, "year"), PARIS, manner(BODY_WEIGHT), (), speech(BODY_WEIGHT, TODAY))
    return picture(Readings(Series(BODY_WEIGHT, times, values)), view)


def _content(turn: int) -> Content:
    """Make a record that needs two pages."""
    person = demo.FAMILY[0]
    facts = [_kept(number, turn, person.uid) for number in range(40)]
    made = datetime(2026, 11, 23, 12, tzinfo=PARIS)
    return Content(person, made, date(2025, 11, 24), TODAY, tuple(facts))


def _kept(number: int, turn: int, person: str) -> Kept:
    kind = ("allergy", "medication", "condition", "immunization")[number % 4]
    resource = {"dosage": [{"text": "1 comprimé le matin et le soir"}]}
    held = Fact(
        kind, f"Élément {number} {turn}", resource, BY_HAND, "person", bytes(16), bytes(32),
        start_ms=1_700_000_000_000,
    )  # fmt: skip
    return Kept(held, f"f-{number}", person, 1, "b", 0, 0)


def _times(often: int, work: Callable[[], None]) -> Callable[[], None]:
    def worked() -> None:
        for _turn in range(often):
            work()

    return worked
