"""What a device says about itself: maker, model, serial, battery, clock, features.

Device Information (0x180A), Battery (0x180F) and Current Time (0x1805) of the Bluetooth SIG. The
battery is read and never subscribed to: BlueZ may keep that characteristic to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from vault.devices.air import Connection
from vault.devices.decoder import Decoder
from vault.devices.gatt import Cursor, sig
from vault.errors import DeviceNeedsPairing, DeviceProtocol, DeviceUnreachable

CURRENT_TIME: Final = sig(0x2A2B)
_BATTERY: Final = sig(0x2A19)
_WORDS: Final = {
    "maker": sig(0x2A29), "model": sig(0x2A24), "serial": sig(0x2A25), "firmware": sig(0x2A26),
    "hardware": sig(0x2A27), "software": sig(0x2A28),
}  # fmt: skip
_SYSTEM_ID: Final = sig(0x2A23)
_SYSTEM_ID_BYTES: Final = 8
_DATE_TIME_BYTES: Final = 7
_FRACTIONS: Final = 256  # of a second
_BY_HAND: Final = 0x01  # reason of a change: manual
_NO_SERIAL: Final = ("", "0")


async def about(link: Connection) -> dict[str, str]:
    """Return what Device Information holds; each failure leaves one word out."""
    said = {name: _text(await _read(link, uuid)) for name, uuid in _WORDS.items()}
    if said["serial"].strip("0") in _NO_SERIAL:
        said["serial"] = ""
    system = await _read(link, _SYSTEM_ID)
    if system is not None and len(system) == _SYSTEM_ID_BYTES:
        said["system_id"] = system[::-1].hex("-").upper()
    return {name: word for name, word in said.items() if word}


async def battery(link: Connection) -> int | None:
    """Return the level of the battery in percent."""
    told = await _read(link, _BATTERY)
    return told[0] if told and told[0] <= 100 else None  # noqa: PLR2004 - percent


async def shown_time(link: Connection) -> datetime | None:
    """Return what the clock of the device shows (naive); None when there is none to read."""
    return time_in(await _read(link, CURRENT_TIME))


def time_in(told: bytes | None) -> datetime | None:
    """Read a Current Time (0x2A2B): some devices answer 9 bytes, or 7, and 7 are enough."""
    if told is None or len(told) < _DATE_TIME_BYTES:
        return None
    cursor = Cursor(told)
    wall = cursor.stamp().wall
    fraction = Cursor(told[8:]).u8() if len(told) > 8 else 0  # noqa: PLR2004 - after the weekday
    return wall and wall + timedelta(seconds=fraction / _FRACTIONS)


def written_time(wall: datetime) -> bytes:
    """Write a wall clock as Current Time, changed by hand."""
    date = wall.year.to_bytes(2, "little") + bytes((wall.month, wall.day))
    time = bytes((wall.hour, wall.minute, wall.second, wall.isoweekday()))
    return date + time + bytes((wall.microsecond * _FRACTIONS // 1_000_000, _BY_HAND))


async def clockless(link: Connection, decoders: Iterable[Decoder]) -> bool | None:
    """Tell whether the features say that there is no clock; None when they say nothing.

    Raises:
        DeviceNeedsPairing: the device does not even show its features without a bond.
    """
    for decoder in decoders:
        if decoder.clocked is not None:
            features = await _read(link, decoder.clocked[0], bond=True)
            if features:
                return not int.from_bytes(features, "little") & decoder.clocked[1]
    return None


def identity(said: Mapping[str, str], address: str) -> str:
    """Return what stays the same of a device: its serial, else its system id, else its address."""
    serial = said.get("serial") or said.get("system_id")
    return f"{said.get('maker', '')}|{said.get('model', '')}|{serial}" if serial else address


def _text(value: bytes | None) -> str:
    return "" if value is None else value.decode("utf-8", "replace").strip(" \0")


async def _read(link: Connection, uuid: str, *, bond: bool = False) -> bytes | None:
    if uuid not in link.readable:
        return None
    try:
        return await link.read(uuid)
    except DeviceUnreachable as error:
        if bond and isinstance(error, DeviceNeedsPairing):
            raise
        return None


async def silent(link: Connection) -> bool:
    """Tell whether a device that sends nothing is gone, although nobody told us."""
    try:
        await link.read(_BATTERY if _BATTERY in link.readable else min(link.readable, default=""))
    except (DeviceProtocol, DeviceNeedsPairing):
        return False
    except DeviceUnreachable:
        return True
    return False
