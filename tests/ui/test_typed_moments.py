"""Days and times are read as people type them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from vault.ui.typed_moments import instant, read_day, read_time, write_day, write_time

TODAY = date(2026, 11, 23)
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23/11/2026", TODAY), (" 23.11.2026 ", TODAY), ("23-11-26", TODAY), ("23 11", TODAY),
        ("2026-11-23", TODAY), ("1/2/85", date(1985, 2, 1)), ("23 / 11 / 2026", TODAY),
    ],
)  # fmt: skip
def test_a_day_is_read_with_the_day_first(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "32/1/2026", "29/2/2025", "yesterday", "11/2026/3", "2311"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("07:12", time(7, 12)), ("7 h 12", time(7, 12)), ("7h", time(7)), ("0712", time(7, 12)),
        ("7", time(7)), ("712", time(7, 12)), ("23.59", time(23, 59)),
    ],
)  # fmt: skip
def test_a_time_is_read(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "noon", "12:3:4"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert read_time(text) is None


def test_what_is_written_is_read_again() -> None:
    at = datetime(2026, 3, 1, 7, 5, tzinfo=PARIS)
    assert read_day(write_day(at.date()), TODAY) == at.date()
    assert read_time(write_time(at)) == at.time()


def test_an_hour_that_spring_leaves_out_is_moved() -> None:
    assert instant(date(2026, 3, 29), time(2, 30), PARIS).isoformat() == "2026-03-29T03:30:00+02:00"
