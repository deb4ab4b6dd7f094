"""Byte layouts of the Bluetooth SIG health services, from the device's side (encoding only)."""

from __future__ import annotations

import datetime as dt
import struct
from decimal import Decimal

from bumble.core import UUID

NAN, PLUS_INF, MINUS_INF, NRES = "nan", "+inf", "-inf", "nres"
_SFLOAT_SPECIAL = {NAN: 0x07FF, PLUS_INF: 0x07FE, MINUS_INF: 0x0802, NRES: 0x0800}
_FLOAT_SPECIAL = {NAN: 0x007FFFFF, PLUS_INF: 0x007FFFFE, MINUS_INF: 0x00800002, NRES: 0x00800000}


def sig(short: int) -> UUID:
    """The 16-bit UUID of the Bluetooth SIG."""
    return UUID.from_16_bits(short)


def _parts(value: object) -> tuple[int, int]:
    """Mantissa and decimal exponent; 36.80 and 36.8 stay different."""
    sign, digits, exponent = Decimal(str(value)).as_tuple()
    mantissa = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    return mantissa, int(exponent)


def _fit(mantissa: int, exponent: int, largest: int) -> tuple[int, int]:
    while abs(mantissa) > largest:
        mantissa, exponent = round(mantissa / 10), exponent + 1
    return mantissa, exponent


def sfloat(value: object) -> bytes:
    """IEEE 11073 16-bit SFLOAT: 4-bit exponent, 12-bit mantissa, both two's complement."""
    if isinstance(value, str) and value in _SFLOAT_SPECIAL:
        return struct.pack("<H", _SFLOAT_SPECIAL[value])
    mantissa, exponent = _fit(*_parts(value), 0x7FD)
    assert -8 <= exponent <= 7, value
    return struct.pack("<H", (exponent & 0xF) << 12 | mantissa & 0xFFF)


def float32(value: object) -> bytes:
    """IEEE 11073 32-bit FLOAT: 8-bit exponent, 24-bit mantissa."""
    if isinstance(value, str) and value in _FLOAT_SPECIAL:
        return struct.pack("<I", _FLOAT_SPECIAL[value])
    mantissa, exponent = _fit(*_parts(value), 0x7FFFFD)
    return struct.pack("<I", (exponent & 0xFF) << 24 | mantissa & 0xFFFFFF)


def date_time(when: dt.datetime) -> bytes:
    """Date Time (7 bytes): the device's own wall clock, no zone."""
    return struct.pack(
        "<HBBBBB", when.year, when.month, when.day, when.hour, when.minute, when.second
    )


