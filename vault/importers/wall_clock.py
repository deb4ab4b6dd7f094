"""Wall clocks without zone, placed into the zone that was chosen; which zone hours are where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vault.record.moments import Moment, placed
from vault.record.series import Times

_DAY: Final = 86_400_000


class WallClock:
    """The wall clocks of one table, in the order of the file.

    An hour that happens twice is read as the first one, until a repeated stamp, or a clock that
    goes back in a file that goes forward, proves the second.
    """

    def __init__(self, walls: Iterable[datetime], zone: tzinfo) -> None:
        self._zone = zone
        stamps = list(walls)
        rising = sum((a <= b) - (a > b) for a, b in pairwise(stamps)) >= 0
        self._again: list[bool] = [False] * len(stamps)
        order = range(len(stamps)) if rising else range(len(stamps) - 1, -1, -1)
        self._prove(stamps, order)
        self._next = 0

    def _prove(self, stamps: list[datetime], order: Iterable[int]) -> None:
        before: datetime | None = None
        second = False
        for at in order:
            wall = stamps[at]
            if not _twice(wall, self._zone):
                before, second = None, False
                continue
            second = second or (before is not None and wall <= before)
            self._again[at] = second
            before = wall

    def place(self, wall: datetime) -> Moment:
        """Place the next clock of the file."""
        again = self._next < len(self._again) and self._again[self._next]
        self._next += 1
        return placed(wall, self._zone, again=again)


def _twice(wall: datetime, zone: tzinfo) -> bool:
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.astimezone(UTC) < second.astimezone(UTC)


def offsets(instants: Times, zone: tzinfo) -> NDArray[np.int16]:
    """Return minutes east of UTC in `zone` at each instant (ms since 1970 UTC)."""
    if not len(instants):
        return np.zeros(0, np.int16)
    edges, values = changes(int(instants.min()), int(instants.max()), zone)
    return values[np.searchsorted(edges, instants, side="right")]


def changes(first: int, last: int, zone: tzinfo) -> tuple[Times, NDArray[np.int16]]:
    """Return the instants at which the offset changes between two, and the offsets around them."""
    told = offset_of(zone)
    edges: list[int] = []
    values = [told(first)]
    for day in range(first, last + _DAY, _DAY):
        until = min(day + _DAY, last)
        if told(until) != values[-1]:
            edges.append(_edge(day, until, told))
            values.append(told(until))
    return np.array(edges, np.int64), np.array(values, np.int16)


def _edge(before: int, after: int, told: Callable[[int], int]) -> int:
    old = told(before)
    while after - before > 1000:  # noqa: PLR2004 - a second
        middle = (before + after) // 2
        before, after = (middle, after) if told(middle) == old else (before, middle)
    return after // 1000 * 1000


def offset_of(zone: tzinfo) -> Callable[[int], int]:
    """Return what tells the minutes east of UTC at an instant in ms."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    def told(instant: int) -> int:
        offset = (epoch + timedelta(milliseconds=instant)).astimezone(zone).utcoffset()
        return int(offset.total_seconds() // 60) if offset else 0

    return told
