"""Byte planes of chunks, read many at once: whole numbers, signed ones, sums of differences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

DOUBLES: Final = 9  # stands where the width of a plane does: doubles, of eight bytes
_UNSIGNED: Final = {width: np.dtype(f"u{width}") for width in (1, 2, 4, 8)}
_SIGNED: Final = {width: np.dtype(f"i{width}") for width in _UNSIGNED}
Whole = NDArray[np.unsignedinteger[Any]]


class Plane(NamedTuple):
    """One column of a chunk: `size` numbers of `width` bytes, all lowest bytes first."""

    inflated: bytes
    at: int
    width: int
    size: int

    @classmethod
    def zeros(cls, size: int) -> Plane:
        """Return what stands where a chunk has no such column."""
        return cls(b"", 0, 0, size)

    def level(self, number: int) -> bytes:
        """Return the lowest bytes, the second ones, …; zeros beyond the width."""
        if number >= self.width:
            return bytes(self.size)
        begin = self.at + number * self.size
        return self.inflated[begin : begin + self.size]

    def doubles(self) -> NDArray[np.float64]:
        """Return the numbers of a plane of doubles."""
        shuffled = np.frombuffer(self.inflated, np.uint8, 8 * self.size, self.at)
        turned = np.ascontiguousarray(shuffled.reshape(8, self.size).T)
        return turned.reshape(-1).view("<f8")


def planes_of(inflated: bytes, count: int, columns: int, *, doubles: bool) -> list[Plane]:
    """Find the planes of a chunk, one after the other; the last is one of doubles or none is.

    Raises:
        ValueError: they are not these, or something is left.
    """
    at, found = 0, list[Plane]()
    for number in range(columns):
        said = inflated[at] if at < len(inflated) else 0
        wide = doubles and number == columns - 1
        if said != DOUBLES if wide else said not in _UNSIGNED:
            raise ValueError
        found.append(Plane(inflated, at + 1, 8 if wide else said, count))
        at += 1 + found[-1].width * count
    if at != len(inflated):
        raise ValueError
    return found


def joined(planes: Sequence[Plane]) -> Whole:
    """Return the numbers of several planes side by side, as wide as the widest."""
    widest = max(1, *(plane.width for plane in planes))
    whole: Whole = _level(planes, widest - 1)
    if widest == 1:
        return whole
    whole = whole.astype(_UNSIGNED[widest])
    for number in reversed(range(widest - 1)):
        whole <<= 8
        whole |= _level(planes, number)
    return whole


def _level(planes: Sequence[Plane], number: int) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join([plane.level(number) for plane in planes]), np.uint8)


def unfolded(folded: Whole) -> NDArray[np.signedinteger[Any]]:
    """Undo the fold of signed numbers: 0, -1, 1, -2, … were written 0, 1, 2, 3, …."""
    signs = folded & 1
    halves = folded >> 1
    halves ^= np.negative(signs, out=signs)
    return halves.view(_SIGNED[halves.itemsize])


def summed(steps: NDArray[np.int64], edges: Sequence[int]) -> NDArray[np.int64]:
    """Sum up, in place, each piece between two edges by itself; a piece may be empty."""
    begins = [begin for begin, end in pairwise(edges) if begin < end]
    if len(begins) > 1:  # what a piece came to is taken off where the next begins
        steps[begins[1:]] -= np.add.reduceat(steps, begins)[:-1]
    return np.add.accumulate(steps, out=steps)
