"""What a vault would answer, made without one; everybody and everything in it is made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from tests.ui.shots import CLAIRE
from vault.i18n import _
from vault.record.measures import Measure
from vault.record.references import Reference
from vault.record.series import Series, Values
from vault.trends.calendar import Span, midnight
from vault.trends.chart import Mark
from vault.trends.comparison import Compared
from vault.trends.manners import manner
from vault.trends.shapes import Readings, View, picture
from vault.ui.pages.trends.state import Panel, TrendsState
from vault.ui.pages.trends.telling import Reader, drawn
from vault.usecases.charting import Topic, figures_of, totalled
from vault.usecases.trending import Last, Told
from vault.wording.charts import speech
from vault.wording.measures import measure_name
from vault.wording.references import drawn as zones

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 23)
READER = Reader(TODAY, PARIS)
QUARTER = Span(TODAY - timedelta(days=89), TODAY)
DAY = 86_400_000
MORNING = 7 * 3_600_000 + 12 * 60_000


def series(measure: Measure, days: int, value: Callable[[int], float], every: int = 1) -> Series:
    """One value each so many days, up to this morning."""
    ago = range(days - 1, -1, -every)
    times = [midnight(TODAY.toordinal() - k, PARIS) + MORNING for k in ago]
    values = [value(days - 1 - k) for k in ago]
    return Series(measure, np.array(times, np.int64), np.array(values, np.float64))


def told(
    held: Series, span: Span = QUARTER, lower: Values | None = None,
    references: tuple[Reference, ...] = (), marks: tuple[Mark, ...] = (),
    compared: Compared | None = None,
) -> Told:  # fmt: skip
    """Say what the use case would of these samples."""
    measure = held.measure
    named = () if totalled(measure) or len(held) > 5000 else (_("Scale"),) * len(held)
    readings = Readings(held, lower, np.array(marks, np.int8) if marks else None, named)
    topic = Topic(CLAIRE, measure, span)
    view = View(
        span, PARIS, manner(measure), zones(references, measure), speech(measure, TODAY), compared
    )
    chart = picture(readings, view)
    lasts = tuple(
        Last(
            int(held.times[k]), float(held.values[k]), None if lower is None else float(lower[k]),
            named[k] if named else "", f"fact-{k}" if named else "",
            Mark(marks[k]) if marks else Mark.SURE,
        )
        for k in range(len(held) - 1, max(-1, len(held) - 8), -1)
    )  # fmt: skip
    under = {}
    if compared is not None:
        under = figures_of(Readings(compared.lines[0]), topic)
    facts = tuple(f"fact-{k}" for k in range(len(chart))) if named else ()
    return Told(topic, chart, figures_of(readings, topic), facts, lasts, references, under)


def loading(measure: Measure) -> TrendsState:
    """Return the page of a measure before its first answer."""
    name = measure_name(measure)
    return TrendsState(
        measure=measure.key, title=name, ink=manner(measure).ink,
        curve=_("Curve: {measure}").format(measure=name), sentence=_("Preparing the curve…"),
    )  # fmt: skip


def state(found: Told) -> TrendsState:
    """Return the page that shows what was found."""
    made = drawn(loading(found.topic.measure), found, READER)
    return replace(made, period="quarter" if found.topic.span == QUARTER else "all")


def panel(found: Told) -> Panel:
    """Return what stands under another chart."""
    name = measure_name(found.topic.measure)
    curve = _("Curve: {measure}").format(measure=name)
    return Panel(curve, name, manner(found.topic.measure).ink, found.chart, found.facts)
