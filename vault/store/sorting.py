"""Which samples are the same: pure arithmetic on the arrays of one stream.

Inside a stream a sample is its start, its end and, where several share both, its place among them
in order of value; where a format corrects nothing, the value itself is part of what a sample is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vault.record.series import Indexes, Times, Values

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """Samples of one stream; `ends` repeats the start of a point; `batch` brought each of them.

    `placed` says where each came from, by any number the caller likes; without it their order does.
    """

    starts: Times
    ends: Times
    values: Values
    batch: Indexes
    placed: Indexes | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def place(self) -> Indexes:
        """Where each came from."""
        return np.arange(len(self)) if self.placed is None else self.placed

    def at(self, picked: NDArray[np.intp] | Flags) -> Pile:
        """Keep only the samples at these positions."""
        return Pile(
            self.starts[picked], self.ends[picked], self.values[picked], self.batch[picked],
            self.place[picked],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """What new samples are beside those that stand: positions in the new ones, and their match."""

    fresh: Flags  # nothing like it stands
    corrected: Flags  # stands with another value
    match: Indexes  # position of the standing sample with the same value, -1 for none


def together(pieces: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return arrays as one; it is not copied where they are one already, cut into pieces."""
    whole = pieces[0].base
    if whole is None:
        return np.concatenate(pieces)
    own, begin = _place(whole), _place(pieces[0])
    end = begin
    for piece in pieces:
        if piece.base is not whole or _place(piece) != end:
            return np.concatenate(pieces)
        end += piece.nbytes
    return whole.view(np.uint8)[begin - own : end - own].view(pieces[0].dtype)


def _place(piece: NDArray[Any]) -> int:
    place: int = piece.__array_interface__["data"][0]
    return place


def newest(pile: Pile, *, by_value: bool) -> NDArray[np.intp]:
    """Return, in order of time, the positions of the samples that count: the newest batch wins."""
    if len(pile) == 0:
        return np.empty(0, np.intp)
    turn = occurrences(pile, by_value=by_value)
    order = np.lexsort((pile.batch, turn, pile.ends, pile.starts))
    same = _same_as_next(pile, turn, order)
    return np.asarray(order[~np.append(same, False)], np.intp)


def occurrences(pile: Pile, *, by_value: bool) -> Indexes:
    """Number the samples of one batch that share start and end, in order of value."""
    if by_value:  # the value tells them apart: its rank among all values is its number
        return np.unique(pile.values, return_inverse=True)[1].astype(np.int64)
    if len(pile) < 2 or bool((np.diff(pile.starts) > 0).all()):  # noqa: PLR2004
        return np.zeros(len(pile), np.int64)
    order = np.lexsort((pile.values, pile.ends, pile.starts, pile.batch))
    new = np.ones(len(pile), bool)
    columns = (pile.batch[order], pile.starts[order], pile.ends[order])
    new[1:] = np.logical_or.reduce([np.diff(column) != 0 for column in columns])
    first = np.maximum.accumulate(np.where(new, np.arange(len(pile)), 0))
    numbers = np.empty(len(pile), np.int64)
    numbers[order] = np.arange(len(pile)) - first
    return numbers


def beside(new: Pile, standing: Pile, *, by_value: bool) -> Sorted:
    """Compare new samples with those that count in the record; both hold each identity once."""
    both = Pile(
        np.concatenate((standing.starts, new.starts)),
        np.concatenate((standing.ends, new.ends)),
        np.concatenate((standing.values, new.values)),
        np.repeat(np.arange(2), (len(standing), len(new))),
        np.concatenate((np.arange(len(standing)), np.arange(len(new)))),
    )
    turn = occurrences(both, by_value=by_value)
    order = np.lexsort((both.batch, turn, both.ends, both.starts))
    pairs = np.flatnonzero(_same_as_next(both, turn, order))
    old, fresh = both.place[order[pairs]], np.ones(len(new), bool)
    mine = both.place[order[pairs + 1]]
    equal = standing.values[old] == new.values[mine]
    match = np.full(len(new), -1, np.int64)
    match[mine[equal]] = old[equal]
    fresh[mine] = False
    return Sorted(fresh, ~fresh & (match < 0), match)


def repeated(starts: Times, ends: Times, values: Values) -> Flags:
    """Mark each sample that stands a second time; they come in order of start, end and value."""
    again = np.zeros(len(starts), bool)
    same = [np.diff(column) == 0 for column in (starts, ends, values)]
    again[1:] = np.logical_and.reduce(same)
    return again


def shared(starts: Times, ends: Times, flags: Flags) -> Flags:
    """Mark also those that share start and end with a marked one: they are kept together."""
    if not len(starts) or bool((np.diff(starts) > 0).all()):
        return flags
    new = np.ones(len(starts), bool)
    new[1:] = (np.diff(starts) != 0) | (np.diff(ends) != 0)
    group = np.cumsum(new) - 1
    hit = np.zeros(int(group[-1]) + 1, bool)
    hit[group[flags]] = True
    return np.asarray(hit[group], bool)


def _same_as_next(pile: Pile, turn: Indexes, order: NDArray[np.intp]) -> Flags:
    columns = (pile.starts[order], pile.ends[order], turn[order])
    same: Flags = np.logical_and.reduce([np.diff(column) == 0 for column in columns])
    return same
