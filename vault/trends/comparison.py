"""Another period laid under the one that is shown, day for day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vault.record.series import Series, Times, Values
from vault.trends.calendar import DAY


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The lines of another period, moved to the days that are shown, and what it is called."""

    lines: tuple[Series, ...]
    word: str


def moved(line: Series, by: int) -> Series:
    """Return a line so many ms later."""
    return Series(line.measure, line.times + by, line.values)


def beside(times: Times, line: Series, each: int) -> Values:
    """Return what a line says nearest each instant, no number where it says nothing that near.

    Near is a day, or as many days as stand in one thing shown (`each`).
    """
    if not len(line):
        return np.full(len(times), np.nan)
    after = np.clip(np.searchsorted(line.times, times), 1, max(1, len(line) - 1))
    last = len(line) - 1
    before, after = after - 1, np.minimum(after, last)
    nearer = np.where(
        np.abs(line.times[after] - times) < np.abs(line.times[before] - times), after, before
    )
    near = np.abs(line.times[nearer] - times) <= max(1, each) * DAY
    return np.asarray(np.where(near, line.values[nearer], np.nan), np.float64)
