"""Xiaomi S200 and S400: a weighing is advertised as MiBeacon version 5, encrypted (FE95)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from vault.crypto import beacons
from vault.devices import sealed
from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor, sig
from vault.i18n import _

BEACON: Final = sig(0xFE95)
ENCRYPTED, WITH_ADDRESS, CAPABLE, WITH_OBJECT = 0x08, 0x10, 0x20, 0x40
MORE: Final = 0x20  # of a capability: one byte more
EXTENSION, VERSION = 3, 5
S400, S200 = 0x6E16, 0x4E16
OBJECT_BYTES: Final = 9
NO_RATE: Final = (0, 127)
REMEMBERED: Final = 16
ORDER: Final = ("body_weight", "heart_rate", "other")


class Beacon(NamedTuple):
    """One advertisement before its key opens it, fields as sent."""

    control: int
    product: int
    counter: int
    address: bytes | None  # as it is written
    rest: bytes  # ciphertext, extension, tag; b"" when nobody is on the scale
    head: bytes  # product and counter, as they stand in the nonce


class Weighing(NamedTuple):
    """What a beacon holds, fields as sent."""

    kind: int  # object
    profile: int
    weight: int  # steps of 0.1 kg (S400) or 0.01 kg (S200)
    rate: int  # per minute, less 50
    impedance: int  # steps of 0.1 Ohm
    unix: int


def parse(payload: bytes) -> Beacon:
    """Read the header; raises struct.error when it is shorter than it says, ValueError else."""
    cursor = Cursor(payload)
    control, product, counter = cursor.u16(), cursor.u16(), cursor.u8()
    if control >> 12 != VERSION:
        raise ValueError
    address = cursor.bytes(6)[::-1] if control & WITH_ADDRESS else None
    if control & CAPABLE and cursor.u8() & MORE:
        cursor.u8()
    rest = cursor.bytes(cursor.left) if control & WITH_OBJECT else b""
    return Beacon(control, product, counter, address, rest, payload[2:5])


def opened(beacon: Beacon, key: bytes, address: bytes) -> bytes | None:
    """Return the object in a beacon; None when the key is another one."""
    cut = len(beacon.rest) - EXTENSION - beacons.TAG
    if cut <= 0 or not beacon.control & ENCRYPTED:
        return None
    cipher, extension, tag = beacon.rest[:cut], beacon.rest[cut:-4], beacon.rest[-4:]
    nonce = address[::-1] + beacon.head + extension
    return beacons.opened(key, nonce, cipher + tag, b"\x11")


def parse_object(told: bytes) -> Weighing | None:
    """Read a weighing; None when the object is of another kind."""
    cursor = Cursor(told)
    kind, size = cursor.u16(), cursor.u8()
    if kind not in (S200, S400) or size != OBJECT_BYTES:
        return None
    profile, word, unix = cursor.u8(), cursor.u32(), cursor.u32()
    if kind == S200:
        return Weighing(kind, profile, word, 0, 0, unix)
    return Weighing(kind, profile, word & 0x7FF, word >> 11 & 0x7F, word >> 18, unix)


class Weighings:
    """The packets of one Unix time are one weighing: it waits for the second some seconds."""

    def __init__(self, settings: Settings) -> None:
        self._key, self._address = sealed.key(settings), sealed.address(settings)
        memory = settings.get("memory") or {}
        self._latest = int(memory.get("unix", 0))
        self._seen: deque[bytes] = deque(maxlen=REMEMBERED)
        self._reading: Reading | None = None
        self._began: datetime | None = None

    @property
    def learned(self) -> Mapping[str, Any]:
        """The Unix time of the latest weighing: nothing older is new."""
        return {"unix": self._latest} if self._latest else {}

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Open a beacon and take the weighing in it; one without an object says: nobody there."""
        beacon = parse(frame.payload)
        self._address = beacon.address or self._address
        if not beacon.rest:
            yield from self.flush(frame.received)
            yield Skipped("unstable", frame.uid)
        elif self._key is None or self._address is None:
            yield Skipped("key_missing", frame.uid)
        elif (told := opened(beacon, self._key, self._address)) is None:
            yield Skipped("wrong_key", frame.uid)
        elif (count := beacon.head + beacon.rest[-7:-4]) in self._seen:
            yield Skipped("replay", frame.uid)
        else:
            self._seen.append(count)
            yield from self._weighed(parse_object(told), frame)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give a weighing whose second packet never came."""
        told, self._reading = self._reading, None
        if told is not None:
            yield told

    def _weighed(self, sent: Weighing | None, frame: Frame) -> Iterator[Reading | Skipped]:
        if sent is None:
            yield Skipped("unknown_object", frame.uid)
        elif self._reading is not None and self._reading.sequence == sent.unix:
            self._reading = _together(self._reading, _reading(sent, frame.uid))
        elif sent.unix <= self._latest:
            yield Skipped("replay", frame.uid)
        elif not (sent.weight or sent.impedance):
            yield from self.flush(frame.received)
            yield Skipped("zero", frame.uid)
        else:
            yield from self.flush(frame.received)
            self._latest, self._reading = sent.unix, _reading(sent, frame.uid)


def _together(one: Reading, other: Reading) -> Reading:
    """Join two packets, in either order; what both say stands once."""
    known = {(value.measure, value.title): value for value in (*other.values, *one.values)}
    values = sorted(known.values(), key=lambda value: (ORDER.index(value.measure), value.title))
    return replace(one, values=tuple(values), frames=one.frames + other.frames)


def _reading(sent: Weighing, frame: str) -> Reading:
    at = datetime.fromtimestamp(sent.unix, UTC).replace(tzinfo=None)
    return Reading(
        tuple(_values(sent)), at, live=False, frames=(frame,), slot=sent.profile or None,
        sequence=sent.unix, utc=True,
    )  # fmt: skip


def _values(sent: Weighing) -> Iterator[Value]:
    if sent.weight:
        step = Decimal("0.1") if sent.kind == S400 else Decimal("0.01")
        yield Value("body_weight", sent.weight * step, "kg")
    if sent.rate not in NO_RATE:
        yield Value("heart_rate", Decimal(sent.rate + 50), "/min")
    if sent.impedance:
        ohms = sent.impedance * Decimal("0.1")
        title = "Impedance 1" if sent.weight else "Impedance 2"
        yield Value("other", ohms, "Ohm", by_device=True, title=title)


DECODER = Decoder(
    name="xiaomi-encrypted-scale",
    rank=10,
    claims=Claims(("xiaomiscales*",), service_data=frozenset({BEACON})),
    gives=frozenset({"body_weight", "heart_rate"}),
    channels=(Channel(BEACON, "advert", mandatory=True),),
    assembler=Weighings,
    title=lambda: _("Xiaomi scale S200 or S400"),
    gesture=lambda: _("Step on the scale"),
    needs=frozenset({"bindkey"}),
    device_class="scale",
)
