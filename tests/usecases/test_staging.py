from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.record.batch import Column, Inner, Item, Refused
from vault.record.provenance import Source
from vault.usecases import staging
from vault.usecases.staging import PLACES, Staged

WATCH = Source(device_class="watch")


class Box:
    """A spill in memory."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def put(self, body: bytes) -> int:
        self.pieces.append(body)
        return len(self.pieces) - 1

    def get(self, number: int) -> bytes:
        return self.pieces[number]


def column(starts: list[int], *, spans: bool, offsets: object = 60) -> Column:
    times = np.array(starts, np.int64)
    return Column(
        "steps", WATCH, "{steps}", times, times / 3, times + 1 if spans else None, offsets, 2,  # type: ignore[arg-type]
        np.ones(len(times), np.int8),
    )  # fmt: skip


@given(
    sizes=st.lists(st.integers(0, 300), min_size=1, max_size=8),
    spans=st.booleans(), arrays=st.booleans(),
)  # fmt: skip
def test_a_stream_comes_back_whole_whether_it_was_spilled_or_not(
    sizes: list[int], *, spans: bool, arrays: bool
) -> None:
    plain, spilling, box = Staged(), Staged(Box()), Box()
    spilling.spill = box
    spilling._held = staging.HELD  # as if much were held already
    for number, size in enumerate(sizes):
        starts = list(range(number * 1000, number * 1000 + size))
        offsets = np.full(size, 120, np.int16) if arrays else 60
        for one in (plain, spilling):
            one.add(column(starts, spans=spans, offsets=offsets))

    for left, right in zip(plain.columns(), spilling.columns(), strict=True):
        assert bool(box.pieces) == bool(sum(sizes))
        order, other = np.argsort(left.starts), np.argsort(right.starts)
        assert (left.starts[order] == right.starts[other]).all()
        assert (left.values[order] == right.values[other]).all()
        assert (np.asarray(left.offsets)[order] == np.asarray(right.offsets)[other]).all()
        assert (left.ends is None) == (right.ends is None) == (not spans)


def test_the_first_places_of_a_problem_are_kept_and_all_are_counted() -> None:
    staged = Staged()
    for number in range(9):
        staged.add(Refused(f"a.csv:{number}", "unreadable"))
    assert staged.refused == {"unreadable": 9}
    assert staged.places["unreadable"] == [f"a.csv:{n}" for n in range(PLACES)]


def test_a_file_inside_the_file_is_not_staged() -> None:
    item: Item = Inner("a", lambda: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(TypeError):
        Staged().add(item)


def test_order_of_streams_does_not_depend_on_the_file() -> None:
    one, other = Staged(), Staged()
    first, second = column([1], spans=True), column([1], spans=False)
    for staged, columns in ((one, (first, second)), (other, (second, first))):
        for each in columns:
            staged.add(each)
    assert [c.ends is None for c in one.columns()] == [c.ends is None for c in other.columns()]
