"""Charts of many years, made of what the columns of days say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.trends.shown import PARIS, view
from vault.record.measures import HEART_RATE
from vault.record.series import Series
from vault.trends.briefs import Brief, chart_of_days, of_series, together
from vault.trends.calendar import DAY, Span, midnight

TEN_YEARS = Span(date(2016, 11, 24), date(2026, 11, 23))


def brief(days: list[int]) -> Brief:
    """100 samples a day, from 50 to 150, of a mean that is their number."""
    times = np.array([midnight(TEN_YEARS.first.toordinal() + d, PARIS) for d in days], np.int64)
    many = np.full(len(days), 100, np.int64)
    mean = np.array(days, np.float64) % 40 + 60
    low, high = np.full(len(days), 50.0), np.full(len(days), 150.0)
    return Brief(times + DAY // 2, many, low, high, mean * 100)


def shown(one: Brief) -> tuple[int, float, float, float]:
    made = chart_of_days(HEART_RATE, one, replace(view(key="heart_rate"), span=TEN_YEARS))
    assert made.low is not None
    assert made.high is not None
    mean = float(np.average(made.line.values)) if len(made) else 0.0
    return made.behind, float(made.low.min(initial=1e9)), float(made.high.max(initial=0)), mean


def test_ten_years_are_at_most_600_parts_with_every_extreme() -> None:
    whole = brief(list(range(TEN_YEARS.days)))
    whole.high[1234] = 211.0
    behind, low, high, mean = shown(whole)
    assert (behind, low, high) == (365_200, 50.0, 211.0)
    assert mean == pytest.approx(79.5, abs=0.5)


def test_a_silence_of_weeks_breaks_the_band() -> None:
    made = chart_of_days(
        HEART_RATE,
        brief([*range(300), *range(400, 3000)]),
        replace(view(key="heart_rate"), span=TEN_YEARS),
    )
    assert len(made.runs) == 2


@pytest.mark.parametrize("days", [[], [5]])
def test_few_days_are_no_trouble(days: list[int]) -> None:
    assert shown(brief(days))[0] == 100 * len(days)


def test_a_value_typed_by_hand_stands_among_the_days() -> None:
    typed = Series(HEART_RATE, brief([10]).times + 1, np.array([190.0]))
    both = together(brief([9, 10, 11]), of_series(typed))
    assert both.counts.tolist() == [100, 100, 1, 100]
    assert shown(both)[2] == 190.0
