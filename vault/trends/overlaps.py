"""Totals of a day when watch and phone counted together: each instant is counted once.

A sweep without a loop over instants: sources come in order of rank, and a span of a later one
counts for the share of its time that nothing before it covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vault.record.series import Indexes, Times, Values
from vault.trends.calendar import moment

DAY: Final = 86_400_000  # ms
_MINUTE: Final = 60_000
_HOUR: Final = 3_600_000
_WHOLE_DAY: Final = 20 * _HOUR  # a span that is longer is the maker's own total of a day


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The spans of one source, in any order: ms since 1970 UTC, offset in minutes, canonical value.

    `maker` says that the source is an app, whose spans of a whole day are the maker's own totals.
    """

    source: int
    starts: Times
    ends: Times
    values: Values
    offsets: Indexes
    maker: bool = False


@dataclass(frozen=True, slots=True)
class DaySum:
    """One wall-clock day: days since 1970, the total, how many spans counted, whose they are."""

    day: int
    total: float
    count: int
    sources: tuple[int, ...]


def day_sums(ranked: Sequence[Counted]) -> list[DaySum]:
    """Sum each wall-clock day; `ranked` begins with the source that counts first.

    A maker's own total of a day serves only where no span of any source lies in that day.
    """
    spans = [_picked(one, ~_totals(one)) for one in ranked]
    found = _swept([one for one in spans if len(one.starts)])
    for one in ranked:
        totals = _picked(one, _totals(one))
        if len(totals.starts):
            for day, said in _swept([totals], whole=True).items():
                found.setdefault(day, said)
    return [found[day] for day in sorted(found)]


def offsets_at(times: Times, zone: tzinfo) -> Indexes:
    """Return the offset of a zone at each instant, in minutes."""
    hours, which = np.unique(times // _HOUR, return_inverse=True)
    found = []
    for hour in hours.tolist():
        offset = moment(hour * _HOUR, zone).utcoffset()
        found.append(round(offset.total_seconds() / 60) if offset is not None else 0)
    return np.asarray(found, np.int64)[which]


def _totals(one: Counted) -> NDArray[np.bool_]:
    long: NDArray[np.bool_] = one.ends - one.starts >= _WHOLE_DAY
    return long & one.maker


def _picked(one: Counted, flags: NDArray[np.bool_]) -> Counted:
    return Counted(
        one.source, one.starts[flags], one.ends[flags], one.values[flags], one.offsets[flags],
        one.maker,
    )  # fmt: skip


@dataclass(slots=True)
class _Covered:
    """Intervals that are counted already: disjoint, in order."""

    starts: Times
    ends: Times

    def length(self, at: Times) -> Values:
        """Return how much is covered before each instant."""
        if not len(self.starts):
            return np.zeros(len(at))
        sums = np.concatenate(([0], np.cumsum(self.ends - self.starts)))
        index = np.searchsorted(self.starts, at, side="right")
        inside = np.where(index > 0, np.minimum(at, self.ends[index - 1]), 0)
        before = sums[np.maximum(index - 1, 0)]
        part = np.where(index > 0, inside - self.starts[index - 1], 0)
        return np.asarray(before + part, np.float64)

    def holds(self, at: Times) -> NDArray[np.bool_]:
        """Tell which instants lie inside."""
        if not len(self.starts):
            return np.zeros(len(at), bool)
        index = np.searchsorted(self.starts, at, side="right")
        return (index > 0) & (at < self.ends[index - 1])

    def add(self, starts: Times, ends: Times) -> None:
        """Cover more."""
        starts, ends = np.concatenate((self.starts, starts)), np.concatenate((self.ends, ends))
        order = np.argsort(starts, kind="stable")
        starts, reach = starts[order], np.maximum.accumulate(ends[order])
        first = np.ones(len(starts), bool)
        first[1:] = starts[1:] > reach[:-1]
        self.starts = starts[first]
        self.ends = reach[np.append(np.flatnonzero(first)[1:] - 1, len(reach) - 1)]


def _swept(ranked: Sequence[Counted], *, whole: bool = False) -> dict[int, DaySum]:
    covered = _Covered(np.empty(0, np.int64), np.empty(0, np.int64))
    days: dict[int, DaySum] = {}
    for one in ranked:
        day, starts, ends, values = _by_day(one, whole=whole)
        free, fresh = _free(starts, ends, covered)
        lengths = ends - starts
        share = np.where(lengths > 0, free / np.maximum(lengths, 1), free)
        counts = share > 0
        unique, which = np.unique(day, return_inverse=True)
        sums = np.bincount(which, values * share, len(unique))
        number = np.bincount(which, counts, len(unique))
        for at, total, count in zip(
            unique.tolist(), sums.tolist(), number.astype(int).tolist(), strict=True
        ):
            days[at] = _with(days.get(at), at, total, count, one.source)
        covered.add(fresh, ends)
    return {at: said for at, said in days.items() if said.count}


def _with(known: DaySum | None, day: int, total: float, count: int, source: int) -> DaySum:
    if known is None:
        return DaySum(day, total, count, (source,) if count else ())
    sources = (*known.sources, source) if count else known.sources
    return DaySum(day, known.total + total, known.count + count, sources)


def _by_day(one: Counted, *, whole: bool) -> tuple[Indexes, Times, Times, Values]:
    """Cut spans at the midnights of their own wall clock, values in proportion; in order."""
    shift = one.offsets * _MINUTE
    first = (one.starts + shift) // DAY
    if whole:
        middle = (one.starts + one.ends) // 2
        return (middle + shift) // DAY, one.starts, one.ends, one.values
    last = np.maximum(first, (one.ends + shift - 1) // DAY)
    pieces = last - first + 1
    which = np.repeat(np.arange(len(first)), pieces)
    number = np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    day = first[which] + number
    starts = np.maximum(one.starts[which], day * DAY - shift[which])
    ends = np.minimum(one.ends[which], (day + 1) * DAY - shift[which])
    lengths = (one.ends - one.starts)[which]
    share = np.where(lengths > 0, (ends - starts) / np.maximum(lengths, 1), 1.0)
    order = np.lexsort((ends, starts))
    return day[order], starts[order], ends[order], (one.values[which] * share)[order]


def _free(starts: Times, ends: Times, covered: _Covered) -> tuple[Values, Times]:
    """Return how much of each span nothing covers, and where its own part begins.

    Inside one source the span that began first counts; a point counts whole or not at all.
    """
    reach = np.maximum.accumulate(ends)
    before = np.concatenate((starts[:1], reach[:-1])) if len(starts) else starts
    fresh = np.minimum(np.maximum(starts, before), ends)
    free = (ends - fresh) - (covered.length(ends) - covered.length(fresh))
    points = starts == ends
    alone = ~covered.holds(starts) & (starts >= before)
    return np.where(points, alone, free).astype(np.float64), fresh
