"""Each measure at a glance: its last value, its last thirty days, the one thing said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import numpy as np

from vault.errors import VaultError
from vault.exports.format import Latest
from vault.record.measures import MEASURES, Measure
from vault.record.person import Person
from vault.trends.calendar import Span
from vault.trends.manners import manner
from vault.trends.slope import tendency
from vault.usecases import charting
from vault.usecases.charting import MONTH, Topic
from vault.usecases.latest_values import last_value, others
from vault.usecases.session import Session

Said = Literal["less", "more", "stable", "mean", "silent", "single", "few", "nothing"]
_SILENT: Final = 14  # days without a measurement that are said; the line of a chart breaks there


@dataclass(frozen=True, slots=True)
class Glance:
    """A measure of a person; amounts in the canonical unit of the measure.

    `days`: one value for each of the last thirty days of the person, the oldest first, None where
    nothing was measured. `amount`: the change in thirty days, or the mean of the whole days.
    `weeks` since the last one, for `silent`. `nothing` is said of what has no key here. `last` is
    None where the store could not be read.
    """

    key: str
    measure: Measure | None
    last: Latest | None
    said: Said = "nothing"
    amount: float = 0.0
    weeks: int = 0
    days: tuple[float | None, ...] = ()


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
    days, values = charting.by_day(session, Topic(person, measure, span))
    known = dict(zip(days.tolist(), values.tolist(), strict=True))
    first = span.first.toordinal()
    drawn = tuple(known.get(day) for day in range(first, first + MONTH))
    said, amount = _said(session, person, measure, known)
    gone = (today - last.at.date()).days
    if said != "single" and gone > _SILENT:
        return Glance(measure.key, measure, last, "silent", 0.0, gone // 7, drawn)
    return Glance(measure.key, measure, last, said, amount, 0, drawn)


def _said(
    session: Session, person: Person, measure: Measure, known: dict[int, float]
) -> tuple[Said, float]:
    if _is_single(session, person, measure):
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
    if held is None or held.days > 2:  # noqa: PLR2004 - a night may touch two days
        return False
    if measure.summed or measure.day == "night":
        around = Span(held.first - timedelta(days=1), held.last + timedelta(days=1))
        days, _values = charting.by_day(session, Topic(person, measure, around))
        return len(days) == 1
    row = session.vault.people.row_id(person.uid)
    return len(session.vault.samples.latest(row, measure.key, 2)) == 1


def _today(session: Session, person: Person) -> date:
    return session.clock.now().astimezone(ZoneInfo(person.zone)).date()
