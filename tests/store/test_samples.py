"""Samples kept once, read back whole, whoever said them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.store.kept import (
    MONDAY,
    PHONE,
    SCALE,
    WATCH,
    Bench,
    heart,
    opened,
    steps,
    weight,
)  # fmt: skip
from vault.errors import NotFound, VaultDamaged
from vault.record.batch import NO_OFFSET, Column
from vault.store.listing import samples
from vault.store.streams import Streams

DAY = 86_400_000
FIRST = MONDAY // DAY


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with opened(tmp_path) as made:
        yield made


def values(bench: Bench, measure: str = "heart_rate", *, resolve: bool = True) -> list[float]:
    series = bench.vault.samples.between(1, measure, MONDAY, MONDAY + 3 * DAY, resolve=resolve)
    return [float(value) for value in series.values]


def test_chunks_are_one_pile_whatever_their_order(bench: Bench) -> None:
    bench.column(heart([-172_790, -86_390, 10, 20], [61, 62, 63, 64]))
    streams = Streams(bench.vault.database)
    (stream,) = streams.about(1)
    first, second, third = streams.chunks(stream.row, FIRST - 2, FIRST)
    for some in ([first, second, third], [second, third], [third, first, second], [first, third]):
        pile = streams.pile(some)
        assert pile.values.tolist() == [value for one in some for value in one.values.tolist()]
        assert pile.starts.tolist() == [start for one in some for start in one.starts.tolist()]
        assert pile.place.tolist() == list(range(len(pile)))
    assert streams.pile([first, second, third]).values.base is first.values.base


def test_a_second_import_of_the_same_file_adds_nothing(bench: Bench) -> None:
    """R02."""
    column = heart([10, 20, 90_000], [61, 62, 63])
    first, second = bench.column(column), bench.column(column)
    assert (first.added, first.low, first.high, first.total) == (3, 61, 63, 186)
    assert (second.added, second.present, second.corrected, second.days) == (0, 3, 0, ())


def test_every_sample_is_accounted_for(bench: Bench) -> None:
    column = heart([10, 10, 20, 30, 40, 50], [61, 61, 0, 301, float("nan"), 62])
    kept = bench.column(column)
    counts = (kept.added, kept.duplicates, kept.refused, kept.implausible)
    assert counts == (2, 1, 2, 1)
    assert values(bench) == [61, 62]
    assert [one.status for one in samples(bench.vault.database, 1, None, 0, 1 << 60)] == [
        "active", "implausible", "active",
    ]  # fmt: skip


def test_a_sample_of_the_future_or_of_before_sensors_is_not_shown(bench: Bench) -> None:
    """R08."""
    kept = bench.column(heart([-2_000_000_000, 3 * 86_400], [61, 62]))
    assert (kept.added, kept.implausible) == (0, 2)


def test_a_cut_file_then_the_whole_one(bench: Bench) -> None:
    """R02: in either order the record is the same."""
    bench.column(heart([10, 20], [61, 62]))
    kept = bench.column(heart([10, 20, 30], [61, 62, 63]))
    assert (kept.added, kept.present) == (1, 2)
    assert bench.column(heart([10, 20], [61, 62])).present == 2
    assert values(bench) == [61, 62, 63]


def test_two_sources_that_say_the_same_are_shown_once(bench: Bench) -> None:
    """R11: within a minute; both are kept."""
    bench.column(heart([0, 100], [61, 70], WATCH))
    bench.column(heart([30, 200], [61, 70], PHONE))
    assert values(bench) == [61, 70, 70]
    assert values(bench, resolve=False) == [61, 61, 70, 70]


def test_rows_and_samples_are_read_together(bench: Bench) -> None:
    bench.column(Column("body_weight", SCALE, "g", np.array([MONDAY]), np.array([71400.0])))
    bench.facts(weight("72.5", 7200))
    assert values(bench, "body_weight") == [71.4, 72.5]
    latest = bench.vault.samples.latest(1, "body_weight", 1)
    assert latest.values.tolist() == [72.5]
    assert len(bench.vault.samples.latest(1, "body_weight", 9)) == 2
    assert bench.vault.samples.coverage(1, "body_weight") == [(FIRST, FIRST)]
    assert bench.vault.samples.measures(1) == ("body_weight",)


def test_an_unknown_unit_is_kept_as_it_is_under_other(bench: Bench) -> None:
    kept = bench.column(Column("heart_rate", WATCH, "zz", np.array([MONDAY]), np.array([1.0])))
    assert (kept.measure, kept.unit) == ("other", "zz")


def test_the_columns_of_days_follow_a_mask(bench: Bench) -> None:
    bench.column(heart([10, 20], [61, 99], offsets=NO_OFFSET))
    ((chunk, *_rest),) = bench.vault.database.run("SELECT id FROM chunk")
    bench.vault.samples.mask(chunk, 1, "person", None, 0)
    brief = bench.vault.samples.brief(1, "heart_rate", FIRST, FIRST)
    assert (brief.counts.tolist(), brief.high.tolist()) == ([1], [61.0])
    bench.vault.samples.unmask(chunk, 1)
    assert values(bench) == [61, 99]
    with pytest.raises(NotFound):
        bench.vault.samples.mask(chunk, 9, "person", None, 0)


def test_a_changed_body_is_damage(bench: Bench) -> None:
    bench.column(heart([10, 20], [61, 62]))
    bench.vault.database.run("UPDATE chunk SET digest = x'00'")
    with pytest.raises(VaultDamaged):
        values(bench)


def test_manners_part_a_day_and_come_back(bench: Bench) -> None:
    """R01: more than a chunk may hold becomes several."""
    bench.column(heart([10, 20, 30], [61, 62, 63], method=np.array([1, 3, 1], np.int8)))
    assert bench.vault.database.run("SELECT count(*) FROM chunk") == [(2,)]
    big = heart([], [], PHONE)
    times = MONDAY + np.arange(250_000, dtype=np.int64) * 300
    bench.column(Column("heart_rate", big.source, "/min", times, np.full(250_000, 60.0)))
    assert bench.vault.database.run("SELECT max(part) FROM chunk") == [(1,)]


def test_totals_follow_what_is_kept_and_taken_back(bench: Bench) -> None:
    bench.column(steps([(8, 9, 2000), (18, 18 + 2 / 3, 1200)], WATCH))
    bench.column(steps([(8, 9, 1000), (20, 20.5, 500)], PHONE, offsets=NO_OFFSET))
    (day,) = bench.vault.samples.totals(1, "steps", FIRST, FIRST)
    assert day.total == 3700
    assert not bench.vault.totals.stale()
    bench.vault.totals.rebuild()
    assert bench.vault.samples.totals(1, "steps", FIRST, FIRST) == (day,)
    bench.undo()
    assert bench.vault.samples.totals(1, "steps", FIRST, FIRST)[0].total == 3200


def test_totals_of_years_are_made_in_pieces_and_are_the_same(bench: Bench) -> None:
    hours = [(24 * day + 23, 24 * day + 25, 100) for day in range(-300, 0)]
    bench.column(steps(hours, offsets=NO_OFFSET))
    made = bench.vault.samples.totals(1, "steps", FIRST - 400, FIRST)
    assert len(made) == 301
    assert sum(one.total or 0 for one in made) == 30_000
    bench.vault.totals.rebuild()
    assert bench.vault.samples.totals(1, "steps", FIRST - 400, FIRST) == made


def test_a_night_is_the_total_of_its_day(bench: Bench) -> None:
    table = np.array([(-60, -30, 4), (-30, 60, 5), (60, 70, 1), (70, 420, 4)], np.int64)
    spans = [MONDAY + table[:, n] * 60_000 for n in (0, 1)]
    codes = table[:, 2].astype(np.float64)
    bench.column(Column("sleep", WATCH, "{stage}", spans[0], codes, spans[1]))
    (night,) = bench.vault.samples.totals(1, "sleep", FIRST - 1, FIRST + 1)
    assert (night.day, night.total) == (FIRST, 470)


QUERIES = (
    "SELECT id FROM fact WHERE person = 1 AND deleted IS NULL AND start_ms < 9 ORDER BY start_ms",
    "SELECT id FROM fact WHERE person = 1 AND type = 'allergy' AND deleted IS NULL",
    "SELECT id FROM fact WHERE person = 1 AND measure = 'bmi' AND start_ms > 1 AND deleted IS NULL",
    (
        "SELECT id FROM fact WHERE person = 1 AND type = 'a' AND key = x'00' AND deleted IS NULL"
        " AND status <> 'superseded'"
    ),
    (
        "SELECT id FROM fact WHERE person = 1 AND type = 'a' AND key = x'00'"
        " AND (deleted IS NOT NULL OR status = 'superseded')"
    ),
    "SELECT id FROM fact WHERE uid = 'x'",
    "SELECT id FROM fact WHERE duplicate_of = 1",
    "SELECT id FROM fact WHERE document = 1",
    "SELECT day, n, lo, hi, total FROM chunk WHERE stream = 1 AND day BETWEEN 1 AND 9",
    "SELECT id FROM chunk WHERE batch = 1",
)


@pytest.mark.parametrize("query", QUERIES)
def test_no_screen_reads_a_whole_table(bench: Bench, query: str) -> None:
    """R20."""
    plan = bench.vault.database.run(f"EXPLAIN QUERY PLAN {query}")
    assert not [line for *_numbers, line in plan if line.startswith("SCAN")]
