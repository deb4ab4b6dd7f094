"""Cuts a column of samples into the parts that chunks are made of: pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vault.record.batch import Column
from vault.record.series import Times, Values
from vault.store.sorting import Flags
from vault.store.streams import DAY

MOST: Final = 200_000  # samples of a chunk


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """Samples of a column in order of start, end and value, with what is known of each."""

    starts: Times
    ends: Times | None
    values: Values
    manner: NDArray[np.int64]  # offset, quality and method of each, packed; one for all
    wrong: Flags  # impossible: kept, not shown

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, picked: NDArray[np.intp] | Flags | slice) -> Many:
        """Keep only the samples at these positions."""
        manner = self.manner if len(self.manner) == 1 else self.manner[picked]
        ends = None if self.ends is None else self.ends[picked]
        return Many(self.starts[picked], ends, self.values[picked], manner, self.wrong[picked])

    @property
    def days(self) -> NDArray[np.int64]:
        """The UTC day of each, since 1970."""
        return self.starts // DAY

    @property
    def stops(self) -> Times:
        """Where each ends; a point where it starts."""
        return self.starts if self.ends is None else self.ends

    def marked(self, wrong: Flags) -> Many:
        """Say which ones are impossible."""
        return replace(self, wrong=wrong)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What becomes one chunk."""

    day: int
    offset: int
    quality: int
    method: int
    samples: Many


def ordered(column: Column) -> Many:
    """Put a column in order of time, without what is no number."""
    manner = _manner(column)
    starts, values = np.asarray(column.starts, np.int64), np.asarray(column.values, np.float64)
    ends = None if column.ends is None else np.asarray(column.ends, np.int64)
    whole = Many(starts, ends, values, manner, np.zeros(len(starts), bool))
    fine = np.isfinite(values)
    if not fine.all():
        whole = whole.at(fine)
    if len(whole) and not (np.diff(whole.starts) > 0).all():
        keys = (whole.values, whole.starts if whole.ends is None else whole.ends, whole.starts)
        whole = whole.at(np.lexsort(keys))
    return whole


def parts(samples: Many) -> Iterator[Part]:
    """Cut ordered samples into days, and days where offset, quality or method differ."""
    days = samples.days
    if not len(samples):
        return
    edges = np.flatnonzero(np.diff(days, prepend=days[:1] - 1, append=days[-1:] + 1))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        day = int(days[first])
        for start in range(first, last, MOST):
            one = samples.at(slice(start, min(start + MOST, last)))
            for manner in np.unique(one.manner).tolist():
                same = one if len(one.manner) == 1 else one.at(one.manner == manner)
                yield Part(day, *_unpacked(manner), same)


def _manner(column: Column) -> NDArray[np.int64]:
    offset, quality, method = (
        np.atleast_1d(np.asarray(one, np.int64))
        for one in (column.offsets, column.quality, column.method)
    )
    return (offset << 16) | (quality << 8) | method


def _unpacked(manner: int) -> tuple[int, int, int]:
    return manner >> 16, (manner >> 8) & 0xFF, manner & 0xFF
