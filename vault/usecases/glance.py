"""Each measure at a glance: its last value, its last thirty days, the one thing said of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import numpy as np

from vault.errors import VaultError
from vault.exports.format import Latest
from vault.fhir.circumstances import MOMENT, context
from vault.record.measures import GLUCOSE, MEASURES, Measure
from vault.record.person import Person
from vault.trends.calendar import Span
from vault.trends.calendar import moment as instant
from vault.trends.manners import manner
from vault.trends.slope import tendency
from vault.usecases import charting
from vault.usecases.charting import MONTH, Topic
from vault.usecases.latest_values import is_seen, last_value, others
from vault.usecases.session import Session

Said = Literal["less", "more", "stable", "mean", "silent", "single", "few", "nothing"]
_TWO: Final = 2
_SILENT: Final = 14  # days without a measurement that are said; the line of a chart breaks there


@dataclass(frozen=True, slots=True)
class Glance:
    """A measure of a person; amounts in the canonical unit of the measure.

    `days`: one value for each of the last thirty days of the person, the oldest first, None where
    nothing was measured. `amount`: the change in thirty days, or the mean of the whole days.
    `weeks` since the last one, for `silent`. `nothing` is said of what has no key here. `last` is
    None where the store could not be read. `moment` is the code of the moment of the last glucose
    value: days and amount are of that moment only, fasting is never mixed with after a meal.
    """

    key: str
    measure: Measure | None
    last: Latest | None
    said: Said = "nothing"
    amount: float = 0.0
    weeks: int = 0
    days: tuple[float | None, ...] = ()
    moment: str = ""


def keys(session: Session, person: Person) -> tuple[str, ...]:
    """Return the keys of the measures that a person has values of, in the order of the table."""
    held = set(session.vault.samples.measures(session.vault.people.row_id(person.uid)))
    return tuple(key for key in MEASURES if key in held)


def glance(session: Session, person: Person, key: str) -> Glance | None:
    """Look at one measure; None where nothing of it may be shown."""
    measure = MEASURES[key]
    try:
        last = last_value(session, person, measure)
        return None if last is None else _seen(session, person, measure, last)
    except VaultError:
        return Glance(key, measure, None)


def glances(session: Session, person: Person) -> tuple[Glance, ...]:
    """Look at every measure, in the order of the table; one that cannot be read hides no other."""
    found = (glance(session, person, key) for key in keys(session, person))
    return tuple(one for one in found if one is not None)


def beside(session: Session, person: Person) -> tuple[Glance, ...]:
    """Return the last values of what has no key here, each under the name it came with."""
    return tuple(Glance(last.measure, None, last) for last in others(session, person))


def _seen(session: Session, person: Person, measure: Measure, last: Latest) -> Glance:
    today = _today(session, person)
    span = Span(today - timedelta(days=MONTH - 1), today)
    topic, moment = Topic(person, measure, span), ""
    if measure is GLUCOSE:
        moment, known = _of_one_moment(session, topic, last)
    else:
        days, values = charting.by_day(session, topic)
        known = dict(zip(days.tolist(), values.tolist(), strict=True))
    first = span.first.toordinal()
    drawn = tuple(known.get(day) for day in range(first, first + MONTH))
    said, amount = _said(session, person, measure, known)
    gone = (today - last.at.date()).days
    if said != "single" and gone > _SILENT:
        return Glance(measure.key, measure, last, "silent", 0.0, gone // 7, drawn, moment)
    return Glance(measure.key, measure, last, said, amount, 0, drawn, moment)


def _of_one_moment(session: Session, topic: Topic, last: Latest) -> tuple[str, dict[int, float]]:
    """Return the moment of the last glucose value, and the means of days at that moment only."""
    row = session.vault.people.row_id(topic.person.uid)
    at = int(last.at.timestamp() * 1000)
    first, end = topic.span.bounds(topic.zone)
    kept = session.vault.facts.measured(row, GLUCOSE.key, min(first, at), max(end, at + 1))
    moments = {one.uid: context(one.fact.resource).get(MOMENT, "") for one in kept}
    moment = next((moments[one.uid] for one in reversed(kept) if one.fact.start_ms == at), "")
    by_day = defaultdict[int, list[float]](list)
    for one in kept:
        start, value = one.fact.start_ms or 0, one.fact.value
        if value is not None and is_seen(one) and moments[one.uid] == moment and start >= first:
            by_day[instant(start, topic.zone).toordinal()].append(float(value))
    return moment, {day: sum(some) / len(some) for day, some in by_day.items()}


def _said(
    session: Session, person: Person, measure: Measure, known: dict[int, float]
) -> tuple[Said, float]:
    if len(known) < _TWO and _is_single(session, person, measure):
        return "single", 0.0
    if measure.day == "sum":
        return _mean(session, person, known)
    days, values = np.array([*known], np.int64), np.array([*known.values()], np.float64)
    trend = tendency(days, values, MONTH)
    if trend is None:
        return "few", 0.0
    change = trend.over(MONTH)
    if manner(measure).is_stable(change, float(np.median(values))):
        return "stable", change
    return ("less" if change < 0 else "more"), change


def _mean(session: Session, person: Person, known: dict[int, float]) -> tuple[Said, float]:
    """Return the mean of the days with data; the day that goes on counts only if it is alone."""
    today = _today(session, person).toordinal()
    whole = [value for day, value in known.items() if day != today] or [*known.values()]
    return ("mean", sum(whole) / len(whole)) if whole else ("few", 0.0)


def _is_single(session: Session, person: Person, measure: Measure) -> bool:
    held = charting.extent(session, person, measure)
    if held is None or held.days > _TWO:  # a night may touch two days
        return False
    if measure.summed or measure.day == "night":
        around = Span(held.first - timedelta(days=1), held.last + timedelta(days=1))
        days, _values = charting.by_day(session, Topic(person, measure, around))
        return len(days) == 1
    row = session.vault.people.row_id(person.uid)
    return len(session.vault.samples.latest(row, measure.key, 2)) == 1


def _today(session: Session, person: Person) -> date:
    return session.clock.now().astimezone(ZoneInfo(person.zone)).date()
