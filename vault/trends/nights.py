"""Nights out of spans of sleep stages: one session, one source, each minute once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np

from vault.record.series import Indexes, Times

_MINUTE: Final = 60_000
_HOUR: Final = 3_600_000
_DAY: Final = 86_400_000
_APART: Final = 60 * _MINUTE  # a silence that parts two sessions
_MORNING: Final = (3 * _HOUR, 15 * _HOUR)  # when a main sleep ends, of the wall clock
_LONG: Final = 180  # minutes that make a main sleep at any other hour


class Stage(IntEnum):
    """Codes of sleep stages, as their columns hold them."""

    AWAKE = 1
    ASLEEP = 2
    OUT_OF_BED = 3
    LIGHT = 4
    DEEP = 5
    REM = 6
    AWAKE_IN_BED = 7
    IN_BED = 8


_ASLEEP: Final = (Stage.ASLEEP, Stage.LIGHT, Stage.DEEP, Stage.REM)
_STAGED: Final = (Stage.LIGHT, Stage.DEEP, Stage.REM)
# where two spans of one source overlap, the later of this list is what counts
_STRONGER: Final = (
    Stage.IN_BED, Stage.ASLEEP, Stage.LIGHT, Stage.DEEP, Stage.REM, Stage.OUT_OF_BED,
    Stage.AWAKE_IN_BED, Stage.AWAKE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Slept:
    """Stage spans of one source: ms since 1970 UTC, codes of `Stage`, offset in minutes."""

    source: int
    starts: Times
    ends: Times
    stages: Indexes
    offsets: Indexes


@dataclass(frozen=True, slots=True)
class Summary:
    """A night that its source gives as one number: minutes asleep between two instants."""

    source: int
    start: int
    end: int
    minutes: float
    offset: int


@dataclass(frozen=True, slots=True)
class Session:
    """One sleep: its bounds (ms UTC), minutes asleep, the source it is told by, its stages."""

    start: int
    end: int
    minutes: float
    source: int
    offset: int
    stages: dict[Stage, float] = field(default_factory=dict)

    @property
    def day(self) -> int:
        """The wall-clock day on which it ends, since 1970."""
        return (self.end + self.offset * _MINUTE) // _DAY

    @property
    def in_the_morning(self) -> bool:
        """Whether it ends when a night does."""
        at = (self.end + self.offset * _MINUTE) % _DAY
        return _MORNING[0] <= at <= _MORNING[1]


@dataclass(frozen=True, slots=True)
class Night:
    """The sleep of one day: the main one, if any, and naps beside it."""

    day: int
    main: Session | None
    naps: tuple[Session, ...]


def nights(ranked: Sequence[Slept], summaries: Sequence[Summary] = ()) -> list[Night]:
    """Return the nights of all days; `ranked` begins with the source that is preferred.

    A summary serves only a night of which no stages of any source cover more than half.
    """
    sessions = [_told(ranked, start, end) for start, end in _bounds(ranked)]
    for one in summaries:
        if _covered(ranked, one.start, one.end) * 2 <= one.end - one.start:
            overlapped = [s for s in sessions if s.start < one.end and s.end > one.start]
            sessions = [s for s in sessions if s not in overlapped]
            sessions.append(Session(one.start, one.end, one.minutes, one.source, one.offset))
    by_day: dict[int, list[Session]] = {}
    for session in sorted(sessions, key=lambda one: one.start):
        by_day.setdefault(session.day, []).append(session)
    return [_night(day, some) for day, some in sorted(by_day.items())]


def _night(day: int, sessions: list[Session]) -> Night:
    fit = [one for one in sessions if one.in_the_morning]
    fit = fit or [one for one in sessions if one.minutes >= _LONG]
    main = max(fit, key=lambda one: (one.minutes, one.end - one.start), default=None)
    return Night(day, main, tuple(one for one in sessions if one is not main))


def _bounds(ranked: Sequence[Slept]) -> list[tuple[int, int]]:
    """Return the sessions: spans of any source with less than an hour between them."""
    starts = np.concatenate([np.empty(0, np.int64), *(one.starts for one in ranked)])
    ends = np.concatenate([np.empty(0, np.int64), *(one.ends for one in ranked)])
    if not len(starts):
        return []
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    first = np.ones(len(starts), bool)
    first[1:] = starts[1:] - reach[:-1] >= _APART
    last = np.append(np.flatnonzero(first)[1:] - 1, len(reach) - 1)
    return list(zip(starts[first].tolist(), reach[last].tolist(), strict=True))


def _told(ranked: Sequence[Slept], start: int, end: int) -> Session:
    """Tell a session by its best source: with stages, else asleep, else in bed only."""
    inside = [part for one in ranked if len((part := _inside(one, start, end)).starts)]
    best = min(inside, key=_detail)
    return _session(best)


def _detail(one: Slept) -> int:
    """Return 0 for stages, 1 for asleep, 2 for in bed only; the first of equals is taken."""
    if np.isin(one.stages, _STAGED).any():
        return 0
    return 1 if np.isin(one.stages, _ASLEEP).any() else 2


def _inside(one: Slept, start: int, end: int) -> Slept:
    flags = (one.starts >= start) & (one.starts <= end)
    return Slept(
        one.source, one.starts[flags], one.ends[flags], one.stages[flags], one.offsets[flags]
    )


def _session(one: Slept) -> Session:
    edges = np.unique(np.concatenate((one.starts, one.ends)))
    held = np.zeros(max(len(edges) - 1, 0), np.int64)
    strength = {int(stage): place + 1 for place, stage in enumerate(_STRONGER)}
    for start, end, stage in zip(one.starts, one.ends, one.stages, strict=True):
        first, last = np.searchsorted(edges, (start, end))
        held[first:last] = np.maximum(held[first:last], strength[int(stage)])
    lengths = np.diff(edges) / _MINUTE
    stages = {
        stage: float(lengths[held == strength[stage]].sum())
        for stage in Stage
        if (held == strength[stage]).any()
    }
    asleep = sum(stages.get(stage, 0.0) for stage in _ASLEEP)
    if _detail(one) == len((_STAGED, _ASLEEP)):
        asleep = stages.get(Stage.IN_BED, 0.0)
    offset = int(one.offsets[int(np.argmax(one.ends))])
    return Session(int(edges[0]), int(edges[-1]), asleep, one.source, offset, stages)


def _covered(ranked: Sequence[Slept], start: int, end: int) -> int:
    """Return how much of a period stages of any source cover, in ms."""
    pairs = [
        (max(int(s), start), min(int(e), end))
        for one in ranked
        for s, e in zip(one.starts, one.ends, strict=True)
        if s < end and e > start
    ]
    total, reach = 0, start
    for first, last in sorted(pairs):
        total += max(0, last - max(first, reach))
        reach = max(reach, last)
    return total
