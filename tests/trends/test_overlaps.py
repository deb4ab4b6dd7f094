"""R07: each instant is counted once, whatever counted together."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.trends.overlaps import Counted, DaySum, day_sums, offsets_at

HOUR = 3_600_000
Span = tuple[float, float, float]


def counted(source: int, *spans: Span, offset: int = 0, maker: bool = False) -> Counted:
    table = np.array(spans, np.float64).reshape(-1, 3)
    starts, ends = (np.round(table[:, n] * HOUR).astype(np.int64) for n in (0, 1))
    return Counted(source, starts, ends, table[:, 2], np.full(len(table), offset), maker)


WATCH = counted(1, (8, 9, 2000), (18, 18 + 2 / 3, 1200))


@pytest.mark.parametrize(
    ("phone", "total"),
    [
        (counted(2, (8, 9, 1000), (20, 20.5, 500)), 3700),
        (counted(2, (8.5, 9.5, 1000), (20, 20.5, 500)), 4200),
    ],
)
def test_a_phone_counts_only_where_the_watch_did_not(phone: Counted, total: float) -> None:
    (day,) = day_sums([WATCH, phone])
    assert day.total == pytest.approx(total)
    assert day.sources == (1, 2)


def test_half_of_a_span_counts_half() -> None:
    watch, phone = counted(1, (9, 9 + 1 / 6, 600)), counted(2, (9 + 1 / 12, 9.25, 400))
    assert day_sums([watch, phone])[0].total == pytest.approx(800)


def test_a_span_over_midnight_is_shared_out_by_the_wall_clock() -> None:
    spans = day_sums([counted(1, (22, 26, 400), offset=60)])
    assert [(one.day, one.total) for one in spans] == [(0, 100.0), (1, 300.0)]


def test_a_point_counts_whole_or_not_at_all() -> None:
    inside, outside = counted(2, (8.5, 8.5, 50)), counted(2, (12, 12, 50))
    assert day_sums([WATCH, inside])[0] == DaySum(0, 3200.0, 2, (1,))
    assert day_sums([WATCH, outside])[0].total == 3250


def test_spans_of_one_source_that_overlap_count_once() -> None:
    (day,) = day_sums([counted(1, (8, 9, 600), (8.5, 9.5, 600))])
    assert day.total == pytest.approx(900)


def test_a_total_of_the_maker_serves_only_a_day_without_spans() -> None:
    maker = counted(3, (0, 24, 9000), (24, 48, 7000), maker=True)
    found = day_sums([WATCH, maker])
    assert [(one.day, one.total, one.sources) for one in found] == [
        (0, 3200.0, (1,)), (1, 7000.0, (3,)),
    ]  # fmt: skip


def test_nothing_is_no_day() -> None:
    assert day_sums([counted(1)]) == []


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 4), st.integers(0, 1000)), max_size=5
).map(lambda rows: [(s, s + n, float(v)) for s, n, v in rows])


@given(st.lists(spans, min_size=1, max_size=3))
def test_a_total_lies_between_the_best_source_and_the_plain_sum(sources: list[list[Span]]) -> None:
    ranked = [counted(number, *rows) for number, rows in enumerate(sources)]
    total = sum(one.total for one in day_sums(ranked))
    first = sum(one.total for one in day_sums(ranked[:1]))
    assert first - 1e-6 <= total <= sum(v for rows in sources for _s, _e, v in rows) + 1e-6


def test_the_day_of_a_clock_change_keeps_its_hours() -> None:
    """R07: 23 hours in spring, 25 in autumn; every hour counts."""
    paris = ZoneInfo("Europe/Paris")
    for midnight, hours in ((1_774_738_800_000, 23), (1_792_879_200_000, 25)):
        starts = midnight + np.arange(hours) * HOUR
        one = Counted(1, starts, starts + HOUR, np.full(hours, 100.0), offsets_at(starts, paris))
        (day,) = day_sums([one])
        assert day.total == hours * 100
