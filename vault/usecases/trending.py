"""All that the page of a measure says of a period, and of its last values, from the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vault.record.facts import Fact, Kept
from vault.record.measures import HEART_RATE, Measure
from vault.record.moments import TimeQuality
from vault.record.provenance import Source
from vault.record.references import Reference
from vault.record.series import Series
from vault.trends import chart
from vault.trends.briefs import Brief, chart_of_days
from vault.trends.calendar import Span, midnight
from vault.trends.chart import Chart, Mark, Speech
from vault.trends.comparison import Compared, moved
from vault.trends.manners import manner
from vault.trends.shapes import AS_THEY_ARE, Readings, View, picture
from vault.trends.slope import tendency
from vault.trends.statistics import Summary
from vault.usecases import charting, references
from vault.usecases.charting import EPOCH, MONTH, Figures, Named, Topic
from vault.usecases.session import Session

SHOWN: Final = 7  # last values
_DAYS: Final = 60  # that are searched for the last totals
_NOON: Final = 12 * 3_600_000
_SUPPOSED: Final = frozenset(
    {
        TimeQuality.ZONE_ASSUMED,
        TimeQuality.AMBIGUOUS_DST,
        TimeQuality.DEVICE_CLOCK_UNSET,
        TimeQuality.RECEPTION_TIME,
    }
)
_LIMITS: Final = {"<": Mark.BELOW, "<=": Mark.BELOW, ">": Mark.ABOVE, ">=": Mark.ABOVE}

Spot = tuple[int, float]  # ms since 1970 UTC, value


@dataclass(frozen=True, slots=True)
class Words:
    """How the chart is said, how a source is called, and a reference is drawn."""

    speech: Speech
    named: Named
    drawn: Callable[[Sequence[Reference], Measure], tuple[chart.Reference, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another period to compare with, and what it is called."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class Last:
    """One of the last values; `low` is the second part of a panel.

    `fact` is the uid of the row, "" for a sample of a stream or the total of a day; `source` is a
    name, "" for a total.
    """

    at: int
    value: float
    low: float | None
    source: str
    fact: str
    mark: Mark = Mark.SURE


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is said of a measure over whole days.

    `figures` as `charting.figures` gives them; `facts` are the uids of what the chart shows value
    by value, "" where there is none; `lasts` are the last values of all, the newest first.
    """

    topic: Topic
    chart: Chart
    figures: Mapping[str, Figures]
    facts: tuple[str, ...]
    lasts: tuple[Last, ...]
    references: tuple[Reference, ...] = ()
    compared: Mapping[str, Figures] = field(default_factory=dict)


def told(session: Session, topic: Topic, words: Words, beside: Beside | None = None) -> Told:
    """Return all that the page says; no sample of a stream is read over more than two years.

    `compared` are the figures of the other period, where there is one and something was measured.
    """
    found = _told(session, topic, words, beside)
    if beside is None:
        return found
    other = replace(topic, span=beside.span)
    if not charting.is_long(other):
        return replace(found, compared=charting.figures(session, other))
    return replace(found, compared={"": _figures_of_days(charting.brief(session, other), other)})


def _told(session: Session, topic: Topic, words: Words, beside: Beside | None) -> Told:
    chosen = references.of(session, topic.person, topic.measure)
    zones = words.drawn(chosen, topic.measure)
    under = None if beside is None else _compared(session, topic, words, beside)
    view = View(topic.span, topic.zone, manner(topic.measure), zones, words.speech, under)
    lasts = _lasts(session, topic, words.named)
    if charting.is_long(topic):
        days = charting.brief(session, topic)
        made = chart_of_days(topic.measure, days, view)
        return Told(topic, made, {"": _figures_of_days(days, topic)}, (), lasts, chosen)
    held = charting.readings(session, topic, words.named)
    rows = _rows(session, topic, topic.span) if _is_single(held, topic) else {}
    held = replace(held, marks=_marks(held.series, rows))
    made, figures = picture(charting.drawable(held), view), charting.figures_of(held, topic)
    spots = _spots(made.line) if rows else []
    facts = tuple(_uid(rows, spot) for spot in spots)
    return Told(topic, made, figures, facts, lasts, chosen)


def _compared(session: Session, topic: Topic, words: Words, beside: Beside) -> Compared:
    other = replace(topic, span=beside.span)
    made = charting.chart(session, other, words.speech)
    by = topic.span.bounds(topic.zone)[0] - other.span.bounds(topic.zone)[0]
    line = made.line if made.trend is None else made.trend
    lines = [line]
    if made.shape == "ranges" and made.low is not None:
        lines.append(replace(line, values=made.low))
    return Compared(tuple(moved(one, by) for one in lines), beside.word)


def _is_single(held: Readings, topic: Topic) -> bool:
    """Tell whether values are shown one by one."""
    return not charting.totalled(topic.measure) and len(held.series) <= AS_THEY_ARE


