"""Scales that people build themselves: BTHome version 2 (FCD2), also encrypted.

https://bthome.io/format/ and https://bthome.io/encryption/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from vault.crypto import beacons
from vault.devices import sealed
from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor, sig
from vault.i18n import _

SERVICE_DATA: Final = sig(0xFCD2)
ENCRYPTED, WITH_ADDRESS, VERSION = 0x01, 0x02, 2
PACKET, BATTERY, KILOGRAMS, POUNDS = 0x00, 0x01, 0x06, 0x07
COUNTER_BYTES: Final = 4
SAME: Final = timedelta(minutes=10)  # a packet number is not used again sooner


def _numbers(text: str) -> frozenset[int]:
    """Read hexadecimal numbers and ranges."""
    pairs = (one.split("-") for one in text.split())
    return frozenset(n for pair in pairs for n in range(int(pair[0], 16), int(pair[-1], 16) + 1))


_BYTES: Final = {
    1: _numbers("00 01 09 0f-11 15-2f 3a 46 57-59 60"),
    2: _numbers("02 03 06-08 0c-0e 12-14 3c 3d 3f-41 43-45 47-4a 51 52 56 5a 5d-5f 61"),
    3: _numbers("04 05 0a 0b 42 4b"),
    4: _numbers("3e 4c-50 55 5b 5c 62 63"),
}
LENGTHS: Final = {number: size for size, numbers in _BYTES.items() for number in numbers}
COUNTED: Final = (0x53, 0x54)  # the next byte is the length


class Beacon(NamedTuple):
    """One advertisement, before its key opens it."""

    info: int
    address: bytes | None
    rest: bytes

    @property
    def encrypted(self) -> bool:
        """Whether a key is needed."""
        return bool(self.info & ENCRYPTED)


def parse(payload: bytes) -> Beacon:
    """Read the header; raises struct.error when it is short, ValueError for another version."""
    cursor = Cursor(payload)
    info = cursor.u8()
    if info >> 5 != VERSION:
        raise ValueError
    address = cursor.bytes(6)[::-1] if info & WITH_ADDRESS else None
    return Beacon(info, address, cursor.bytes(cursor.left))


def parse_objects(told: bytes) -> dict[int, int]:
    """Read objects by number, unsigned; one that is not known ends it, what came before stays."""
    cursor, found = Cursor(told), dict[int, int]()
    while cursor.left:
        number = cursor.u8()
        size = cursor.u8() if number in COUNTED else LENGTHS.get(number)
        if size is None:
            break
        found[number] = int.from_bytes(cursor.bytes(size), "little")
    return found


def opened(beacon: Beacon, key: bytes, address: bytes) -> bytes | None:
    """Return the objects of an encrypted advertisement; None when the key is another one."""
    cut = len(beacon.rest) - COUNTER_BYTES - beacons.TAG
    if cut <= 0:
        return None
    counter, tag = beacon.rest[cut:-4], beacon.rest[-4:]
    nonce = address + b"\xd2\xfc" + bytes([beacon.info]) + counter
    return beacons.opened(key, nonce, beacon.rest[:cut] + tag)


class Weighings:
    """A packet number tells repetitions apart; a counter, what was recorded and is sent again."""

    def __init__(self, settings: Settings) -> None:
        self._key, self._address = sealed.key(settings), sealed.address(settings)
        memory: Mapping[str, Any] = settings.get("memory") or {}
        self._counter = int(memory.get("counter", -1))
        self._battery: int | None = memory.get("battery")
        self._packet: tuple[dict[int, int], datetime] | None = None

    @property
    def learned(self) -> Mapping[str, Any]:
        """The counter that was accepted last, and the battery."""
        told = {"counter": self._counter, "battery": self._battery}
        return {name: one for name, one in told.items() if one is not None and one != -1}

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Open an advertisement and take the weight in it."""
        beacon = parse(frame.payload)
        self._address = beacon.address or self._address
        if beacon.encrypted:
            yield from self._sealed(beacon, frame)
        elif self._key is not None:
            yield Skipped("downgrade", frame.uid)
        else:
            yield self._told(parse_objects(beacon.rest), frame)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Nothing waits."""
        yield from ()

    def _sealed(self, beacon: Beacon, frame: Frame) -> Iterator[Reading | Skipped]:
        if self._key is None or self._address is None:
            yield Skipped("key_missing", frame.uid)
            return
        told = opened(beacon, self._key, self._address)
        counter = int.from_bytes(beacon.rest[-8:-4], "little")
        if told is None:
            yield Skipped("wrong_key", frame.uid)
        elif counter <= self._counter:
            yield Skipped("replay", frame.uid)
        else:
            self._counter = counter
            yield self._told(parse_objects(told), frame)

    def _told(self, objects: dict[int, int], frame: Frame) -> Reading | Skipped:
        self._battery = objects.get(BATTERY, self._battery)
        before, self._packet = self._packet, (objects, frame.received)
        same = before is not None and PACKET in objects and before[0] == objects
        if before is not None and same and frame.received - before[1] <= SAME:
            return Skipped("not_ours", frame.uid)
        values = tuple(_values(objects))
        if not values:
            return Skipped("unstable", frame.uid)
        return Reading(values, None, live=False, frames=(frame.uid,))


def _values(objects: Mapping[int, int]) -> Iterator[Value]:
    for number, unit in ((KILOGRAMS, "kg"), (POUNDS, "[lb_av]")):
        if objects.get(number):
            yield Value("body_weight", objects[number] * Decimal("0.01"), unit)
            return


DECODER = Decoder(
    name="bthome-scale",
    rank=10,
    claims=Claims(service_data=frozenset({SERVICE_DATA})),
    gives=frozenset({"body_weight"}),
    channels=(Channel(SERVICE_DATA, "advert", mandatory=True),),
    assembler=Weighings,
    title=lambda: _("BTHome scale"),
    gesture=lambda: _("Step on the scale"),
    device_class="scale",
)
