"""Recorded devices for tests of use cases: quick, and without Bluetooth."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from vault.devices.air import Seen
from vault.devices.decoder import Channel, Claims, Decoder, Reading, Skipped, Value
from vault.devices.gatt import sig
from vault.devices.registry import decoders
from vault.devices.replay import Recording, ReplayRadio
from vault.record.instrument import Instrument
from vault.usecases import instruments, measuring
from vault.usecases.instruments import Linking
from vault.usecases.measuring import Outcome, Wish
from vault.usecases.meeting import Meet
from vault.usecases.received import Choice
from vault.usecases.session import Session

ADDRESS = "C0:00:00:00:00:01"
QUICK: tuple[Decoder, ...] = tuple(one._replace(quiet=0.05) for one in decoders() if not one.stream)


class _Counter:
    def feed(self, frame: Any, /) -> Any:
        rate = frame.payload[1]
        if rate:
            value = Value("heart_rate", Decimal(rate), "/min")
            yield Reading((value,), None, live=False, frames=(frame.uid,), kept="stream")
        else:
            yield Skipped("zero", frame.uid)

    def flush(self, _now: datetime, /) -> Any:
        yield from ()


STREAM = Decoder(
    name="test-stream",
    rank=0,
    claims=Claims(services=frozenset({sig(0x180D)})),
    gives=frozenset({"heart_rate"}),
    channels=(Channel(sig(0x2A37), "notify", mandatory=True, stream=True),),
    assembler=lambda _settings: _Counter(),
    title=lambda: "",
    gesture=lambda: "",
    device_class="band",
    stream=True,
)


def stamp(at: datetime) -> str:
    """Date Time (0x2A08) in hexadecimal digits."""
    year = at.year.to_bytes(2, "little")
    return (year + bytes((at.month, at.day, at.hour, at.minute, at.second))).hex()


def weight(kg: str, at: datetime | None = None, user: int | None = None) -> str:
    """Weight Measurement (0x2A9D) in hexadecimal digits."""
    flags = (at is not None) << 1 | (user is not None) << 2
    raw = int(Decimal(kg) / Decimal("0.005")).to_bytes(2, "little").hex()
    return f"{flags:02x}{raw}{stamp(at) if at else ''}{'' if user is None else f'{user:02x}'}"


def pressure(at: datetime, user: int | None = None) -> str:
    """Blood Pressure Measurement (0x2A35) of 128/81, pulse 66, in hexadecimal digits."""
    flags = 0x06 | (user is not None) << 3
    return f"{flags:02x}800051006100{stamp(at)}4200{'' if user is None else f'{user:02x}'}"


def scale(
    *frames: str, address: str = ADDRESS, shown: datetime | None = None, drops: bool = False
) -> Recording:
    """A scale that sends these frames; `shown` is what its clock says."""
    reads = {sig(0x2A9E): b"\x0f\0\0\0", sig(0x2A24): b"E-1", sig(0x2A25): address.encode()}
    if shown is not None:
        reads[sig(0x2A2B)] = bytes.fromhex(stamp(shown)) + b"\0\0\0"
    sent = [(sig(0x2A9D), bytes.fromhex(frame), 0.0) for frame in frames]
    return recorded(0x181D, sent, reads, address, drops=drops)


def cuff(*frames: str, address: str = ADDRESS) -> Recording:
    sent = [(sig(0x2A35), bytes.fromhex(frame), 0.0) for frame in frames]
    return recorded(0x1810, sent, {}, address)


def belt(*rates: int, after: float = 0.0, address: str = ADDRESS) -> Recording:
    sent = [(sig(0x2A37), bytes((0, rate)), after) for rate in rates]
    return recorded(0x180D, sent, {}, address)


def recorded(
    service: int, sent: Sequence[tuple[str, bytes, float]], reads: dict[str, bytes], address: str,
    *, drops: bool = False,
) -> Recording:  # fmt: skip
    uuids = frozenset({uuid for uuid, _value, _after in sent} | reads.keys() | {CHANNELS[service]})
    shown = Seen(address, "Balance", frozenset({sig(service)}))
    return Recording(shown, {sig(service): uuids}, reads, sent, drops=drops)


CHANNELS = {0x181D: sig(0x2A9D), 0x1810: sig(0x2A35), 0x180D: sig(0x2A37)}


def add(
    session: Session, one: Recording, *people: str, slots: dict[int, str] | None = None
) -> Instrument:
    """Add a recorded device for people, by uid."""
    linking = Linking(people, slots or {})
    meet = Meet(known=(*QUICK, STREAM))
    return asyncio.run(
        instruments.add(session, ReplayRadio(one), one.device.address, linking, meet)
    )


def read(
    session: Session, *recordings: Recording, known: Iterable[Decoder] = QUICK,
    seconds: float = 0.3, person: str | None = None, inbox: bool = False, **more: Any,
) -> Outcome:  # fmt: skip
    """Read recorded devices: all that were added, or the one whose address is told."""
    wish = Wish(
        seconds=seconds, choice=Choice(person, inbox=inbox), known=tuple(known), **more
    )  # fmt: skip
    return asyncio.run(measuring.read(session, ReplayRadio(*recordings), wish))
