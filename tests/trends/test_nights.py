"""R07: one night is told by one source; naps stand apart."""

from __future__ import annotations

import numpy as np

from vault.trends.nights import Session, Slept, Stage, Summary, nights

MINUTE = 60_000


def slept(source: int, start: float, *stages: tuple[int, float]) -> Slept:
    """Stages one after the other, from an hour of the first day; (0, m) is a silence."""
    at, rows = start * 60, []
    for stage, minutes in stages:
        if stage:
            rows.append((at, at + minutes, stage))
        at += minutes
    table = np.array(rows, np.float64).reshape(-1, 3)
    starts, ends = (np.round(table[:, n] * MINUTE).astype(np.int64) for n in (0, 1))
    kinds = table[:, 2].astype(np.int64)
    return Slept(source, starts, ends, kinds, np.zeros(len(table), np.int64))


WATCH = slept(1, 23, (4, 30), (5, 90), (1, 10), (4, 170), (6, 60), (4, 100))
PHONE = slept(2, 22 + 5 / 6, (2, 480))


def test_a_night_is_told_by_stages_and_not_added_up() -> None:
    (night,) = nights([PHONE, WATCH])
    assert night.main is not None
    assert (night.day, night.main.minutes, night.main.source) == (1, 450.0, 1)
    assert night.main.stages[Stage.REM] == 60
    assert night.naps == ()


def test_a_nap_stands_apart_and_alone_is_no_night() -> None:
    (night,) = nights([WATCH, slept(3, 40, (2, 45))])
    assert [nap.minutes for nap in night.naps] == [45]
    (afternoon,) = nights([slept(3, 17, (2, 45))])
    assert afternoon.main is None
    assert len(afternoon.naps) == 1


def test_a_long_sleep_at_another_hour_is_a_night() -> None:
    (night,) = nights([slept(1, 17, (2, 200))])
    assert night.main is not None
    assert night.main.minutes == 200


def test_an_hour_of_silence_parts_two_sleeps() -> None:
    one = nights([slept(1, 0, (2, 200), (0, 59), (2, 100))])
    two = nights([slept(1, 0, (2, 200), (0, 60), (2, 100))])
    assert [len(night.naps) for night in (*one, *two)] == [0, 1]


def test_time_in_bed_serves_where_nothing_better_is_known() -> None:
    (night,) = nights([slept(1, 0, (8, 400))])
    assert night.main is not None
    assert night.main.minutes == 400
    (better,) = nights([slept(1, 0, (8, 400)), slept(2, 0, (2, 380))])
    assert better.main is not None
    assert better.main.minutes == 380


def test_a_summary_serves_only_without_stages() -> None:
    start, end = 23 * 60 * MINUTE, 30 * 60 * MINUTE
    alone = nights([], [Summary(4, start, end, 400, 0)])
    assert alone[0].main == Session(start, end, 400, 4, 0)
    (beside,) = nights([WATCH], [Summary(4, start, end, 400, 0)])
    assert beside.main is not None
    assert beside.main.minutes == 450
    (weak,) = nights([slept(1, 23, (2, 60))], [Summary(4, start, end, 400, 0)])
    assert weak.main is not None
    assert weak.main.minutes == 400
