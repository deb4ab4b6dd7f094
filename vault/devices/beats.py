"""Heart Rate Measurement (0x2A37): belts and watches of every kind send it.

Heart Rate Service 1.0, section 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from vault.devices.decoder import Frame, Reading, Skipped, Value
from vault.devices.gatt import Cursor, noticed, sig

MEASUREMENT: Final = sig(0x2A37)
WIDE, TOUCHES, FEELS, ENERGY, INTERVALS = 0x01, 0x02, 0x04, 0x08, 0x10


class Beat(NamedTuple):
    """One Heart Rate Measurement (0x2A37), fields as sent."""

    rate: int  # per minute
    contact: bool | None  # None: the device does not feel the skin
    energy: int | None  # kJ
    intervals: tuple[int, ...]  # steps of 1/1024 s, the oldest first
    surplus: int


def parse(payload: bytes) -> Beat:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags = cursor.u8()
    rate = cursor.u16() if flags & WIDE else cursor.u8()
    contact = bool(flags & TOUCHES) if flags & FEELS else None
    energy = cursor.u16() if flags & ENERGY else None
    count = cursor.left // 2 if flags & INTERVALS else 0
    intervals = tuple(cursor.u16() for _interval in range(count))
    return Beat(rate, contact, energy, intervals, cursor.left)


class Beats:
    """Every frame is a reading of its own; nothing waits."""

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Keep a rate; 0 is no signal, and without skin nothing was measured."""
        sent = parse(frame.payload)
        if sent.rate == 0:
            yield Skipped("zero", frame.uid)
        elif sent.contact is False:
            yield Skipped("no_contact", frame.uid)
        else:
            value = Value("heart_rate", Decimal(sent.rate), "/min")
            flags = noticed(None, sent.surplus)
            yield Reading(
                (value,), None, live=False, frames=(frame.uid,), flags=flags, kept="stream"
            )

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Nothing waits."""
        yield from ()
