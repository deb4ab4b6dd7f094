"""Rings of Colmi (R02, R06, R10): steps of each quarter of an hour, and the log of heart rates.

Packets have sixteen bytes, the last one is the sum of the others. The ring keeps UTC, because that
is what it is set to; it forgets days after a week. What it estimates (pressure, glucose, stress) is
of unknown origin and not asked for.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from vault.clock import Clock
from vault.devices.decoder import (
    Channel,
    Claims,
    Decoder,
    Frame,
    Link,
    Reading,
    Settings,
    Skipped,
    Talk,
    Value,
)
from vault.i18n import _

SERVICE: Final = "6e40fff0-b5a3-f393-e0a9-e50e24dcca9e"
WRITE: Final = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
ANSWERS: Final = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
BYTES: Final = 16
TIME, POWER, HEART, STEPS, LIVE = 0x01, 0x03, 0x15, 0x43, 0x69
FAILED, NONE, HEAD = 0x80, 0xFF, 0xF0
FIRST, OTHERS, A_DAY = 9, 13, 288  # heart rates in the first packet, in the others, in a day
EVERY, QUARTER = timedelta(minutes=5), timedelta(minutes=15)
DAYS: Final = 6  # before today


class Quarter(NamedTuple):
    """What was walked in a quarter of an hour, fields as sent."""

    day: date
    slot: int
    energy: int
    steps: int
    metres: int


def packet(*values: int) -> bytes:
    """Write a command with its sum."""
    body = bytes(values).ljust(BYTES - 1, b"\0")
    return body + bytes([sum(body) & 0xFF])


def parse(payload: bytes) -> bytes:
    """Return the fifteen bytes before the sum; raises ValueError when something is wrong."""
    if len(payload) != BYTES or sum(payload[:-1]) & 0xFF != payload[-1]:
        raise ValueError
    return payload[:-1]


def parse_quarter(body: bytes) -> Quarter:
    """Read a quarter of an hour; raises ValueError when there is no such date."""
    year, month, day = (_decimal(one) for one in body[1:4])
    energy, steps, metres = struct.unpack_from("<3H", body, 7)
    return Quarter(date(2000 + year, month, day), body[4], energy, steps, metres)


def set_time(at: datetime) -> bytes:
    """Write the command that sets the clock to UTC."""
    parts = (at.year - 2000, at.month, at.day, at.hour, at.minute, at.second)
    return packet(TIME, *(int(f"{part:02d}", 16) for part in parts), 1)


def _decimal(one: int) -> int:
    return int(f"{one:02x}")


class Log:
    """Entries of the log: a quarter of an hour with steps, a heart rate every five minutes."""

    def __init__(self, settings: Settings) -> None:
        known = (settings.get("memory") or {}).get("ring")
        self._flags = frozenset() if known else frozenset({"zone_assumed"})
        self._midnight: datetime | None = None

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Take a packet; commands that were answered give nothing."""
        try:
            body = parse(frame.payload)
        except ValueError:
            yield Skipped("bad_checksum", frame.uid)
            return
        told: list[Reading] = []
        if body[0] == STEPS and body[1] not in (NONE, HEAD):
            told = list(self._walked(parse_quarter(body), frame.uid))
        elif body[0] == HEART and body[1] not in (NONE, 0):
            told = list(self._beats(body, frame.uid))
        yield from told or (Skipped("not_ours", frame.uid),)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Nothing waits."""
        yield from ()

    def _walked(self, sent: Quarter, frame: str) -> Iterator[Reading]:
        at = datetime(sent.day.year, sent.day.month, sent.day.day) + sent.slot * QUARTER  # noqa: DTZ001
        counts = ("steps", sent.steps, "{steps}"), ("distance", sent.metres, "m")
        values = tuple(Value(key, Decimal(one), unit) for key, one, unit in counts if one)
        if values:
            yield self._entry(values, at, frame, QUARTER)

    def _beats(self, body: bytes, frame: str) -> Iterator[Reading]:
        number, rates, place = body[1], body[2:], 0
        if number == 1:
            seconds = int.from_bytes(body[2:6], "little")
            self._midnight = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
            rates = body[6:]
        else:
            place = FIRST + OTHERS * (number - 2)
        for index, rate in enumerate(rates, place):
            if rate and index < A_DAY and self._midnight is not None:
                value = Value("heart_rate", Decimal(rate), "/min")
                yield self._entry((value,), self._midnight + index * EVERY, frame, None)

    def _entry(
        self, values: tuple[Value, ...], at: datetime, frame: str, span: timedelta | None
    ) -> Reading:
        return Reading(
            values, at, live=False, frames=(frame,), flags=self._flags, utc=True, kept="log",
            span=span,
        )  # fmt: skip


class Patience(NamedTuple):
    """Seconds: for the first packet of an answer, for all of it."""

    first: float = 2.0
    whole: float = 10.0


def talk(patience: Patience = Patience()) -> Talk:  # noqa: B008 - a plain value
    """Return the conversation that sets the clock and fetches the days that are not complete."""

    async def talks(
        link: Link, _settings: Settings, memory: MutableMapping[str, Any], clock: Clock
    ) -> None:
        await _fetch(_Asking(link, patience), memory, clock.now().astimezone(UTC))

    return talks


async def _fetch(ring: _Asking, memory: MutableMapping[str, Any], now: datetime) -> None:
    await ring.ask(set_time(now), lambda _body: True)
    power = await ring.ask(packet(POWER), lambda _body: True)
    if power is not None and power[1] <= 100:  # noqa: PLR2004 - percent
        memory["battery"] = power[1]
    until = (memory.get("ring") or {}).get("until")
    missing = DAYS if until is None else (now.date() - date.fromisoformat(until)).days
    days = range(max(0, min(DAYS, missing)) + 1)
    for day in days:
        await ring.ask(packet(STEPS, day, 0x0F, 0x00, 0x5F, 0x01), _all_steps)
    for day in days:
        at = datetime(now.year, now.month, now.day, tzinfo=UTC) - timedelta(days=day)
        request = packet(HEART, *int(at.timestamp()).to_bytes(4, "little"))
        await ring.ask(request, _all_beats())
    complete = {"ring": {"until": now.date().isoformat()}}
    memory.update(complete if ring.answered else {})


class _Asking:
    """One command at a time."""

    def __init__(self, link: Link, patience: Patience) -> None:
        self._link, self._frames = link, link.frames(ANSWERS)
        self._patience = patience
        self.answered = True  # every question, to its end

    async def ask(self, command: bytes, done: Callable[[bytes], bool]) -> bytes | None:
        """Write a command and wait for all of its answer; return the last packet of it."""
        last: bytes | None = None
        await self._link.write(WRITE, command, response=False)
        try:
            async with asyncio.timeout(self._patience.whole):
                while last is None or not done(last):
                    async with asyncio.timeout(self._patience.first):
                        last = await self._answer(command[0]) or last
        except TimeoutError:
            self.answered = False
        return last

    async def _answer(self, command: int) -> bytes | None:
        frame = await anext(self._frames)
        with suppress(ValueError):
            body = parse(frame.payload)
            if body[0] & ~FAILED == command:
                return body
        return None


def _all_steps(body: bytes) -> bool:
    return body[0] & FAILED != 0 or body[1] == NONE or (body[1] != HEAD and body[5] + 1 >= body[6])


def _all_beats() -> Callable[[bytes], bool]:
    """Make a test for the last packet: the first one says how many there are."""
    count = [0]

    def done(body: bytes) -> bool:
        if body[1] == 0:
            count[0] = body[2]
        return body[0] & FAILED != 0 or body[1] == NONE or body[1] + 1 >= count[0] > 0

    return done


DECODER = Decoder(
    name="colmi-ring",
    rank=10,
    claims=Claims(("r02*", "r06*", "r10*"), services=frozenset({SERVICE})),
    gives=frozenset({"heart_rate", "steps", "distance"}),
    channels=(Channel(ANSWERS, "notify", mandatory=True),),
    assembler=Log,
    title=lambda: _("Colmi ring"),
    gesture=lambda: _("Hold the ring near the computer"),
    device_class="ring",
    talk=talk(),
)
