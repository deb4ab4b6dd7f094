"""Things worn: heart rate belt (180D), PineTime with InfiniTime, Colmi R02 ring, Bangle.js."""

from __future__ import annotations

import asyncio
import datetime as dt
import struct

from bumble.core import UUID, AdvertisingData
from bumble.gatt import Service

from .. import layouts
from ..air import P, Peripheral, sig


class HeartBelt(Peripheral):
    """Heart Rate Service; with `auto` it beats by itself as soon as somebody listens."""

    type = "belt"
    name = "Ceinture"
    address = "F0:F1:F2:F3:F4:03"
    adv_uuids = (0x180D,)
    model = "H-1"
    site = 1
    actions = (*Peripheral.actions, "beat", "stream", "no_contact")

    def __init__(self, *, auto: list[int] = (), every: float = 0.05, **common: object) -> None:
        """`auto`: beats per minute, repeated in turn every `every` seconds."""
        super().__init__(**common)
        self.auto, self.every = list(auto), every
        self.beating = False

    def services(self) -> list[Service]:
        self.rate = self.sending(0x2A37, P.NOTIFY)
        return [Service(sig(0x180D), [self.rate, self.fixed(0x2A38, bytes([self.site]))])]

    async def on_ready(self) -> None:
        if not self.auto or self.beating:
            return
        self.beating = True
        try:
            turn = 0
            while "2A37" in self.subscribed and self.connection and not await self.dropping(turn):
                await self.beat(self.auto[turn % len(self.auto)])
                turn += 1
                await asyncio.sleep(self.every)
        finally:
            self.beating = False

    async def beat(
        self,
        bpm: int,
        rr: list[int] = (),
        contact: bool | None = None,
        energy_kj: int | None = None,
    ) -> None:
        """One notification."""
        await self.notify(self.rate, layouts.heart_rate(bpm, tuple(rr), contact, energy_kj))

    async def stream(self, values: list[int], every: float = 0.01) -> None:
        """Several notifications."""
        for value in values:
            await self.beat(value)
            await asyncio.sleep(every)

    async def no_contact(self) -> None:
        """The belt is off the skin: rate 0, contact supported and absent."""
        await self.beat(0, contact=False)


class BangleJs(HeartBelt):
    """Bangle.js with the heart rate boot application: 180D with flags 0x06, no more."""

    type = "bangle"
    name = "Bangle.js 1a2b"
    address = "F0:F1:F2:F3:F4:0B"
    model = "Bangle.js 2"
    site = 2

    async def beat(
        self,
        bpm: int,
        rr: list[int] = (),
        contact: bool | None = True,
        energy_kj: int | None = None,
    ) -> None:
        await super().beat(bpm, (), contact=True)


def _infinitime(service: int, characteristic: int = 0) -> UUID:
    return UUID(f"{service:04x}{characteristic:04x}-78fc-48fe-8e23-433b3a1942d0")


class PineTime(HeartBelt):
    """A watch with InfiniTime: heart rate, step counter of the day, battery, clock to be set.

    It advertises its firmware service only: no health UUID, the name tells.
    """

    type = "pinetime"
    name = "InfiniTime"
    address = "F0:F1:F2:F3:F4:09"
    adv_uuids = ()
    model = "PineTime"
    has_clock = True
    actions = (*HeartBelt.actions, "walk", "midnight")

    def __init__(self, *, steps: int = 0, bpm: int = 0, **common: object) -> None:
        """`steps`: counter of today; `bpm`: what a read of 2A37 gives (0 = not measuring)."""
        common.setdefault("maker", "PINE64")
        common.setdefault("firmware", "1.15.0")
        common.setdefault("serial", "0")
        super().__init__(**common)
        self.steps, self.bpm = steps, bpm

    def more_advertising(self) -> list[tuple[int, bytes]]:
        dfu = UUID("00001530-1212-efde-1523-785feabcd123")
        return [
            (AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, bytes(dfu.to_bytes()))
        ]

    def services(self) -> list[Service]:
        self.rate = self.sending(0x2A37, P.NOTIFY, read=lambda: bytes([0, self.bpm]))
        self.counter = self.sending(
            _infinitime(3, 1), P.NOTIFY, read=lambda: struct.pack("<I", self.steps)
        )
        self.motion = self.sending(
            _infinitime(3, 2), P.NOTIFY, read=lambda: struct.pack("<3h", 12, -8, 1020)
        )
        return [
            Service(sig(0x180D), [self.rate]),
            Service(_infinitime(3), [self.counter, self.motion]),
        ]

    async def beat(self, bpm: int, **_: object) -> None:
        """The watch has measured."""
        self.bpm = bpm
        await self.notify(self.rate, bytes([0, bpm]))

    async def walk(self, steps: int) -> None:
        """So many more steps."""
        self.steps += steps
        await self.notify(self.counter, struct.pack("<I", self.steps))

    async def midnight(self) -> None:
        """The counter starts again."""
        self.steps = 0
        await self.notify(self.counter, struct.pack("<I", 0))


