"""When a reading was taken (D08): the table of `docs/devices.md`, line by line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.devices.clock import Check, checked, instant, instant_utc, logged, near, wall
from vault.record.moments import TimeQuality

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)  # 12:00 in Paris
HERE = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - the wall clock at NOON
RIGHT, SLOW = Check(NOON, 20.0, 1), Check(NOON, -3600.0, 1)
UNSET = Check(NOON, (datetime(1970, 1, 1, 0, 12) - HERE).total_seconds(), 1)  # noqa: DTZ001


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("device_time", "live", "checks", "when", "quality"),
    [
        (None, True, (), "2026-11-23T12:00:00+01:00", 7),
        (None, False, (), None, None),
        ("2026-11-23T11:59:10", False, (), "2026-11-23T11:59:10+01:00", 0),
        ("2026-11-23T12:02:00", True, (), "2026-11-23T12:02:00+01:00", 0),
        ("2026-11-23T11:30:00", True, (), "2026-11-23T12:00:00+01:00", 7),
        ("2026-11-20T07:30:00", False, (RIGHT,), "2026-11-20T07:30:00+01:00", 1),
        ("2026-11-20T07:30:00", False, (SLOW,), "2026-11-20T08:30:00+01:00", 6),
        ("1970-01-01T00:07:00", False, (UNSET,), "2026-11-23T11:55:00+01:00", 6),
        ("2026-11-20T07:30:00", False, (UNSET,), "2026-11-20T07:30:00+01:00", 2),
        ("2026-11-20T07:30:00", False, (), "2026-11-20T07:30:00+01:00", 2),
        ("2026-07-20T07:30:00", False, (RIGHT,), "2026-07-20T07:30:00+02:00", 1),
        ("2026-10-25T02:30:00", False, (), "2026-10-25T02:30:00+02:00", 3),
        ("2026-10-25T02:30:00", False, (RIGHT,), "2026-10-25T02:30:00+02:00", 3),
        ("2026-03-29T02:30:00", False, (), "2026-03-29T03:30:00+02:00", 3),
        ("1970-01-01T00:07:00", False, (), None, None),
        ("2009-12-31T00:00:00", False, (), None, None),
        ("2026-11-25T00:00:00", False, (), None, None),
        ("0001-01-01T00:00:00", False, (SLOW,), None, None),
        ("9999-12-31T23:59:59", False, (UNSET,), None, None),
    ],
)
def test_the_first_line_that_fits(
    device_time: str | None, live: bool, checks: tuple[Check, ...], when: str | None,  # noqa: FBT001
    quality: int | None,
) -> None:  # fmt: skip
    shown = None if device_time is None else at(device_time)

    told = instant(shown, NOON, PARIS, live=live, checks=checks)

    moment = told.moment
    assert (moment and moment.at.isoformat()) == when
    assert (moment and int(moment.quality)) == quality


def test_a_live_reading_of_a_wrong_clock_takes_the_time_of_reception() -> None:
    told = instant(at("1970-01-01T00:07:00"), NOON, PARIS, live=True)
    assert told.wrong
    assert told.source == "reception"


def test_the_repeated_hour_is_told_by_the_reception_of_a_live_reading() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    told = instant(at("2026-10-25T02:30:05"), second, PARIS, live=True)
    assert told.moment is not None
    assert told.moment.at.isoformat() == "2026-10-25T02:30:05+01:00"
    assert told.moment.quality is TimeQuality.EXACT_OFFSET


def test_a_clock_set_back_between_two_readings_corrects_each_by_its_own_check() -> None:
    """The scale ran an hour ahead, was checked, then somebody set it right."""
    before = Check(NOON - timedelta(days=5), 3600.0, 1)
    now = checked(HERE, NOON, PARIS, before)
    assert (now.offset, now.timeline) == (0.0, 2)

    old = instant(at("2026-11-17T09:00:00"), NOON, PARIS, live=False, checks=(before, now))
    new = instant(at("2026-11-22T09:00:00"), NOON, PARIS, live=False, checks=(before, now))

    assert old.moment is not None
    assert new.moment is not None
    assert old.moment.at.isoformat() == "2026-11-17T08:00:00+01:00"
    assert old.source == "corrected"
    assert new.moment.at.isoformat() == "2026-11-22T09:00:00+01:00"
    assert new.moment.quality is TimeQuality.ZONE_FROM_METADATA


def test_what_was_stored_before_we_set_the_clock_belongs_to_the_clock_of_before() -> None:
    before = Check(NOON - timedelta(days=1), UNSET.offset + 86400, 1, "set")
    now = checked(HERE, NOON, PARIS, before)
    assert now.timeline == 2

    old = instant(at("1970-01-01T00:02:00"), NOON, PARIS, live=False, checks=(before, now))

    assert old.moment is not None
    assert old.moment.at.isoformat() == "2026-11-22T11:50:00+01:00"
    assert old.moment.quality is TimeQuality.DEVICE_CLOCK_CORRECTED


def test_a_time_that_fits_no_timeline_is_as_unchecked() -> None:
    before = Check(NOON - timedelta(days=5), 7 * 86400.0, 1)
    now = Check(NOON, 0.0, 2)
    told = instant(at("2027-01-05T09:00:00"), NOON, PARIS, live=False, checks=(before, now))
    assert told.moment is None


def test_a_clock_that_only_drifts_stays_on_its_timeline() -> None:
    before = Check(NOON - timedelta(days=10), 0.0, 3)
    assert checked(HERE + timedelta(seconds=450), NOON, PARIS, before).timeline == 3
    assert checked(HERE + timedelta(seconds=550), NOON, PARIS, before).timeline == 4
    assert checked(HERE, NOON, PARIS, None) == Check(NOON, 0.0, 1)


def test_near_looks_at_the_wall() -> None:
    assert near(wall(NOON, PARIS), NOON, PARIS)
    assert not near(wall(NOON, PARIS) + timedelta(seconds=121), NOON, PARIS)


@given(
    ages=st.lists(st.integers(150, 10**6), min_size=2, max_size=20),
    offset=st.sampled_from([0.0, -3600.0, 5400.0, UNSET.offset]),
)
def test_a_correction_never_reorders(ages: list[int], offset: float) -> None:
    check = Check(NOON, offset, 1)
    shown = [check.now(PARIS) - timedelta(seconds=age) for age in sorted(ages, reverse=True)]
    found = [instant(one, NOON, PARIS, live=False, checks=(check,)).moment for one in shown]
    times = [one.at for one in found if one is not None]
    assert times == sorted(times)


UTC_CASES = [  # seconds from reception, live, quality
    (0, True, TimeQuality.EXACT_OFFSET),
    (-7200, True, TimeQuality.RECEPTION_TIME),
    (-7200, False, TimeQuality.EXACT_OFFSET),
    (200_000, False, None),
]


@pytest.mark.parametrize(("seconds", "live", "quality"), UTC_CASES)
def test_a_device_that_keeps_utc_needs_no_zone(
    *,
    seconds: int,
    live: bool,
    quality: TimeQuality | None,
) -> None:
    received = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # in the hour that autumn repeats
    shown = received.replace(tzinfo=None) + timedelta(seconds=seconds)
    found = instant_utc(shown, received, ZoneInfo("Europe/Paris"), live=live)
    assert (found.moment and found.moment.quality) == quality
    if quality is TimeQuality.EXACT_OFFSET and found.moment is not None:
        assert found.moment.at.timestamp() == received.timestamp() + seconds


def test_a_year_that_cannot_be_is_no_instant() -> None:
    received = datetime(2026, 11, 23, 12, tzinfo=UTC)
    long_ago = datetime(1, 1, 1)  # noqa: DTZ001
    assert instant_utc(long_ago, received, UTC, live=False).moment is None
    assert logged(long_ago, UTC, utc=True) is None


def test_an_entry_of_a_log_lies_where_the_device_counted_it() -> None:
    paris, wall_ = ZoneInfo("Europe/Paris"), datetime(2026, 11, 23, 7)  # noqa: DTZ001
    told = [
        logged(wall_, paris, utc=True),
        logged(wall_, paris, utc=True, sure=False),
        logged(wall_, paris, utc=False),
    ]
    assert [one and (one.at.hour, int(one.quality)) for one in told] == [(8, 1), (8, 2), (7, 2)]
