"""Charts of many years, from what the columns of days say: no sample is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vault.record.measure import Measure
from vault.record.series import Series, Times, Values
from vault.trends.chart import Chart
from vault.trends.coverage import breaks
from vault.trends.shapes import View, banded, steps
from vault.trends.thinning import Bins

_FEWEST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Brief:
    """One row a day with data: `times` at its noon in ms since 1970 UTC, canonical values."""

    times: Times
    counts: NDArray[np.int64]
    low: Values
    high: Values
    total: Values


def chart_of_days(measure: Measure, brief: Brief, view: View) -> Chart:
    """Draw up lowest, highest and mean of at most 600 parts of a view, each of whole days."""
    edges, each = steps(view.span, view.zone)
    return banded(measure, _bins(brief, edges), view, max(1, each))


def _bins(brief: Brief, edges: Times) -> Bins:
    cuts = np.searchsorted(brief.times, edges)
    silences = breaks(brief.times, brief.times)
    held = silences[(silences > cuts[0]) & (silences < cuts[-1])]
    cuts = np.unique(np.concatenate((cuts, held)))
    if len(cuts) < _FEWEST:
        none, nothing = np.empty(0, np.int64), np.empty(0, np.float64)
        return Bins(none, none, nothing, nothing, nothing, cuts[:0])
    starts, ends = cuts[:-1], cuts[1:]
    reach = slice(cuts[-1])
    low = np.minimum.reduceat(brief.low[reach], starts)
    high = np.maximum.reduceat(brief.high[reach], starts)
    total = np.add.reduceat(brief.total[reach], starts)
    counts = np.add.reduceat(brief.counts[reach], starts)
    return Bins(brief.times[starts], brief.times[ends - 1], low, high, total / counts, counts)


def of_series(series: Series) -> Brief:
    """Say each single value as a day of its own: rows beside the columns of streams."""
    values = series.values
    return Brief(series.times, np.ones(len(series), np.int64), values, values, values)


def together(one: Brief, other: Brief) -> Brief:
    """Put two sets of days in one order of time."""
    order = np.argsort(np.concatenate((one.times, other.times)), kind="stable")
    return Brief(
        np.concatenate((one.times, other.times))[order],
        np.concatenate((one.counts, other.counts))[order],
        np.concatenate((one.low, other.low))[order],
        np.concatenate((one.high, other.high))[order],
        np.concatenate((one.total, other.total))[order],
    )
