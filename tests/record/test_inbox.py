"""A waiting reading keeps its digits, and is shown in the unit of its measure."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from vault.record.inbox import Waiting, WaitingValue

PRESSURE = WaitingValue(
    "blood_pressure", None, "kPa", {"systolic": Decimal("17.0"), "diastolic": Decimal("11.0")}
)
GLUCOSE = WaitingValue("glucose", None, "mg/dL", absent="HI", comparator=">", by_device=True)


@pytest.mark.parametrize(
    "value", [WaitingValue("body_weight", Decimal("70.0"), "kg"), PRESSURE, GLUCOSE]
)
def test_what_is_written_is_read_back_with_every_digit(value: WaitingValue) -> None:
    again = WaitingValue.of(value.written())
    assert again == value
    assert str(again.value) == str(value.value)


def test_a_waiting_reading_knows_when_it_came_and_what_was_measured() -> None:
    body = {"values": [PRESSURE.written(), GLUCOSE.written()]}
    waiting = Waiting("u", "i", 1_770_000_000_000, None, "none", b"", body)
    assert waiting.received_at == datetime(2026, 2, 2, 2, 40, tzinfo=UTC)
    assert waiting.values == (PRESSURE, GLUCOSE)
    assert "17.0" not in repr(waiting)


def test_the_canonical_unit_is_that_of_the_measure() -> None:
    weight = WaitingValue("body_weight", Decimal(157), "[lb_av]").canonical()
    assert (weight.unit, weight.value) == ("kg", Decimal("71.21400209"))
    pressure = PRESSURE.canonical()
    assert pressure.unit == "mm[Hg]"
    assert round(pressure.components["systolic"]) == 128


@pytest.mark.parametrize(
    "value",
    [
        WaitingValue("no_such_measure", Decimal(1), "x"),
        WaitingValue("body_weight", Decimal(1), "mmol/L"),
    ],
)
def test_what_is_not_known_stays_as_it_is(value: WaitingValue) -> None:
    assert value.canonical() is value
