"""One measurement: a subject beside its baseline, interleaved, the median of processor time."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

_NOISY: Final = 1.5  # widest spread of a baseline that still says something
_ROOM: Final = 1.25  # for the noise of a shared machine


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared with what.

    `goal` is the ratio to stay under, `goal_ms` the aim on the reference machine, which decides
    where there is no baseline; `wall` takes time of the wall instead of the processor's. `prepare`
    runs before each subject, unmeasured.
    """

    name: str
    subject: Callable[[], object]
    baseline: Callable[[], object] | None
    goal: float | None
    goal_ms: float | None = None
    n: int = 1  # things done in one run
    wall: bool = False
    prepare: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None  # when the case is done, unmeasured


def measured(case: Case, rounds: int) -> dict[str, Any]:
    """Run a case and say what it cost; what has a noisy baseline is run once more, then said so."""
    try:
        return _measured(case, rounds)
    finally:
        case.after()


def _measured(case: Case, rounds: int) -> dict[str, Any]:
    subject, baseline = _rounds(case, rounds)
    if noisy := _noisy(baseline):
        subject, baseline = _rounds(case, rounds)
        noisy = _noisy(baseline)
    took = statistics.median(subject)
    beside = statistics.median(baseline) if baseline else None
    ratio = took / beside if beside else None
    good = _good(case, took, ratio)
    return {
        "name": case.name,
        "subject_ms": round(took, 2),
        "baseline_ms": beside and round(beside, 2),
        "ratio": ratio and round(ratio, 3),
        "goal_ratio": case.goal,
        "goal_ms": case.goal_ms,
        "n": case.n,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "noisy": noisy,
        "ok": good or noisy,
    }


def _good(case: Case, took: float, ratio: float | None) -> bool:
    if ratio is None:
        return case.goal_ms is None or took <= case.goal_ms * _ROOM
    return case.goal is None or ratio <= case.goal * _ROOM


def _noisy(baseline: list[float]) -> bool:
    return bool(baseline) and max(baseline) > _NOISY * min(baseline)


def _rounds(case: Case, rounds: int) -> tuple[list[float], list[float]]:
    subject: list[float] = []
    baseline: list[float] = []
    for _round in range(rounds):
        if case.baseline is not None:
            baseline.append(_took(case.baseline, wall=case.wall))
        case.prepare()
        subject.append(_took(case.subject, wall=case.wall))
    return subject, baseline


def _took(work: Callable[[], object], *, wall: bool) -> float:
    """Return milliseconds; processor time counts children that have ended."""
    clock = time.perf_counter if wall else _processor
    start = clock()
    work()
    return (clock() - start) * 1000


def _processor() -> float:
    told = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in told)
