"""Devices that only advertise: Xiaomi scales (plain and encrypted) and a BTHome v2 scale."""

from __future__ import annotations

import asyncio
import datetime as dt
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from .. import layouts
from ..air import Peripheral


class Broadcaster(Peripheral):
    """Each phase of a weighing is advertised for `phase` seconds; silent otherwise, or idle with `hidden = false`."""

    actions = (*Peripheral.actions, "weigh")

    def __init__(self, *, phase: float = 0.15, **common: object) -> None:
        common.setdefault("hidden", True)
        common.setdefault("battery", None)
        super().__init__(**common)
        self.phase = phase
        self.weighings = 0

    async def phases(self, frames: list[bytes], short: int) -> None:
        """Advertise these service data one after another, then fall silent."""
        for frame in frames:
            self.service_data = {short: frame}
            self.tell("advertised", hex=frame.hex())
            await self.update_advert()
            await asyncio.sleep(self.phase)
        self.weighings += 1
        if self.hidden:
            await self.quiet()
        else:
            self.service_data = {short: self.idle()}
            await self.update_advert()

    def idle(self) -> bytes:
        """What is advertised when nobody is on it."""
        raise NotImplementedError

    SHORT = 0

    async def advertise(self) -> None:
        if not self.service_data:
            self.service_data = {self.SHORT: self.idle()}
        await super().advertise()

    def snapshot(self) -> dict:
        return {**super().snapshot(), "weighings": self.weighings}


class MiScale1(Broadcaster):
    """Xiaomi Mi Scale: weight only, service data 181D (10 bytes)."""

    type = "mi1"
    name = "MI_SCALE"
    address = "F0:F1:F2:F3:F4:04"
    adv_uuids = (0x181D,)
    UNITS = {"kg": (0x00, 200), "lb": (0x01, 100), "jin": (0x10, 100)}
    SHORT = 0x181D

    def __init__(self, *, unit: str = "kg", hidden: bool = False, **common: object) -> None:
        super().__init__(hidden=hidden, **common)
        self.unit = unit

    def idle(self) -> bytes:
        return self.frame(0, stable=False, removed=True)

    def frame(
        self, value: float, *, stable: bool, removed: bool, at: dt.datetime | None = None
    ) -> bytes:
        """One advertisement; `value` in the unit of the display."""
        bits, scale = self.UNITS[self.unit]
        return (
            bytes([bits | stable << 5 | removed << 7 | 0x02])
            + struct.pack("<H", round(value * scale))
            + layouts.date_time(self.when(at))
        )

    async def weigh(self, value: float, at: dt.datetime | None = None) -> None:
        """Step on, stand still, step off."""
        await self.phases(
            [
                self.frame(value - 3, stable=False, removed=False, at=at),
                self.frame(value, stable=True, removed=False, at=at),
                self.frame(value, stable=True, removed=True, at=at),
            ],
            0x181D,
        )


class MiScale2(Broadcaster):
    """Xiaomi Mi Body Composition Scale: service data 181B (13 bytes), impedance after the weight."""

    type = "mi2"
    name = "MIBFS"
    address = "F0:F1:F2:F3:F4:0C"
    adv_uuids = (0x181B,)
    UNITS = {"kg": (0x02, 0x00, 200), "lb": (0x03, 0x00, 100), "jin": (0x02, 0x40, 100)}
    SHORT = 0x181B

    def __init__(self, *, unit: str = "kg", **common: object) -> None:
        super().__init__(**common)
        self.unit = unit

    def frame(
        self,
        value: float,
        impedance: int,
        *,
        measured: bool,
        stable: bool,
        removed: bool,
        at: dt.datetime | None = None,
    ) -> bytes:
        """One advertisement."""
        first, second, scale = self.UNITS[self.unit]
        second |= measured << 1 | 0x04 | stable << 5 | removed << 7
        return (
            bytes([first, second])
            + layouts.date_time(self.when(at))
            + struct.pack("<HH", impedance, round(value * scale))
        )

    def idle(self) -> bytes:
        return self.frame(0, 0, measured=False, stable=False, removed=True)

    async def weigh(
        self, value: float, impedance: int | None = None, at: dt.datetime | None = None
    ) -> None:
        """Step on, stand still (barefoot if there is an impedance), step off."""
        last = 0xFFFD if impedance is None else impedance
        measured = impedance is not None
        frames = [
            self.frame(value - 0.5, 0, measured=False, stable=False, removed=False, at=at),
            self.frame(value, 0xFFFE, measured=False, stable=True, removed=False, at=at),
            self.frame(value, last, measured=measured, stable=True, removed=False, at=at),
            self.frame(value, last, measured=measured, stable=True, removed=True, at=at),
        ]
        await self.phases(frames, 0x181B)


