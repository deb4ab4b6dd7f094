"""Charts and figures of a real vault: rows, streams, totals, panels, many years."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from vault.fhir.measured import fact
from vault.record.batch import Column, Measured
from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT, HEART_RATE, STEPS, Measure
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.record.quantity import Quantity
from vault.trends.calendar import Span
from vault.trends.chart import PLAIN
from vault.usecases import charting
from vault.usecases.session import Session
from vault.wording.charts import speech

TODAY = date(2026, 11, 23)
WATCH = Source(vendor="Maker", model="W1", device_class="watch")
PHONE = Source(vendor="Maker", model="P1", device_class="phone")


def morning(days_ago: int) -> datetime:
    day = TODAY - timedelta(days=days_ago)
    return datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Europe/Paris"))


def batch(session: Session, camille: Person) -> tuple[int, int]:
    row = session.vault.people.row_id(camille.uid)
    made = Batch(str(uuid4()), "import", "withings-export", "1")
    return session.vault.batches.open(made, row, session.ms()), row


def keep_rows(session: Session, camille: Person, *items: Measured) -> None:
    with session.database.transaction():
        number, row = batch(session, camille)
        session.vault.facts.keep(number, row, [fact(one) for one in items], session.ms(), "test")


def keep_column(session: Session, camille: Person, *columns: Column) -> None:
    with session.database.transaction():
        number, row = batch(session, camille)
        for one in columns:
            session.vault.samples.keep(number, row, one, "native", session.ms())
        session.vault.totals.settle()


def weight(days_ago: int, kilos: str) -> Measured:
    when = Moment(morning(days_ago), TimeQuality.EXACT_OFFSET)
    return Measured("body_weight", Quantity(Decimal(kilos), "kg"), when, f"row {days_ago}")


def pressure(days_ago: int, upper: str, lower: str) -> Measured:
    parts = {
        name: Quantity(Decimal(value), "mm[Hg]")
        for name, value in (("systolic", upper), ("diastolic", lower))
    }
    when = Moment(morning(days_ago), TimeQuality.EXACT_OFFSET)
    return Measured("blood_pressure", None, when, f"row {days_ago}", components=parts)


def hearts(days: int, rate: float = 70.0) -> Column:
    """Four samples a day."""
    first = int((morning(days - 1)).timestamp() * 1000)
    starts = first + np.arange(4 * days, dtype=np.int64) * 21_600_000
    return Column("heart_rate", WATCH, "/min", starts, np.full(4 * days, rate), offsets=60)


def topic(
    session: Session, camille: Person, measure: Measure, span: Span | None = None
) -> charting.Topic:
    first, last = (span.first, span.last) if span else (None, None)
    return charting.topic(session, camille, measure, first, last)


def test_without_ends_the_period_is_that_of_the_data(session: Session, camille: Person) -> None:
    assert topic(session, camille, BODY_WEIGHT).span == Span(TODAY, TODAY)
    keep_rows(session, camille, weight(10, "70.0"), weight(3, "71.0"))
    whole = Span(TODAY - timedelta(days=10), TODAY - timedelta(days=3))
    assert topic(session, camille, BODY_WEIGHT).span == whole
    late = charting.topic(session, camille, BODY_WEIGHT, date(2027, 1, 5), None).span
    assert late == Span(date(2027, 1, 5), date(2027, 1, 5))
    early = charting.topic(session, camille, BODY_WEIGHT, None, date(2020, 1, 1)).span
    assert early == Span(date(2020, 1, 1), date(2020, 1, 1))


def test_typed_rows_are_drawn_and_summed_up(session: Session, camille: Person) -> None:
    items = [weight(ago, str(Decimal("72.0") - Decimal("0.1") * (20 - ago))) for ago in range(21)]
    keep_rows(session, camille, *items)
    asked = topic(session, camille, BODY_WEIGHT)
    made = charting.chart(session, asked, PLAIN)
    (told,) = charting.figures(session, asked).values()
    assert (len(made), made.shape) == (21, "line")
    assert told.summary is not None
    assert (told.summary.count, told.summary.first, told.summary.last) == (21, 72.0, 70.0)
    assert told.slope == pytest.approx(-3.0)
    assert told.change == pytest.approx(-2.1)
    assert (told.days_with_data, told.days, told.stable) == (21, 21, False)


def test_too_few_values_have_no_trend(session: Session, camille: Person) -> None:
    keep_rows(session, camille, weight(3, "71.0"))
    (told,) = charting.figures(session, topic(session, camille, BODY_WEIGHT)).values()
    assert told.slope is None
    assert told.stable is None


def test_nothing_measured_is_an_empty_chart(session: Session, camille: Person) -> None:
    asked = topic(session, camille, BODY_WEIGHT)
    assert len(charting.chart(session, asked, PLAIN)) == 0
    (told,) = charting.figures(session, asked).values()
    assert told.summary is None


def test_a_panel_has_figures_for_each_part(session: Session, camille: Person) -> None:
    keep_rows(session, camille, pressure(2, "138", "86"), pressure(1, "128", "80"))
    asked = topic(session, camille, BLOOD_PRESSURE)
    told = charting.figures(session, asked)
    made = charting.chart(session, asked, PLAIN)
    assert {name: one.summary.mean for name, one in told.items() if one.summary} == {
        "systolic": 133.0, "diastolic": 83.0,
    }  # fmt: skip
    assert made.shape == "ranges"
    assert made.low is not None
    assert made.low.tolist() == [86.0, 80.0]
    assert list(charting.figures(session, topic(session, camille, BLOOD_PRESSURE))) == list(told)


def test_a_part_that_was_not_measured_has_no_figure_and_is_drawn_as_a_dash(
    session: Session, camille: Person
) -> None:
    alone = pressure(1, "128", "80")
    alone = replace(alone, components={"systolic": alone.components["systolic"]})
    keep_rows(session, camille, pressure(2, "138", "86"), alone)
    asked = topic(session, camille, BLOOD_PRESSURE)
    told = {name: one.summary for name, one in charting.figures(session, asked).items()}
    assert {name: (one.count, one.mean) for name, one in told.items() if one} == {
        "systolic": (2, 133.0), "diastolic": (1, 86.0),
    }  # fmt: skip
    made = charting.chart(session, asked, speech(BLOOD_PRESSURE, TODAY))
    assert "to 128/–\u00a0mmHg" in made.sentence
    assert "mean 133/86\u00a0mmHg" in made.sentence


def test_steps_of_watch_and_phone_count_once(session: Session, camille: Person) -> None:
    start = np.array([int(morning(1).timestamp() * 1000)], np.int64)
    columns = [
        Column("steps", source, "{steps}", start, np.array([steps]), start + 600_000, offsets=60)
        for source, steps in ((WATCH, 1200.0), (PHONE, 1000.0))
    ]
    keep_column(session, camille, *columns)
    made = charting.chart(session, topic(session, camille, STEPS), PLAIN)
    assert made.shape == "bars"
    assert made.line.values.tolist() == [1200.0]


def test_many_years_of_a_stream_come_from_its_days(session: Session, camille: Person) -> None:
    keep_column(session, camille, hearts(900))
    typed = Measured(
        "heart_rate", Quantity(Decimal(160), "/min"),
        Moment(morning(30), TimeQuality.EXACT_OFFSET), "typed",
    )  # fmt: skip
    keep_rows(session, camille, typed)
    made = charting.chart(session, topic(session, camille, HEART_RATE), PLAIN)
    assert made.shape == "band"
    assert made.behind == 3601
    assert made.high is not None
    assert made.high.max() == 160.0


def test_one_year_of_a_stream_is_read_as_samples(session: Session, camille: Person) -> None:
    keep_column(session, camille, hearts(100))
    made = charting.chart(session, topic(session, camille, HEART_RATE), PLAIN)
    assert (made.shape, made.behind) == ("line", 400)


def test_the_clock_says_which_day_is_today(session: Session, camille: Person) -> None:
    assert session.clock.now().astimezone(UTC).date() == TODAY
    assert topic(session, camille, STEPS).zone == ZoneInfo("Europe/Paris")
