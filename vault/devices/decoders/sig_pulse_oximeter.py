"""Oximeters that follow the Pulse Oximeter Service of the Bluetooth SIG (0x1822)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from vault.devices.decoder import (
    Channel,
    Claims,
    Decoder,
    Frame,
    Reading,
    Reason,
    Settings,
    Skipped,
    Value,
)
from vault.devices.gatt import Cursor, Number, Stamp, noticed, sig
from vault.devices.racp import CONTROL, Records, talk
from vault.i18n import _

SPOT: Final = sig(0x2A5E)
CONTINUOUS: Final = sig(0x2A5F)
EARLY, QUESTIONABLE = 0x0040, 0x4000
REFUSED: Final[dict[int, Reason]] = {
    0x0400: "demo", 0x0800: "testing", 0x1000: "invalid_measurement",
    0x2000: "invalid_measurement", 0x8000: "invalid_measurement",
}  # fmt: skip
SENSOR: Final = {  # bits 1 to 15 of Device and Sensor Status
    1: "equipment_malfunction", 2: "signal_irregular", 3: "signal_inadequate", 4: "signal_poor",
    5: "low_perfusion", 6: "signal_erratic", 7: "no_pulse", 8: "pulse_questionable",
    10: "sensor_disturbed", 11: "sensor_not_worn", 12: "sensor_unknown", 13: "sensor_displaced",
    14: "sensor_malfunction", 15: "sensor_disconnected",
}  # fmt: skip


class Oxygen(NamedTuple):
    """One spot check (0x2A5E) or one moment of the stream (0x2A5F), fields as sent."""

    spo2: Number
    pulse: Number
    fast: tuple[Number, Number] | None
    slow: tuple[Number, Number] | None
    time: Stamp | None
    clock_unset: bool
    status: int | None
    sensor: int | None
    amplitude: Number | None
    surplus: int


def parse_spot(payload: bytes) -> Oxygen:
    """Read a spot check; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags = cursor.u8()
    spo2, pulse = cursor.sfloat(), cursor.sfloat()
    time = cursor.stamp() if flags & 0x01 else None
    status = cursor.u16() if flags & 0x02 else None
    sensor = cursor.u24() if flags & 0x04 else None
    amplitude = cursor.sfloat() if flags & 0x08 else None
    unset = bool(flags & 0x10)
    return Oxygen(spo2, pulse, None, None, time, unset, status, sensor, amplitude, cursor.left)


def parse_continuous(payload: bytes) -> Oxygen:
    """Read a moment of the stream; raises struct.error when it is shorter than its flags say."""
    cursor = Cursor(payload)
    flags = cursor.u8()
    spo2, pulse = cursor.sfloat(), cursor.sfloat()
    fast = (cursor.sfloat(), cursor.sfloat()) if flags & 0x01 else None
    slow = (cursor.sfloat(), cursor.sfloat()) if flags & 0x02 else None
    status = cursor.u16() if flags & 0x04 else None
    sensor = cursor.u24() if flags & 0x08 else None
    amplitude = cursor.sfloat() if flags & 0x10 else None
    return Oxygen(spo2, pulse, fast, slow, None, False, status, sensor, amplitude, cursor.left)


class Saturations:
    """Spot checks are readings, the stream gives samples; an early estimate waits for a better."""

    def __init__(self) -> None:
        self._early: Reading | None = None

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Keep what the device itself takes for a measurement."""
        if frame.uuid == CONTROL:
            yield Skipped("not_ours", frame.uid)
            return
        spot = frame.uuid == SPOT
        sent = parse_spot(frame.payload) if spot else parse_continuous(frame.payload)
        why = _refused(sent)
        if why is not None:
            yield Skipped(why, frame.uid)
            return
        told = _reading(sent, frame.uid, spot=spot)
        yield from self._better(told.device_time)
        if spot and (sent.status or 0) & EARLY:
            self._early = told
        else:
            yield told

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give an estimate that nothing better followed."""
        yield from self._better(None)

    def _better(self, time: datetime | None) -> Iterator[Reading | Skipped]:
        early, self._early = self._early, None
        if early is None:
            return
        minute = early.device_time and early.device_time.replace(second=0)
        if time is not None and time.replace(second=0) == minute:
            yield Skipped("intermediate", early.frames[0])
        else:
            yield early


def _refused(sent: Oxygen) -> Reason | None:
    found = (why for bit, why in REFUSED.items() if (sent.status or 0) & bit)
    nothing = not sent.spo2.value and not sent.pulse.value
    return next(found, "unsuccessful" if nothing else None)


def _reading(sent: Oxygen, frame: str, *, spot: bool) -> Reading:
    parts = ("spo2", sent.spo2, "%"), ("heart_rate", sent.pulse, "/min")
    more = () if sent.amplitude is None else (("perfusion_index", sent.amplitude, "%"),)
    doubtful = bool((sent.status or 0) & QUESTIONABLE)
    flags = noticed(sent.time, sent.surplus) | ({"questionable"} if doubtful else set())
    words = [word for bit, word in SENSOR.items() if (sent.sensor or 0) >> bit & 1]
    words += ["questionable"] if doubtful else []
    return Reading(
        tuple(Value(key, one.value, unit) for key, one, unit in (*parts, *more) if one.value),
        sent.time.wall if sent.time and not sent.clock_unset else None,
        live=False,
        frames=(frame,),
        flags=flags | ({"unknown_time"} if sent.clock_unset else set()),
        context=dict.fromkeys(words, "true"),
        kept="row" if spot else "stream",
    )


def _assembler(_settings: Settings) -> Saturations:
    return Saturations()


DECODER = Decoder(
    name="sig-pulse-oximeter",
    rank=0,
    claims=Claims(services=frozenset({sig(0x1822)})),
    gives=frozenset({"spo2", "heart_rate", "perfusion_index"}),
    channels=(
        Channel(SPOT, "indicate", mandatory=False),
        Channel(CONTINUOUS, "notify", mandatory=False, stream=True),
        Channel(CONTROL, "indicate", mandatory=False),
    ),
    assembler=_assembler,
    title=lambda: _("Pulse oximeter"),
    gesture=lambda: _("Put a finger into the oximeter and keep still"),
    device_class="oximeter",
    quiet=30.0,
    talk=talk(Records(SPOT)),
)