def current_time(when: dt.datetime, reason: int = 0) -> bytes:
    """Current Time 2A2B (10 bytes)."""
    return date_time(when) + bytes([when.isoweekday(), when.microsecond * 256 // 1_000_000, reason])


def read_current_time(value: bytes) -> dt.datetime:
    """What a client wrote into 2A2B."""
    return dt.datetime(*struct.unpack_from("<HBBBBB", value))


def weight(
    kg: float,
    when: dt.datetime | None = None,
    user: int | None = None,
    *,
    pounds: bool = False,
    bmi: float | None = None,
    height_m: float | None = None,
    failed: bool = False,
) -> bytes:
    """Weight Measurement 2A9D."""
    flags = pounds | (when is not None) << 1 | (user is not None) << 2 | (bmi is not None) << 3
    raw = 0xFFFF if failed else round(kg / 0.45359237 / 0.01) if pounds else round(kg / 0.005)
    out = struct.pack("<BH", flags, raw)
    out += date_time(when) if when else b""
    out += bytes([user]) if user is not None else b""
    if bmi is not None:
        out += struct.pack("<HH", round(bmi * 10), round((height_m or 0) * 1000))
    return out


def body_composition(
    *,
    fat: float | None,
    bmr_kj: int | None = None,
    muscle: float | None = None,
    soft_lean_kg: float | None = None,
    water_kg: float | None = None,
    impedance: float | None = None,
    kg: float | None = None,
    when: dt.datetime | None = None,
    user: int | None = None,
) -> bytes:
    """Body Composition Measurement 2A9C; `fat=None` is the unsuccessful marker."""
    out = struct.pack("<H", 0xFFFF if fat is None else round(fat * 10))
    flags = 0
    for bit, value, packed in (
        (1, when, lambda: date_time(when)),
        (2, user, lambda: bytes([user])),
        (3, bmr_kj, lambda: struct.pack("<H", bmr_kj)),
        (4, muscle, lambda: struct.pack("<H", round(muscle * 10))),
        (7, soft_lean_kg, lambda: struct.pack("<H", round(soft_lean_kg / 0.005))),
        (8, water_kg, lambda: struct.pack("<H", round(water_kg / 0.005))),
        (9, impedance, lambda: struct.pack("<H", round(impedance * 10))),
        (10, kg, lambda: struct.pack("<H", round(kg / 0.005))),
    ):
        if value is not None:
            flags |= 1 << bit
            out += packed()
    return struct.pack("<H", flags) + out


def blood_pressure(
    sys: object,
    dia: object,
    mean: object = 0,
    *,
    pulse: object | None = None,
    when: dt.datetime | None = None,
    user: int | None = None,
    status: int | None = None,
    kpa: bool = False,
) -> bytes:
    """Blood Pressure Measurement 2A35 / Intermediate Cuff Pressure 2A36."""
    flags = (
        kpa
        | (when is not None) << 1
        | (pulse is not None) << 2
        | (user is not None) << 3
        | (status is not None) << 4
    )
    out = bytes([flags]) + sfloat(sys) + sfloat(dia) + sfloat(mean)
    out += date_time(when) if when else b""
    out += sfloat(pulse) if pulse is not None else b""
    out += bytes([user]) if user is not None else b""
    out += struct.pack("<H", status) if status is not None else b""
    return out


def blood_pressure_bm48(
    sys: int, dia: int, *, pulse: int, when: dt.datetime, user: int = 0, status: int = 0
) -> bytes:
    """The layout of BM48, BM59, BM85 and Elite 900: pulse and status big-endian, a user byte the flags deny."""
    return (
        bytes([0x56])
        + sfloat(sys)
        + sfloat(dia)
        + sfloat(0)
        + date_time(when)
        + struct.pack(">H", pulse)
        + bytes([user])
        + struct.pack(">H", status)
    )


def heart_rate(
    bpm: int,
    rr: tuple[int, ...] | list[int] = (),
    contact: bool | None = None,
    energy_kj: int | None = None,
) -> bytes:
    """Heart Rate Measurement 2A37; RR in 1/1024 s."""
    wide = bpm > 255
    flags = (
        wide
        | (contact is not None) << 2
        | bool(contact) << 1
        | (energy_kj is not None) << 3
        | bool(rr) << 4
    )
    out = bytes([flags]) + struct.pack("<H" if wide else "<B", bpm)
    out += struct.pack("<H", energy_kj) if energy_kj is not None else b""
    return out + b"".join(struct.pack("<H", r) for r in rr)


def temperature(
    value: object,
    *,
    fahrenheit: bool = False,
    when: dt.datetime | None = None,
    site: int | None = None,
) -> bytes:
    """Temperature Measurement 2A1C."""
    flags = fahrenheit | (when is not None) << 1 | (site is not None) << 2
    out = bytes([flags]) + float32(value)
    out += date_time(when) if when else b""
    return out + (bytes([site]) if site is not None else b"")


def spot_oximetry(
    spo2: object,
    pulse: object,
    *,
    when: dt.datetime | None = None,
    status: int | None = None,
    sensor: int | None = None,
    pai: object | None = None,
    clock_unset: bool = False,
) -> bytes:
    """PLX Spot-Check Measurement 2A5E."""
    flags = (
        (when is not None)
        | (status is not None) << 1
        | (sensor is not None) << 2
        | (pai is not None) << 3
        | clock_unset << 4
    )
    out = bytes([flags]) + sfloat(spo2) + sfloat(pulse)
    out += date_time(when) if when else b""
    out += struct.pack("<H", status) if status is not None else b""
    out += struct.pack("<I", sensor)[:3] if sensor is not None else b""
    return out + (sfloat(pai) if pai is not None else b"")


def continuous_oximetry(spo2: object, pulse: object, *, status: int | None = None) -> bytes:
    """PLX Continuous Measurement 2A5F."""
    out = bytes([(status is not None) << 2]) + sfloat(spo2) + sfloat(pulse)
    return out + (struct.pack("<H", status) if status is not None else b"")


def glucose(
    seq: int,
    when: dt.datetime,
    *,
    mg_dl: object | None = None,
    mmol_l: object | None = None,
    offset_min: int | None = None,
    sample: int = 1,
    location: int = 1,
    status: int | None = None,
    context: bool = False,
) -> bytes:
    """Glucose Measurement 2A18; concentration in kg/L or mol/L as real meters send it."""
    has = mg_dl is not None or mmol_l is not None
    flags = (
        (offset_min is not None)
        | has << 1
        | (mmol_l is not None) << 2
        | (status is not None) << 3
        | context << 4
    )
    out = struct.pack("<BH", flags, seq) + date_time(when)
    out += struct.pack("<h", offset_min) if offset_min is not None else b""
    if has:
        value = (
            Decimal(str(mmol_l)).scaleb(-3)
            if mmol_l is not None
            else Decimal(str(mg_dl)).scaleb(-5)
        )
        out += sfloat(value) + bytes([location << 4 | sample])
    return out + (struct.pack("<H", status) if status is not None else b"")


def glucose_context(seq: int, *, carbs_g: object | None = None, meal: int | None = None) -> bytes:
    """Glucose Measurement Context 2A34 (carbohydrates as kilograms, meal code)."""
    flags = (carbs_g is not None) | (meal is not None) << 1
    out = struct.pack("<BH", flags, seq)
    out += bytes([1]) + sfloat(Decimal(str(carbs_g)).scaleb(-3)) if carbs_g is not None else b""
    return out + (bytes([meal]) if meal is not None else b"")
