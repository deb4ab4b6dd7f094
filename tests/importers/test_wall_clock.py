from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vault.importers.wall_clock import WallClock, offsets
from vault.record.moments import TimeQuality

PARIS = ZoneInfo("Europe/Paris")


def placed(*walls: str) -> list[str]:
    stamps = [datetime.fromisoformat(wall) for wall in walls]
    clock = WallClock(stamps, PARIS)
    return [clock.place(stamp).at.isoformat()[11:] for stamp in stamps]


def test_a_clock_that_goes_back_in_the_repeated_hour_proves_its_second_half() -> None:
    assert placed("2026-10-25T02:10:00", "2026-10-25T02:50:00", "2026-10-25T02:20:00") == [
        "02:10:00+02:00",
        "02:50:00+02:00",
        "02:20:00+01:00",
    ]


def test_a_repeated_stamp_is_the_second_one() -> None:
    assert placed("2026-10-25T02:10:00", "2026-10-25T02:10:00") == [
        "02:10:00+02:00",
        "02:10:00+01:00",
    ]


def test_a_file_with_the_newest_first_proves_it_backwards() -> None:
    assert placed(
        "2026-10-25T07:00:00", "2026-10-25T02:10:00", "2026-10-25T02:50:00", "2026-10-24T07:00:00"
    ) == ["07:00:00+01:00", "02:10:00+01:00", "02:50:00+02:00", "07:00:00+02:00"]


def test_without_proof_the_first_one_is_taken_and_marked() -> None:
    wall = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a wall clock
    moment = WallClock([wall], PARIS).place(wall)

    assert moment.quality is TimeQuality.AMBIGUOUS_DST
    assert moment.at.utcoffset() == timedelta(hours=2)


@given(
    zone=st.sampled_from(
        ["Europe/Paris", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
    ),
    days=st.lists(st.integers(-3650, 20_000), min_size=1, max_size=20),
    moment=st.integers(0, 86_399),
)
def test_offsets_of_many_are_those_of_each(zone: str, days: list[int], moment: int) -> None:
    instants = [(day * 86_400 + moment) * 1000 for day in days]
    told = offsets(np.array(instants, np.int64), ZoneInfo(zone))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    for instant, minutes in zip(instants, told, strict=True):
        wall = (epoch + timedelta(milliseconds=instant)).astimezone(ZoneInfo(zone))
        assert wall.utcoffset() // timedelta(minutes=1) == minutes  # type: ignore[operator]


def test_no_instants_have_no_offsets() -> None:
    assert len(offsets(np.zeros(0, np.int64), PARIS)) == 0
