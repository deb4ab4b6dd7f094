"""Puts what several sources say of one measure together; the same value is not shown twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vault.record.measure import Measure
from vault.record.series import Series, Values
from vault.store.duplicates import window
from vault.store.reading import Parts
from vault.store.sorting import Flags


def joined(measure: Measure, ranked: Sequence[Parts], *, resolve: bool) -> Series:
    """Return one series in order of time; `ranked` begins with the source that counts first.

    Where `resolve`, a value that a better source also has, rounded to the decimals shown and within
    a minute (two for weight), is left out; spans are left to the totals.
    """
    if len(ranked) == 1:
        return _series(measure, ranked[0])
    flags = [np.ones(len(one), bool) for one in ranked]
    points = [number for number, one in enumerate(ranked) if not one.spans]
    for place, number in enumerate(points if resolve else ()):
        for better in points[:place]:
            if _may_repeat(ranked[number], ranked[better]):
                flags[number] &= ~_said(measure, ranked[number], ranked[better], flags[better])
    found = [_series(measure, one).at(shown) for one, shown in zip(ranked, flags, strict=True)]
    none, nothing = np.empty(0, np.int64), np.empty(0)
    whole = Series(
        measure,
        np.concatenate([none, *(one.times for one in found)]),
        np.concatenate([nothing, *(one.values for one in found)]),
        np.concatenate([none, *(one.times if one.ends is None else one.ends for one in found)]),
        np.concatenate([nothing, *(_low(one) for one in found)]),
        np.concatenate([none, *(one.sources for one in found if one.sources is not None)]),
    )
    return whole.at(np.argsort(whole.times, kind="stable"))


def _series(measure: Measure, one: Parts) -> Series:
    sources = np.broadcast_to(np.int64(one.source), len(one))
    return Series(measure, one.starts, one.values, one.ends, one.low, sources)


def _low(one: Series) -> Values:
    return np.full(len(one), np.nan) if one.low is None else one.low


def _may_repeat(mine: Parts, better: Parts) -> bool:
    """Two sources; two rows are compared when they are kept, not here."""
    return better.source != mine.source and bool(mine.chunks or better.chunks)


def _said(measure: Measure, mine: Parts, better: Parts, shown: Flags) -> Flags:
    """Mark what a better source says within the window, with the same rounded value."""
    near = window(measure)
    values = np.concatenate((better.values[shown], mine.values))
    kinds = np.unique(np.round(values, measure.decimals), return_inverse=True)[1].astype(np.int64)
    if not len(kinds):
        return np.zeros(len(mine), bool)
    times = np.concatenate((better.starts[shown], mine.starts))
    base = int(times.min())
    step = int(times.max()) - base + 2 * near + 1  # so that two kinds never come near each other
    keys = kinds * step + (times - base)
    count = int(shown.sum())
    theirs, own = np.sort(keys[:count]), keys[count:]
    first = np.searchsorted(theirs, own - near)
    last = np.searchsorted(theirs, own + near, side="right")
    return np.asarray(last > first, bool)
