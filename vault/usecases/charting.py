"""What a measure says over a period: its chart and its figures, from the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from vault.record.measures import Measure
from vault.record.person import Person
from vault.record.provenance import Source
from vault.record.series import Series, Times, Values
from vault.trends.briefs import Brief, chart_of_days, of_series, together
from vault.trends.calendar import Span, midnight
from vault.trends.chart import Chart, Reference, Speech
from vault.trends.manners import manner
from vault.trends.shapes import AS_THEY_ARE, Readings, View, picture
from vault.trends.slope import tendency
from vault.trends.statistics import WEEK, Summary, daily, summary
from vault.usecases.session import Session

EPOCH: Final = date(1970, 1, 1).toordinal()
MONTH: Final = 30
LONG: Final = 731  # days; above it a chart of a stream is made of the columns of its days
Named = Callable[[Source], str]
_NOON: Final = 12 * 3_600_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a measure, in its canonical unit; None where there are too few values.

    `days_with_data` of `days`; `change` is that of the whole period, `slope` that of 30 days
    (Theil-Sen over daily values).
    """

    summary: Summary | None
    slope: float | None
    change: float | None
    days_with_data: int
    days: int
    stable: bool | None


@dataclass(frozen=True, slots=True)
class Topic:
    """Which measure, of whom, over which days of the person's own time."""

    person: Person
    measure: Measure
    span: Span

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the person."""
        return ZoneInfo(self.person.zone)


def extent(session: Session, person: Person, measure: Measure) -> Span | None:
    """Return the days from the first to the last value of a measure, None without any."""
    row = session.vault.people.row_id(person.uid)
    held = session.vault.samples.coverage(row, measure.key)
    if not held:
        return None
    return Span(date.fromordinal(EPOCH + held[0][0]), date.fromordinal(EPOCH + held[-1][1]))


def topic(
    session: Session, person: Person, measure: Measure, first: date | None, last: date | None
) -> Topic:
    """Return what is asked about: an end that is left out is that of the data, else today."""
    today = session.clock.now().astimezone(ZoneInfo(person.zone)).date()
    held = extent(session, person, measure) or Span(today, today)
    start = first or (held.first if last is None else min(held.first, last))
    end = last or max(held.last, start)
    return Topic(person, measure, Span(min(start, end), max(start, end)))


def chart(
    session: Session, topic: Topic, speech: Speech, zones: tuple[Reference, ...] = ()
) -> Chart:
    """Draw up the chart of a measure.

    More than two years of a stream come from the columns of its days; what is summed comes as
    totals of days, after the overlap rule; a night is its minutes asleep.
    """
    measure = topic.measure
    view = View(topic.span, topic.zone, manner(measure), zones, speech)
    if is_long(topic):
        return chart_of_days(measure, brief(session, topic), view)
    return picture(drawable(readings(session, topic)), view)


def figures(session: Session, topic: Topic) -> dict[str, Figures]:
    """Return the figures of a period: under "" for a value, by name for the parts of a panel."""
    return figures_of(readings(session, topic), topic)


def figures_of(held: Readings, topic: Topic) -> dict[str, Figures]:
    """Return the same of readings that were read already."""
    shown = held.inside(*topic.span.bounds(topic.zone))
    series = shown.series
    if not topic.measure.panel:
        return {"": _figures(series, topic)}
    lower = np.full(len(series), np.nan) if shown.lower is None else shown.lower
    told = {}
    names = [component.name for component in topic.measure.components[:2]]
    for name, values in zip(names, (series.values, lower), strict=True):
        known = np.isfinite(values)
        told[name] = _figures(Series(topic.measure, series.times[known], values[known]), topic)
    return told


def by_day(session: Session, topic: Topic) -> tuple[Times, Values]:
    """Return the days that hold data, as ordinals, and one value for each (of a panel the first).

    Canonical; what is summed or slept comes as the totals of its days.
    """
    series = readings(session, topic).inside(*topic.span.bounds(topic.zone)).series
    days, values = daily(series, topic.zone, manner(topic.measure).rule)
    return days, values.values


def _figures(series: Series, topic: Topic) -> Figures:
    how, length = manner(topic.measure), topic.span.days
    days, values = daily(series, topic.zone, how.rule)
    trend = tendency(days, values.values, length)
    told = summary(series.values) if len(series) else None
    if trend is None:
        return Figures(told, None, None, len(days), length, None)
    month = trend.over(MONTH)
    stable = how.is_stable(month, float(np.median(values.values)))
    return Figures(told, month, trend.over(length), len(days), length, stable)


def totalled(measure: Measure) -> bool:
    """Tell whether a chart shows totals of days instead of samples."""
    return measure.day in ("sum", "night") and measure.keep == "chunk"


def is_long(topic: Topic) -> bool:
    """Tell whether a chart is made of the columns of days: no sample of so many years is read."""
    measure = topic.measure
    return measure.keep == "chunk" and not totalled(measure) and topic.span.days > LONG


def readings(session: Session, topic: Topic, named: Named | None = None) -> Readings:
    """Return what a chart shows, and the six days before it, which its first mean sees.

    With `named` each carries the name of its source, where they are few enough to be looked at.
    """
    row = session.vault.people.row_id(topic.person.uid)
    if totalled(topic.measure):
        return _totals(session, row, topic)
    span = topic.span
    before = Span(date.fromordinal(span.first.toordinal() - WEEK + 1), span.last)
    found = session.vault.samples.between(row, topic.measure.key, *before.bounds(topic.zone))
    made = bare(topic.measure, found)
    if named is None or found.sources is None or len(found) > AS_THEY_ARE:
        return made
    names = {number: named(one) for number, one in session.vault.sources.all().items()}
    return replace(made, sources=tuple(names[number] for number in found.sources.tolist()))


def bare(measure: Measure, found: Series) -> Readings:
    """Return samples as a chart takes them; a lower part that is missing is no number."""
    series = Series(measure, found.times, found.values)
    if found.low is None or not measure.panel:
        return Readings(series)
    return Readings(series, found.low)


def drawable(shown: Readings) -> Readings:
    """Draw a panel without its second part as a range without height: « 138/– »."""
    if shown.lower is None:
        return shown
    values = shown.series.values
    return replace(shown, lower=np.where(np.isfinite(shown.lower), shown.lower, values))


def _totals(session: Session, row: int, topic: Topic) -> Readings:
    found = [
        one
        for one in session.vault.samples.totals(row, topic.measure.key, *_days(topic.span))
        if one.total is not None
    ]
    times = _noons([one.day for one in found], topic.zone)
    sums = np.array([one.total for one in found], np.float64)
    return Readings(Series(topic.measure, times, sums))


def brief(session: Session, topic: Topic) -> Brief:
    """Return the days of a stream from their columns, with the rows beside it."""
    row = session.vault.people.row_id(topic.person.uid)
    key, zone = topic.measure.key, topic.zone
    found = session.vault.samples.brief(row, key, *_days(topic.span))
    times = _noons(found.days.tolist(), zone)
    columns = Brief(times, found.counts, found.low, found.high, found.total)
    rows = session.vault.facts.measured(row, key, *topic.span.bounds(zone))
    typed = [one.fact for one in rows if one.fact.value is not None]
    at = np.array([one.start_ms for one in typed], np.int64)
    values = np.array([float(one.value or 0) for one in typed], np.float64)
    return together(columns, of_series(Series(topic.measure, at, values)))


def _days(span: Span) -> tuple[int, int]:
    """Return first and last day, since 1970."""
    return span.first.toordinal() - EPOCH, span.last.toordinal() - EPOCH


def _noons(days: list[int], zone: ZoneInfo) -> Times:
    """Return the middle of days (since 1970), in ms since 1970 UTC."""
    return np.array([midnight(EPOCH + day, zone) + _NOON for day in days], np.int64)