def _rows(session: Session, topic: Topic, span: Span) -> dict[Spot, Kept]:
    """Return the rows of a span by time and value."""
    row = session.vault.people.row_id(topic.person.uid)
    found = session.vault.facts.measured(row, topic.measure.key, *span.bounds(topic.zone))
    return {
        (one.fact.start_ms or 0, float(one.fact.value)): one
        for one in found
        if one.fact.value is not None and one.duplicate_of is None
    }


def _spots(series: Series) -> list[Spot]:
    return list(zip(series.times.tolist(), series.values.tolist(), strict=True))


def _uid(rows: Mapping[Spot, Kept], spot: Spot) -> str:
    found = rows.get(spot)
    return "" if found is None else found.uid


def _marks(series: Series, rows: Mapping[Spot, Kept]) -> NDArray[np.int8] | None:
    if not rows:
        return None
    known = [rows.get(spot) for spot in _spots(series)]
    return np.array([Mark.SURE if one is None else _mark(one.fact) for one in known], np.int8)


def _mark(fact: Fact) -> Mark:
    quantity = fact.resource.get("valueQuantity")
    sign = quantity.get("comparator") if isinstance(quantity, Mapping) else None
    if sign in _LIMITS:
        return _LIMITS[sign]
    return Mark.SUPPOSED if fact.time_quality in _SUPPOSED else Mark.SURE


def _lasts(session: Session, topic: Topic, named: Named) -> tuple[Last, ...]:
    row = session.vault.people.row_id(topic.person.uid)
    if charting.totalled(topic.measure):
        return _last_totals(session, row, topic)
    found = session.vault.samples.latest(row, topic.measure.key, SHOWN)
    if not len(found) or found.sources is None:
        return ()
    held = charting.bare(topic.measure, found)
    days = [date.fromordinal(EPOCH + int(at) // 86_400_000) for at in found.times[[0, -1]]]
    around = Span(days[0] - timedelta(days=1), days[1] + timedelta(days=1))
    rows = _rows(session, topic, around)
    names: dict[int, Source] = session.vault.sources.all()
    made = []
    for k, spot in enumerate(_spots(held.series)):
        low = None if held.lower is None else float(held.lower[k])  # no number: « 138/– »
        kept = rows.get(spot)
        mark = Mark.SURE if kept is None else _mark(kept.fact)
        source = named(names[int(found.sources[k])])
        made.append(Last(*spot, low, source, "" if kept is None else kept.uid, mark))
    return tuple(reversed(made))


def _last_totals(session: Session, row: int, topic: Topic) -> tuple[Last, ...]:
    held = session.vault.samples.coverage(row, topic.measure.key)
    if not held:
        return ()
    last = held[-1][1] + 1
    days = session.vault.samples.totals(row, topic.measure.key, last - _DAYS, last)
    known = [one for one in days if one.total is not None][-SHOWN:]
    return tuple(
        Last(midnight(EPOCH + one.day, topic.zone) + _NOON, float(one.total or 0), None, "", "")
        for one in reversed(known)
    )


def _figures_of_days(days: Brief, topic: Topic) -> Figures:
    """Return figures over many years of a stream: extremes are true, the rest is of daily means."""
    length, how = topic.span.days, manner(topic.measure)
    if not len(days.times):
        return Figures(None, None, None, 0, length, None)
    numbers, starts = np.unique(days.times // 86_400_000, return_index=True)
    counts = np.add.reduceat(days.counts, starts)
    means = np.add.reduceat(days.total, starts) / counts
    low, middle, high = (float(one) for one in np.percentile(means, (10, 50, 90)))
    summed = Summary(
        int(counts.sum()), float(means[0]), float(means[-1]), float(days.low.min()),
        float(days.high.max()), middle, float(days.total.sum() / counts.sum()), low, high,
    )  # fmt: skip
    trend = tendency(numbers, means, length)
    if trend is None:
        return Figures(summed, None, None, len(numbers), length, None)
    month = trend.over(MONTH)
    stable = how.is_stable(month, middle)
    return Figures(summed, month, trend.over(length), len(numbers), length, stable)


def pulses(session: Session, topic: Topic, words: Words) -> Told | None:
    """Return the pulse that was measured with the values of a panel, None without any."""
    row, bounds = session.vault.people.row_id(topic.person.uid), topic.span.bounds(topic.zone)
    beats = replace(topic, measure=HEART_RATE)
    at = {
        one.fact.start_ms for one in session.vault.facts.measured(row, topic.measure.key, *bounds)
    }
    rows = {spot: one for spot, one in _rows(session, beats, topic.span).items() if spot[0] in at}
    if not rows:
        return None
    spots = sorted(rows)
    times = np.array([when for when, _value in spots], np.int64)
    values = np.array([value for _when, value in spots], np.float64)
    series = Series(HEART_RATE, times, values)
    named = tuple(words.named(rows[spot].fact.source) for spot in spots)
    held = Readings(series, None, _marks(series, rows), named)
    view = View(topic.span, topic.zone, manner(HEART_RATE), (), words.speech)
    facts = tuple(_uid(rows, spot) for spot in spots)
    return Told(beats, picture(held, view), charting.figures_of(held, beats), facts, ())
