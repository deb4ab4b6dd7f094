"""A reading sent again is recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from vault.devices.decoder import Reading, Value
from vault.devices.identity import key

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
KILOS = Value("body_weight", Decimal("70.00"), "kg")
STORED = Reading((KILOS,), datetime(2026, 11, 20, 7, 30), live=False, frames=("f1",))  # noqa: DTZ001
UNTIMED = replace(STORED, device_time=None)


def test_the_same_stored_reading_has_the_same_key_whenever_it_comes() -> None:
    again = replace(STORED, frames=("f2",), live=True)
    assert key("i", "2a9d", STORED, NOON) == key("i", "2a9d", again, NOON + timedelta(days=1))
    assert len(key("i", "2a9d", STORED, NOON)) == 16


def test_another_device_slot_value_or_time_is_another_reading() -> None:
    others = [
        key("i2", "2a9d", STORED, NOON),
        key("i", "2a35", STORED, NOON),
        key("i", "2a9d", replace(STORED, slot=1), NOON),
        key("i", "2a9d", replace(STORED, values=(replace(KILOS, unit="[lb_av]"),)), NOON),
        key("i", "2a9d", replace(STORED, device_time=datetime(1970, 1, 1)), NOON),  # noqa: DTZ001
        key("i", "2a9d", UNTIMED, NOON),
        key("i", "2a9d", STORED, NOON),
    ]
    assert len(set(others)) == len(others)


def test_a_sequence_decides_before_the_values() -> None:
    first = replace(STORED, sequence=7)
    corrected = replace(first, values=(replace(KILOS, value=Decimal(71)),))
    assert key("i", "2a18", first, NOON) == key("i", "2a18", corrected, NOON)


def test_what_has_no_time_rests_on_its_reception() -> None:
    later = NOON + timedelta(seconds=1)
    assert key("i", "2a9d", UNTIMED, NOON) != key("i", "2a9d", UNTIMED, later)


def test_parts_of_a_panel_count() -> None:
    one = Value("blood_pressure", None, "mm[Hg]", components={"systolic": Decimal(128)})
    other = replace(one, components={"systolic": Decimal(129)})
    told = [key("i", "2a35", replace(STORED, values=(v,)), NOON) for v in (one, other)]
    assert told[0] != told[1]
