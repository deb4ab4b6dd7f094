"""Number shapes of IEEE 11073-20601 and of the Bluetooth SIG."""

from __future__ import annotations

import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.devices.gatt import Cursor, Number, Stamp, float32, noticed, sfloat

SPECIAL = {
    "not-a-number": (0x07FF, 0x007FFFFF),
    "positive-infinity": (0x07FE, 0x007FFFFE),
    "negative-infinity": (0x0802, 0x00800002),
    "error": (0x0800, 0x00800000),
}


@pytest.mark.parametrize(
    ("raw", "text"),
    [(0xF014, "2.0"), (0xE0C8, "2.00"), (0x2002, "2E+2"), (0xF0D5, "21.3"), (0x8001, "1E-8"),
     (0xF801, "-204.7"), (0x0FFF, "-1"), (0x77FF, "2.047E+10")],
)  # fmt: skip
def test_a_short_float_keeps_its_precision(raw: int, text: str) -> None:
    assert str(sfloat(raw).value) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [(0xFF000170, "36.8"), (0xFE001E2D, "77.25"), (0xFEFFE9C3, "-56.93"), (0x02000002, "2E+2")],
)
def test_a_float_keeps_its_precision(raw: int, text: str) -> None:
    assert str(float32(raw).value) == text


@pytest.mark.parametrize("why", SPECIAL)
def test_a_special_value_is_absent_and_says_why(why: str) -> None:
    short, long = SPECIAL[why]
    assert sfloat(short) == float32(long) == Number(None, why)
    assert sfloat(0x0801) == float32(0x00800001) == Number(None, "error")


@given(mantissa=st.integers(-2045, 2045), exponent=st.integers(-8, 7))
def test_any_short_float_comes_back(mantissa: int, exponent: int) -> None:
    raw = (exponent & 0xF) << 12 | mantissa & 0xFFF
    assert sfloat(raw) == Number(Decimal(mantissa).scaleb(exponent))


def test_an_impossible_date_is_not_an_unknown_one() -> None:
    assert noticed(Stamp(2026, 2, 30, 7, 30, 0), 0) == {"bad_time"}
    assert noticed(Stamp(0, 0, 0, 7, 30, 0), 0) == {"unknown_time"}
    assert noticed(Stamp(2026, 2, 28, 24, 61, 0), 1) == {"bad_time", "surplus_bytes"}
    assert noticed(None, 0) == frozenset()


def test_a_cursor_never_reads_past_the_end() -> None:
    cursor = Cursor(b"\x01\x02\x03")
    assert cursor.u16_big() == 0x0102
    assert cursor.left == 1
    with pytest.raises(struct.error):
        cursor.u16()
