"""Cuffs that follow the Blood Pressure Service of the Bluetooth SIG (0x1810)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from vault.devices.decoder import (
    Channel,
    Claims,
    Decoder,
    Frame,
    Reading,
    Settings,
    Skipped,
    Value,
    called,
)
from vault.devices.gatt import Cursor, Number, Stamp, noticed, sig
from vault.i18n import _

KILOPASCALS, TIMED, PULSED, OWNED, STATED = 0x01, 0x02, 0x04, 0x08, 0x10
INTERMEDIATE: Final = sig(0x2A36)
RANGE, ABOVE, BELOW = 0x18, 0x08, 0x10  # of the pulse, in the measurement status
WORDS: Final = {
    0x01: "movement",
    0x02: "loose_cuff",
    0x04: "irregular_pulse",
    0x20: "wrong_position",
}

# frames of these models with these flags have pulse and status high byte first, and a user byte
# that the flags deny: 19 bytes
MIXED: Final = ("bm48*", "beurerbm48*", "bm59*", "beurerbm59*", "bm85*", "beurerbm85*", "elite900*")
MIXED_FLAGS: Final = 0x56


class Pressure(NamedTuple):
    """One Blood Pressure Measurement (0x2A35), fields as sent."""

    kilopascals: bool
    systolic: Number
    diastolic: Number
    mean: Number
    time: Stamp | None
    pulse: Number | None
    user: int | None
    status: int | None
    surplus: int


def parse(payload: bytes) -> Pressure:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags = cursor.u8()
    systolic, diastolic, mean = cursor.sfloat(), cursor.sfloat(), cursor.sfloat()
    time = cursor.stamp() if flags & TIMED else None
    pulse = cursor.sfloat() if flags & PULSED else None
    user = cursor.u8() if flags & OWNED else None
    status = cursor.u16() if flags & STATED else None
    kilopascals = bool(flags & KILOPASCALS)
    return Pressure(kilopascals, systolic, diastolic, mean, time, pulse, user, status, cursor.left)


def parse_mixed(payload: bytes) -> Pressure:
    """Read the 19 bytes of the models in `MIXED`; raises struct.error when one is missing."""
    cursor = Cursor(payload)
    flags = cursor.u8()
    systolic, diastolic, mean = cursor.sfloat(), cursor.sfloat(), cursor.sfloat()
    time = cursor.stamp()
    pulse, user, status = Number(Decimal(cursor.u16_big())), cursor.u8(), cursor.u16_big()
    kilopascals = bool(flags & KILOPASCALS)
    return Pressure(kilopascals, systolic, diastolic, mean, time, pulse, user, status, cursor.left)


class Pressures:
    """Every final frame is a reading of its own; nothing waits."""

    def __init__(self, *, mixed: bool = False) -> None:
        self._mixed = mixed

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Keep a finished measurement; a cuff that still inflates is not one."""
        if frame.uuid == INTERMEDIATE:
            yield Skipped("intermediate", frame.uid)
            return
        mixed = self._mixed and frame.payload[:1] == bytes([MIXED_FLAGS])
        sent = parse_mixed(frame.payload) if mixed else parse(frame.payload)
        if sent.systolic.value is None:
            nothing = sent.diastolic.value is None and sent.mean.value is None
            yield Skipped("unsuccessful" if nothing else "invalid_measurement", frame.uid)
        elif sent.systolic.value == 0:
            yield Skipped("zero", frame.uid)
        else:
            yield _reading(sent, frame.uid)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Nothing waits."""
        yield from ()


def _reading(sent: Pressure, frame: str) -> Reading:
    return Reading(
        values=tuple(_values(sent)),
        device_time=sent.time.wall if sent.time else None,
        live=False,
        frames=(frame,),
        slot=sent.user,
        flags=noticed(sent.time, sent.surplus),
        context=dict.fromkeys(_said(sent.status or 0), "true"),
    )


def _values(sent: Pressure) -> Iterator[Value]:
    """Give the pressure, then the pulse; a mean or a pulse of 0 was not measured."""
    named_parts = ("systolic", sent.systolic), ("diastolic", sent.diastolic), ("mean", sent.mean)
    parts = {name: part.value for name, part in named_parts if part.value}
    unit = "kPa" if sent.kilopascals else "mm[Hg]"
    yield Value("blood_pressure", None, unit, components=parts)
    if sent.pulse and sent.pulse.value:
        yield Value("heart_rate", sent.pulse.value, "/min")


def _said(status: int) -> Iterator[str]:
    """Give the words of the device; they are shown, never interpreted."""
    for bit, word in WORDS.items():
        if status & bit:
            yield word
    if status & RANGE in (ABOVE, BELOW):
        yield "pulse_above" if status & RANGE == ABOVE else "pulse_below"


def _assembler(settings: Settings) -> Pressures:
    return Pressures(mixed=called(str(settings.get("name", "")), MIXED))


DECODER = Decoder(
    name="sig-blood-pressure",
    rank=0,
    claims=Claims(services=frozenset({sig(0x1810)})),
    gives=frozenset({"blood_pressure", "heart_rate"}),
    channels=(
        Channel(sig(0x2A35), "indicate", mandatory=True),
        Channel(INTERMEDIATE, "notify", mandatory=False),
    ),
    assembler=_assembler,
    title=lambda: _("Blood pressure cuff"),
    gesture=lambda: _("Take your blood pressure, then leave the cuff on the table"),
    device_class="bp_monitor",
    hasty=("bm85*", "beurerbm85*"),
)
