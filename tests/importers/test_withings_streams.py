"""Rows of a Withings stream: samples end to end, whatever their lengths are."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.told import source
from vault.importers.withings_streams import raw
from vault.record.batch import Column, Item, Refused

PARIS = ZoneInfo("Europe/Paris")
START = 1_780_293_600_000  # 2026-06-01T08:00:00+02:00


def read(*rows: str, name: str = "raw_tracker_steps.csv") -> list[Item]:
    body = "".join(f'2026-06-01T08:00:00+02:00,"{one}"\n' for one in rows)
    return list(raw(source(f"start,duration,value\n{body}".encode(), name), name, PARIS))


def column(*rows: str, name: str = "raw_tracker_steps.csv") -> Column:
    (made,) = read(*rows, name=name)
    assert isinstance(made, Column)
    return made


def one_by_one(lengths: list[float]) -> Iterator[tuple[int, int]]:
    """As a person would add them up."""
    at = float(START)
    for length in lengths:
        start, at = at, at + length * 1000
        yield round(start), round(at)


whole = st.integers(0, 90_000).map(float)
broken = st.floats(0, 5000, allow_nan=False).map(lambda number: round(number, 4))


@given(st.lists(whole | broken, min_size=1, max_size=30), st.lists(whole, min_size=1, max_size=9))
def test_each_sample_begins_where_the_one_before_it_ends(
    lengths: list[float], more: list[float]
) -> None:
    rows = [f'{some}","{[1] * len(some)}' for some in (lengths, more)]
    made = column(*rows)
    expected = [*one_by_one(lengths), *one_by_one(more)]
    assert made.ends is not None
    assert list(zip(made.starts.tolist(), made.ends.tolist(), strict=True)) == expected


def test_a_row_without_samples_is_a_row_of_none() -> None:
    made = column('[]","[]', '[60]","[7]', '[]","[]')
    assert made.values.tolist() == [7.0]
    assert made.starts.tolist() == [START]


def test_nothing_but_empty_rows_is_no_column() -> None:
    assert read('[]","[]') == []


def test_a_stage_nobody_knows_is_told_and_takes_its_time() -> None:
    told = read('[60,30,60]","[1,9,2]', name="raw_tracker_sleep-state.csv")
    assert isinstance(told[0], Refused)
    assert told[0].reason == "unsupported"
    (made,) = told[1:]
    assert isinstance(made, Column)
    assert made.values.tolist() == [4.0, 5.0]
    assert made.starts.tolist() == [START, START + 90_000]


def test_stages_that_nobody_knows_are_no_column() -> None:
    told = read('[60]","[9]', name="raw_tracker_sleep-state.csv")
    assert [type(one) for one in told] == [Refused]


@pytest.mark.parametrize("lengths", ["[1e11]", "[1e999]", "[1e300,-1e300]", "[-1e999,1e999]"])
def test_a_row_of_centuries_is_refused(lengths: str) -> None:
    values = "[1]" if "," not in lengths else "[1,1]"
    told = read(f'{lengths}","{values}')
    assert [one.reason for one in told if isinstance(one, Refused)] == ["unreadable"]


def test_offset_and_quality_belong_to_their_row() -> None:
    body = 'start,duration,value\n2026-06-01T08:00:00+02:00,"[1,1]","[5,6]"\n'
    body += '2026-06-02T08:00:00,"[1]","[7]"\n'
    name = "raw_tracker_steps.csv"
    (made,) = raw(source(body.encode(), name), name, PARIS)
    assert isinstance(made, Column)
    offsets = np.broadcast_to(made.offsets, 3).tolist()
    qualities = np.broadcast_to(made.quality, 3).tolist()
    assert offsets == [120, 120, 120]
    assert qualities[0] == qualities[1] != qualities[2]
