"""Blood pressure over several days: each reading in its morning or evening, or counted apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.usecases.pressures import press, undated
from vault.record.person import Person
from vault.usecases.pressure_record import mean, pressure_record
from vault.usecases.session import Session


def test_nothing_measured_is_no_day(session: Session, camille: Person) -> None:
    assert pressure_record(session, camille, 3).days == ()
    assert mean(()) is None


def test_readings_stand_in_their_morning_and_evening(session: Session, camille: Person) -> None:
    press(
        session, camille,
        ("2026-11-19T08:00", "150/90"),  # before the days
        ("2026-11-20T04:00", "140/88"), ("2026-11-20T11:59", "136/84"),
        ("2026-11-20T12:00", "133/80"), ("2026-11-20T17:00", "132/80"),
        ("2026-11-20T23:59", "130/78"), ("2026-11-21T03:59", "129/77"),
        ("2026-11-22T07:00", "138/86"),
    )  # fmt: skip
    found = pressure_record(session, camille, 3)
    assert [one.day for one in found.days] == [date(2026, 11, n) for n in (20, 21, 22)]
    assert [[one.upper for one in day.morning] for day in found.days] == [[140, 136], [], [138]]
    assert [[one.upper for one in day.evening] for day in found.days] == [[132, 130], [], []]
    assert found.left_out == 2
    assert mean(found.mornings) == (Decimal(138), Decimal(86))
    assert mean(found.evenings) == (Decimal(131), Decimal(79))


def test_a_lower_value_that_is_missing_leaves_the_upper_one(
    session: Session, camille: Person
) -> None:
    press(session, camille, ("2026-11-22T07:00", "138/-"), ("2026-11-22T07:10", "136/84"))
    found = pressure_record(session, camille, 3)
    assert mean(found.mornings) == (Decimal(137), Decimal(84))
    assert mean(found.mornings[:1]) == (Decimal(138), None)


def test_a_reading_of_a_day_whose_hour_nobody_knows_is_counted_apart(
    session: Session, camille: Person
) -> None:
    press(session, camille, ("2026-11-22T07:00", "138/86"))
    undated(session, camille, "2026-11-21", "150")
    found = pressure_record(session, camille, 3)
    assert found.left_out == 1
    assert len(found.mornings) == 1
