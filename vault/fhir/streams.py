"""Samples of a stream as Observations that may leave: each one, or one for each day.

Up to `MOST` samples leave as they are, one Observation each; more of them leave as one Observation
a day, and the preview says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import groupby
from typing import Final
from uuid import UUID, uuid5

import numpy as np

from vault.fhir.measured import fact
from vault.record.batch import Measured
from vault.record.codes import LOINC
from vault.record.facts import Kept
from vault.record.measure import Measure
from vault.record.moments import Moment, TimeQuality
from vault.record.provenance import Source
from vault.record.quantity import Quantity
from vault.record.series import Series

MOST: Final = 1_000
STREAM: Final = Source(device_class="unknown")
_NAMES: Final = UUID("4b6b0f6a-3d3f-4f0e-9a53-6a1f0c7d2e11")  # of ids made from person and time
_DAY_CODES: Final = {"steps": "41950-7", "distance": "41953-1"}  # LOINC of 24 h totals
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Day:
    """A figure of one wall-clock day (days since 1970), in the canonical unit."""

    day: int
    value: Decimal
    count: int  # how many samples it is made of


@dataclass(frozen=True, slots=True)
class Streamed:
    """What stands for a stream: facts to select from, and whether they are figures of days."""

    kept: tuple[Kept, ...]
    by_day: bool


def leaving(
    person: str, series: Series, zone: tzinfo, totals: Iterable[Day] = (), most: int = MOST
) -> Streamed:
    """Make the facts that stand for a stream in a share; they are never stored.

    Their uids follow from person, measure and time: a sample keeps its id towards a service.

    Args:
        person: uid.
        series: samples in the canonical unit; stages of sleep are none, they leave by `totals`.
        zone: of the person: tells the day of a sample.
        totals: of summed measures and of nights, after the overlap rule; for other measures the
            figure of a day is the median of its samples.
        most: how many samples leave one by one.
    """
    if len(series) <= most and series.measure.key != "sleep":
        return Streamed(tuple(_samples(person, series, zone)), by_day=False)
    measure = series.measure
    days = totals if measure.summed or measure.key == "sleep" else _medians(series, zone)
    return Streamed(tuple(_day(person, measure, one, zone) for one in days), by_day=True)


def _samples(person: str, series: Series, zone: tzinfo) -> Iterator[Kept]:
    ends = series.times if series.ends is None else series.ends
    seen: dict[tuple[int, int], int] = {}
    for start, end, value in zip(
        series.times.tolist(), ends.tolist(), series.values.tolist(), strict=True
    ):
        number = seen[start, end] = seen.get((start, end), -1) + 1
        measured = Measured(
            series.measure.key,
            Quantity(Decimal(repr(value)), series.measure.unit),
            _moment(start, zone),
            "",
            STREAM,
            end=_moment(end, zone) if end != start else None,
        )
        yield _kept(person, measured, f"{series.measure.key}|{start}|{end}|{number}")


def _medians(series: Series, zone: tzinfo) -> Iterator[Day]:
    days = [_wall(start, zone).toordinal() for start in series.times.tolist()]
    for ordinal, group in groupby(range(len(days)), key=days.__getitem__):
        picked = list(group)
        middle = float(np.median(series.values[picked]))
        yield Day(ordinal - _FIRST_DAY.toordinal(), Decimal(repr(middle)), len(picked))


def _day(person: str, measure: Measure, one: Day, zone: tzinfo) -> Kept:
    day = _FIRST_DAY + timedelta(days=one.day)
    what = "total" if measure.summed or measure.key == "sleep" else "median"
    code = _DAY_CODES.get(measure.key)
    measured = Measured(
        measure.key,
        Quantity(one.value, measure.unit),
        Moment(datetime(day.year, day.month, day.day, tzinfo=zone), TimeQuality.DATE_ONLY),
        "",
        STREAM,
        context={"method": f"{what} of the day, n={one.count}"},
        code=f"{LOINC}|{code}" if code else None,
    )
    return _kept(person, measured, f"{measure.key}|{day.isoformat()}")


def _kept(person: str, measured: Measured, name: str) -> Kept:
    uid = str(uuid5(_NAMES, f"{person}|{name}"))
    return Kept(fact(measured), uid, person, version=1, batch="", created=0, changed=0)


def _moment(at: int, zone: tzinfo) -> Moment:
    return Moment(_wall(at, zone), TimeQuality.EXACT_OFFSET)


def _wall(at: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