class XiaomiS400(Broadcaster):
    """Xiaomi S400: MiBeacon v5, AES-CCM with a bind key; weight, heart rate and two impedances in two packets."""

    type = "s400"
    name = "Xiaomi Scale S400"
    address = "84:46:93:64:A5:E6"
    PRODUCT = 0x3BD5
    SHORT = 0xFE95

    def __init__(
        self,
        *,
        bindkey: str = "00112233445566778899aabbccddeeff",
        profile: int = 1,
        **common: object,
    ) -> None:
        super().__init__(**common)
        self.bindkey, self.profile, self.counter = bytes.fromhex(bindkey), profile, 0

    def frame(self, word: int, stamp: int) -> bytes:
        """One encrypted advertisement: object 6E16, 9 bytes (profile, packed word, Unix time of the weighing)."""
        self.counter += 1
        plain = struct.pack("<HB", 0x6E16, 9) + struct.pack("<BII", self.profile, word, stamp)
        head = struct.pack("<HHB", 0x5948, self.PRODUCT, self.counter & 0xFF)
        extension = struct.pack("<I", self.counter)[:3]
        address = bytes.fromhex(self.address.replace(":", ""))
        nonce = address[::-1] + head[2:5] + extension
        sealed = AESCCM(self.bindkey, tag_length=4).encrypt(nonce, plain, b"\x11")
        return head + sealed[:-4] + extension + sealed[-4:]

    def idle(self) -> bytes:
        """Nobody on the scale: no object in the frame."""
        self.counter += 1
        return (
            struct.pack("<HHB", 0x5910, self.PRODUCT, self.counter & 0xFF)
            + bytes.fromhex(self.address.replace(":", ""))[::-1]
        )

    async def weigh(
        self,
        kg: float,
        heart_rate: int | None = None,
        impedance: float | None = None,
        impedance2: float | None = None,
    ) -> None:
        """A whole weighing: weight packet, second impedance packet with the same time, idle."""
        stamp = int(self.now().timestamp()) & 0xFFFFFFFF
        beats = 127 if heart_rate is None else heart_rate - 50
        frames = [
            self.frame(round(kg * 10) | beats << 11 | round((impedance or 0) * 10) << 18, stamp)
        ]
        if impedance2 is not None:
            frames.append(self.frame(round(impedance2 * 10) << 18, stamp))
        await self.phases([*frames, self.idle()], 0xFE95)


class BTHomeScale(Broadcaster):
    """A do-it-yourself scale speaking BTHome v2 (FCD2), plain or encrypted with a counter."""

    type = "bthome"
    name = "DIY-scale"
    address = "F0:F1:F2:F3:F4:0D"
    actions = (*Broadcaster.actions, "replay", "downgrade")
    SHORT = 0xFCD2

    def __init__(
        self,
        *,
        bindkey: str | None = None,
        counter: int = 100,
        pounds: bool = False,
        **common: object,
    ) -> None:
        super().__init__(**common)
        self.bindkey = bytes.fromhex(bindkey) if bindkey else None
        self.counter, self.pounds, self.packet_id, self.last = counter, pounds, 0, b""

    def frame(self, objects: bytes, encrypted: bool) -> bytes:
        """Service data of FCD2."""
        if not encrypted:
            return b"\x44" + objects
        info = b"\x45"
        self.counter += 1
        count = struct.pack("<I", self.counter)
        nonce = bytes.fromhex(self.address.replace(":", "")) + b"\xd2\xfc" + info + count
        sealed = AESCCM(self.bindkey, tag_length=4).encrypt(nonce, objects, None)
        return info + sealed[:-4] + count + sealed[-4:]

    def idle(self) -> bytes:
        self.packet_id = self.packet_id + 1 & 0xFF
        return self.frame(bytes([0x00, self.packet_id, 0x01, 77]), self.bindkey is not None)

    def objects(self, kg: float) -> bytes:
        """Packet id, battery, mass, in ascending order of object id."""
        self.packet_id = self.packet_id + 1 & 0xFF
        mass = (
            b"\x07" + struct.pack("<H", round(kg / 0.45359237 * 100))
            if self.pounds
            else b"\x06" + struct.pack("<H", round(kg * 100))
        )
        return bytes([0x00, self.packet_id, 0x01, 77]) + mass

    async def weigh(self, kg: float) -> None:
        """One weighing: the same frame is repeated, as broadcasters do."""
        self.last = self.frame(self.objects(kg), self.bindkey is not None)
        await self.phases([self.last], 0xFCD2)

    async def replay(self) -> None:
        """Somebody sends the last (encrypted) frame again later: must add nothing."""
        await self.phases([self.last], 0xFCD2)

    async def downgrade(self, kg: float) -> None:
        """Somebody sends a plain frame under the name of an encrypted device: must be refused."""
        await self.phases([self.frame(self.objects(kg), False)], 0xFCD2)
