"""Totals of wall-clock days, once each whatever counted together: made again where days change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from vault.record.batch import NO_OFFSET
from vault.record.measures import MEASURES, SLEEP
from vault.record.series import Indexes
from vault.store.database import Database
from vault.store.reading import Parts, Reader
from vault.trends.nights import Night, Slept, Summary, nights
from vault.trends.overlaps import Counted, day_sums, offsets_at

RULE: Final = 1  # of the numbers below; another one makes all days again
_AROUND: Final = 2  # days a span or a night may reach into another day
_AT_ONCE: Final = 128  # days made together: what is read for them stays small
_UNCHOSEN: Final = 1_000_000  # behind every source the person put first
_CLASSES: Final = ("watch", "band", "ring"), ("phone",)


@dataclass(frozen=True, slots=True)
class DayTotal:
    """One wall-clock day (since 1970): a sum, or for sleep the minutes of the main night."""

    day: int
    total: float | None
    count: int  # spans that count, or sessions
    sources: tuple[int, ...]
    naps: float = 0.0  # minutes asleep beside the main night


class Totals:
    """The cache of day totals; `touch` and `settle` keep it true inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = Reader(database)
        self._pending: dict[tuple[int, str], set[int]] = defaultdict(set)

    def touch(self, person: int, measure: str, days: Iterable[int]) -> None:
        """Say that samples of these UTC days (since 1970) changed."""
        if summed(measure):
            self._pending[person, measure].update(days)

    def settle(self, look: Callable[[], None] = lambda: None) -> None:
        """Make again the totals of the days that were touched; `look` may stop it in between."""
        while self._pending:
            (person, measure), days = self._pending.popitem()
            for first, last in _runs(days):
                for day in range(first - _AROUND, last + _AROUND + 1, _AT_ONCE):
                    look()
                    self._make(person, measure, day, min(day + _AT_ONCE - 1, last + _AROUND))

    def of(self, person: int, measure: str, first: int, last: int) -> tuple[DayTotal, ...]:
        """Return the totals from day to day, both included; days without data are left out."""
        self.settle()
        rows = self._database.run(
            "SELECT day, total, n, sources, hi FROM day_total WHERE person = ? AND measure = ?"
            " AND day BETWEEN ? AND ? ORDER BY day",
            person, measure, first, last,
        )  # fmt: skip
        return tuple(
            DayTotal(day, total, n, tuple(json.loads(sources)), naps or 0.0)
            for day, total, n, sources, naps in rows
        )

    def stale(self) -> bool:
        """Tell whether some totals were made by another rule."""
        return bool(self._database.run("SELECT 1 FROM day_total WHERE rule <> ? LIMIT 1", RULE))

    def rebuild(self) -> None:
        """Make every total of the vault again."""
        self._database.run("DELETE FROM day_total")
        for person, measure, first, last in self._reader.extents():
            if summed(measure):
                self._make(person, measure, first - _AROUND, last + _AROUND)

    def _make(self, person: int, measure: str, first: int, last: int) -> None:
        parts = self._reader.parts(person, measure, first - _AROUND, last + _AROUND)
        zone = self._zone(person)
        made = _slept(parts, zone) if measure == SLEEP.key else _summed(parts, zone)
        self._database.run(
            "DELETE FROM day_total WHERE person = ? AND measure = ? AND day BETWEEN ? AND ?",
            person, measure, first, last,
        )  # fmt: skip
        self._database.many(
            "INSERT INTO day_total (person, measure, day, n, hi, total, sources, rule)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    person, measure, one.day, one.count, one.naps, one.total,
                    json.dumps(one.sources), RULE,
                )
                for one in made
                if first <= one.day <= last
            ],
        )  # fmt: skip

    def _zone(self, person: int) -> tzinfo:
        ((name,),) = self._database.run("SELECT zone FROM person WHERE id = ?", person)
        return ZoneInfo(name)


def summed(measure: str) -> bool:
    """Tell whether days of a measure have totals."""
    known = MEASURES.get(measure)
    return known is not None and known.day in ("sum", "night")


def ranked(parts: Sequence[Parts]) -> list[Parts]:
    """Put sources in order: the person's choice, then watch, phone and others."""
    return sorted(
        parts, key=lambda one: (one.rank or 1_000_000, _place(one.device_class), one.source)
    )


def _place(device_class: str) -> int:
    return next((n for n, some in enumerate(_CLASSES) if device_class in some), len(_CLASSES))


def _summed(parts: Sequence[Parts], zone: tzinfo) -> list[DayTotal]:
    counted = [
        Counted(
            one.source, one.starts, one.ends, one.values, _offsets(one, zone),
            one.device_class == "app",
        )
        for one in ranked(parts)
    ]  # fmt: skip
    return [DayTotal(one.day, one.total, one.count, one.sources) for one in day_sums(counted)]


def _slept(parts: Sequence[Parts], zone: tzinfo) -> list[DayTotal]:
    staged = [
        Slept(one.source, one.starts, one.ends, one.values.astype(np.int64), _offsets(one, zone))
        for one in ranked([one for one in parts if one.stages])
    ]
    summaries = [
        Summary(one.source, start, end, minutes, offset)
        for one in ranked([one for one in parts if not one.stages])
        for start, end, minutes, offset in zip(
            one.starts.tolist(), one.ends.tolist(), one.values.tolist(),
            _offsets(one, zone).tolist(), strict=True,
        )
    ]  # fmt: skip
    return [_night(one) for one in nights(staged, summaries)]


def _night(night: Night) -> DayTotal:
    sessions = [*([night.main] if night.main else []), *night.naps]
    return DayTotal(
        night.day,
        night.main.minutes if night.main else None,
        len(sessions),
        tuple(dict.fromkeys(one.source for one in sessions)),
        sum(one.minutes for one in night.naps),
    )


def _offsets(one: Parts, zone: tzinfo) -> Indexes:
    unknown = one.offsets == NO_OFFSET
    if not unknown.any():
        return one.offsets
    return np.where(unknown, offsets_at(one.starts, zone), one.offsets)


def _runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Put days together into runs; a gap shorter than what is looked at around is none."""
    runs: list[tuple[int, int]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] <= 2 * _AROUND:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs
