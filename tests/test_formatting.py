"""What people read: the forms of the words and numbers table, in both languages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from vault.formatting import (
    Form,
    clock,
    day,
    decimal,
    duration,
    long_date,
    moment,
    number,
    partial_date,
    quantity,
    size,
    span,
    whole,
)
from vault.i18n import speak
from vault.paths import assets


def french() -> None:
    speak("fr", assets() / "locale")


def test_a_count_keeps_its_thousands_apart() -> None:
    assert whole(6480) == "6,480"
    french()
    assert whole(6480) == "6\u202f480"


def test_a_size_counts_in_powers_of_1000() -> None:
    assert [size(n) for n in (12, 128_000, 2_400_000)] == [
        "12\u00a0B",
        "128\u00a0kB",
        "2.4\u00a0MB",
    ]
    french()
    assert size(1_200_000_000) == "1,2\u00a0Go"


def test_a_long_date_says_its_weekday() -> None:
    assert long_date(date(2026, 11, 23)) == "Monday 23 November 2026"
    french()
    assert long_date(date(2026, 11, 23)) == "lundi 23 novembre 2026"
    assert long_date(date(2026, 12, 1)) == "mardi 1\u1d49\u02b3 décembre 2026"


@pytest.mark.parametrize(
    ("value", "decimals", "in_french", "in_english"),
    [
        (68.4, 1, "68,4", "68.4"),
        (6480, 0, "6\u202f480", "6,480"),
        (-2.3, 1, "\u22122,3", "\u22122.3"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_a_number_is_written_as_each_language_does(
    value: float, decimals: int, in_french: str, in_english: str
) -> None:
    assert number(value, decimals) == in_english
    french()
    assert number(value, decimals) == in_french


def test_a_change_has_its_sign() -> None:
    assert number(1.5, 1, signed=True) == "+1.5"
    assert number(0.0, 1, signed=True) == "0.0"


def test_the_digits_that_were_recorded_stay() -> None:
    assert [decimal(Decimal(text)) for text in ("70", "70.0", "71.40", "2E+2")] == [
        "70", "70.0", "71.40", "200",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "in_french", "in_english"),
    [
        ("weekday", "mar. 1\u1d49\u02b3", "Tue 1"),
        ("day", "1\u1d49\u02b3 sept.", "1 Sep"),
        ("month", "sept.", "Sep"),
        ("year", "2026", "2026"),
        ("short", "1\u1d49\u02b3 sept.", "1 Sep"),
        ("full", "1\u1d49\u02b3 sept. 2026", "1 Sep 2026"),
        ("timed", "1\u1d49\u02b3 sept., 7 h 05", "1 Sep, 07:05"),
    ],
)
def test_a_day_is_written_as_each_language_does(
    form: Form, in_french: str, in_english: str
) -> None:
    today, when = date(2026, 11, 23), datetime(2026, 9, 1, 7, 5)  # noqa: DTZ001 - a wall clock
    assert day(today, when, form) == in_english
    french()
    assert day(today, when, form) == in_french


def test_a_day_without_an_hour_has_its_midnight() -> None:
    assert clock(date(2026, 9, 1)) == "00:00"


def test_a_period_across_the_new_year_carries_both_years() -> None:
    today = date(2026, 11, 23)
    assert span(today, date(2025, 8, 26), today) == "26 Aug 2025 \u2013 23 Nov 2026"
    assert span(today, date(2026, 8, 26), today) == "26 Aug \u2013 23 Nov"


@pytest.mark.parametrize(
    ("text", "told"),
    [("1975", "1975"), ("2019-03", "March 2019"), ("2026-11-23", "23 Nov 2026")],
)
def test_a_partial_date_says_no_more_than_it_knows(text: str, told: str) -> None:
    assert partial_date(text) == told


def test_a_unit_follows_after_a_hard_space_and_a_night_is_hours_and_minutes() -> None:
    assert quantity("68.4", "kg") == "68.4\u00a0kg"
    assert quantity("3", "") == "3"
    assert duration(425.0) == "7\u00a0h\u00a005"


def test_an_instant_is_short_and_by_its_own_clock() -> None:
    french()
    assert moment(datetime(2026, 11, 23, 12, 5)) == "23/11/2026 12:05"  # noqa: DTZ001
