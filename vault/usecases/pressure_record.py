"""Blood pressure over several days: mornings and evenings, as a doctor asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.usecases.listing import listed
from vault.usecases.measurements import Measurement, measurements
from vault.usecases.session import Session

MEASURE: Final = "blood_pressure"
MORNING: Final = (time(4), time(12))  # from, and before
EVENING: Final = (time(17), time.max)
_UNTIMED: Final = {TimeQuality.DATE_ONLY.name.lower(), TimeQuality.DEVICE_CLOCK_UNSET.name.lower()}


@dataclass(frozen=True, slots=True)
class Taken:
    """One reading: the upper and the lower value in mm[Hg]; the lower may be missing."""

    at: datetime
    upper: Decimal
    lower: Decimal | None


@dataclass(frozen=True, slots=True)
class PressureDay:
    """The readings of one day, in the order of time."""

    day: date
    morning: tuple[Taken, ...] = ()
    evening: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class PressureRecord:
    """So many days on end, the last of them the last with a reading; `left_out` stand nowhere.

    Left out are readings of other hours, and those whose hour or upper value nobody knows.
    """

    days: tuple[PressureDay, ...] = ()
    left_out: int = 0

    @property
    def mornings(self) -> tuple[Taken, ...]:
        """All readings of all mornings."""
        return tuple(one for day in self.days for one in day.morning)

    @property
    def evenings(self) -> tuple[Taken, ...]:
        """All readings of all evenings."""
        return tuple(one for day in self.days for one in day.evening)


def pressure_record(session: Session, person: Person, days: int) -> PressureRecord:
    """Return the last days with blood pressure; without any reading there are no days."""
    zone = ZoneInfo(person.zone)
    newest = listed(session, person, MEASURE).values
    if not newest:
        return PressureRecord()
    last = _local(newest[0], zone).date()
    first = last - timedelta(days=days - 1)
    start, end = (_midnight(day, zone) for day in (first, last + timedelta(days=1)))
    found = measurements(session, person, MEASURE, (start, end))
    timed = [one for one in (_taken(each, zone) for each in found) if one is not None]
    named = tuple(_day(first + timedelta(days=n), timed) for n in range(days))
    kept = sum(len(one.morning) + len(one.evening) for one in named)
    return PressureRecord(named, len(found) - kept)


def mean(taken: Sequence[Taken]) -> tuple[Decimal, Decimal | None] | None:
    """Return the means of the upper and of the lower values; None without a reading."""
    if not taken:
        return None
    lower = [one.lower for one in taken if one.lower is not None]
    upper = sum((one.upper for one in taken), Decimal(0)) / len(taken)
    return upper, sum(lower, Decimal(0)) / len(lower) if lower else None


def _day(day: date, taken: Sequence[Taken]) -> PressureDay:
    of_day = [one for one in taken if one.at.date() == day]
    morning, evening = (
        tuple(one for one in of_day if start <= one.at.time() < end)
        for start, end in (MORNING, EVENING)
    )
    return PressureDay(day, morning, evening)


def _taken(one: Measurement, zone: ZoneInfo) -> Taken | None:
    parts = one.components or {}
    upper = parts.get("systolic")
    if upper is None or one.quality in _UNTIMED:
        return None
    return Taken(_local(one, zone), upper, parts.get("diastolic"))


def _local(one: Measurement, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(one.at / 1000, UTC).astimezone(zone)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)