class ColmiRing(Peripheral):
    """Colmi R02 ring: 16-byte packets over a serial service, checksum = sum modulo 256, clock in UTC (BCD)."""

    type = "colmi"
    name = "R02_A1B2"
    address = "F0:F1:F2:F3:F4:0A"
    model = "R02"
    actions = (*Peripheral.actions, "live")
    SERVICE = UUID("6e40fff0-b5a3-f393-e0a9-e50e24dcca9e")
    RX = UUID("6e400002-b5a3-f393-e0a9-e50e24dcca9e")
    TX = UUID("6e400003-b5a3-f393-e0a9-e50e24dcca9e")

    def __init__(
        self,
        *,
        heart: dict | None = None,
        steps: list[dict] = (),
        charging: bool = False,
        live_values: list[int] = (0, 0, 71, 72),
        log_interval: int = 5,
        **common: object,
    ) -> None:
        """`heart`: {"2026-11-20": [[minute, bpm], ...]}; `steps`: {date, slot, steps, kcal10, metres}."""
        super().__init__(**common)
        self.heart = heart or {}
        self.steps = [dict(s) for s in steps]
        self.charging, self.live_values, self.log_interval = (
            charging,
            list(live_values),
            log_interval,
        )
        self.utc: dt.datetime | None = None

    @staticmethod
    def packet(*values: int) -> bytes:
        """Fifteen bytes and their sum."""
        body = bytes(values).ljust(15, b"\0")
        return body + bytes([sum(body) & 0xFF])

    def services(self) -> list[Service]:
        self.tx = self.sending(self.TX, P.NOTIFY)
        rx = self.taking(self.RX, self._on_command, P.WRITE | P.WRITE_WITHOUT_RESPONSE)
        return [Service(self.SERVICE, [rx, self.tx])]

    def _on_command(self, _: object, value: bytes) -> None:
        self.later(self._answer(value))

    async def _answer(self, v: bytes) -> None:
        if len(v) != 16 or sum(v[:15]) & 0xFF != v[15]:
            return  # a real ring says nothing
        command = v[0]
        if command == 0x01:
            y, mo, d, h, mi, s = (int(f"{b:02x}") for b in v[1:7])
            self.utc = dt.datetime(2000 + y, mo, d, h, mi, s, tzinfo=dt.UTC)
            self.clock_writes += 1
            await self._send(self.packet(0x01, 0x01))
        elif command == 0x03:
            await self._send(self.packet(0x03, self.battery or 0, self.charging))
        elif command == 0x15:
            await self._heart_log(
                dt.datetime.fromtimestamp(struct.unpack_from("<I", v, 1)[0], dt.UTC).date()
            )
        elif command == 0x16:
            if v[1] == 2:
                self.log_interval = v[3] if v[2] == 1 else 0
            await self._send(
                self.packet(0x16, v[1], 1 if self.log_interval else 2, self.log_interval)
            )
        elif command == 0x43:
            await self._steps_of(v[1])
        elif command == 0x69:
            for value in self.live_values:
                await self._send(self.packet(0x69, v[1], 0, value))
        elif command == 0x6A:
            await self._send(self.packet(0x6A, v[1]))
        else:
            await self._send(self.packet(command | 0x80, 0xEE))

    async def _send(self, packet: bytes) -> None:
        await self.notify(self.tx, packet)

    async def _heart_log(self, day: dt.date) -> None:
        points = self.heart.get(day.isoformat())
        if not points:
            await self._send(self.packet(0x15, 0xFF))
            return
        values = bytearray(288)
        for minute, bpm in points:
            values[minute // 5] = bpm
        midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        packets = 24
        await self._send(self.packet(0x15, 0, packets, 5))
        await self._send(
            self.packet(0x15, 1, *struct.pack("<I", int(midnight.timestamp())), *values[:9])
        )
        rest = bytes(values[9:]).ljust(13 * 22, b"\0")
        for n in range(22):
            await self._send(self.packet(0x15, n + 2, *rest[13 * n : 13 * n + 13]))

    async def _steps_of(self, days_ago: int) -> None:
        day = (dt.datetime.now(dt.UTC) - dt.timedelta(days=days_ago)).date()
        rows = [r for r in self.steps if r.get("date", day) == day or r.get("days_ago") == days_ago]
        if not rows:
            await self._send(self.packet(0x43, 0xFF))
            return
        await self._send(self.packet(0x43, 0xF0, len(rows), 1))
        bcd = [int(f"{x:02d}", 16) for x in (day.year % 100, day.month, day.day)]
        for n, row in enumerate(rows):
            await self._send(
                self.packet(
                    0x43,
                    *bcd,
                    row["slot"],
                    n,
                    len(rows),
                    *struct.pack("<HHH", row.get("kcal10", 0), row["steps"], row.get("metres", 0)),
                )
            )

    async def live(self, values: list[int], kind: int = 1) -> None:
        """Live values without being asked."""
        for value in values:
            await self._send(self.packet(0x69, kind, 0, value))
