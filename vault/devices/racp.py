"""Asking a device for the records it keeps: Record Access Control Point (0x2A52).

Glucose Service 1.0.1, section 3.3; Pulse Oximeter Service 1.0, section 3.4. Nothing here erases:
that operation is not written in this program.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vault.clock import Clock
from vault.devices.decoder import Frame, Link, Settings, Talk
from vault.devices.gatt import sig
from vault.errors import DeviceNeedsPairing, DeviceProtocol

CONTROL: Final = sig(0x2A52)
_SERIAL: Final = sig(0x2A25)
_REPORT, _COUNT, _COUNTED, _ANSWER = 0x01, 0x04, 0x05, 0x06
_ABORT: Final = bytes((0x03, 0x00))
_EVERYTHING, _SINCE, _NEWEST, _BY_SEQUENCE = 0x01, 0x03, 0x06, 0x01
_DONE, _NONE = 0x01, 0x06
_NOT_SO: Final = (0x03, 0x04, 0x05, 0x09)  # this operator or operand is not known here
_UNTOLD, _BUSY = 0xFD, 0xFE  # ATT: a channel was not subscribed to; another procedure runs
_WRAP: Final = 0x10000
_ANSWER_BYTES: Final = 4


class Record(NamedTuple):
    """What a frame says of its record: its number, and whether nothing of it is to follow."""

    sequence: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Records:
    """Where records come: their characteristic, that of contexts, how they are numbered."""

    uuid: str
    context: str = ""
    of: Callable[[Frame], Record] | None = None  # None: records have no number


class Patience(NamedTuple):
    """Seconds: of silence in a report, for an answer to an abort, before a busy device again."""

    quiet: float = 30.0
    abort: float = 5.0
    busy: float = 1.0


_PATIENCE: Final = Patience()


def talk(records: Records, patience: Patience = _PATIENCE) -> Talk:
    """Return the conversation that fetches what is new; nothing where there is no control point.

    Its memory is of one serial number: the last number that is committed, how many there were, how
    many of them came, and whether the device can only report everything.
    """

    async def talks(
        link: Link, _settings: Settings, memory: MutableMapping[str, Any], _clock: Clock
    ) -> None:
        there = frozenset[str]().union(*link.services.values())
        if CONTROL not in there:
            return
        serial = ""
        if _SERIAL in there:
            with suppress(DeviceProtocol, DeviceNeedsPairing):
                serial = (await link.read(_SERIAL)).decode("utf-8", "replace").strip(" \0")
        known = memory.setdefault("racp", {}).setdefault(serial, {})
        await _Access(link, records, known, patience).fetch()

    return talks


def answer_code(answer: bytes) -> int | None:
    """Return how a procedure ended; None when this says nothing about it."""
    return answer[3] if answer[:1] == bytes((_ANSWER,)) and len(answer) >= _ANSWER_BYTES else None


class _Access:
    """One session with a control point."""

    def __init__(
        self, link: Link, records: Records, known: MutableMapping[str, Any], patience: Patience
    ) -> None:
        self._link, self._records, self._known, self._patience = link, records, known, patience
        self._frames = link.frames(CONTROL, records.uuid, records.context)
        self._before: int | None = None  # the record before, in a report that goes upwards
        self._upwards = True

    async def fetch(self) -> None:
        """Report what is new, or everything where that cannot be told."""
        count = await self._count()
        if count == 0:
            self._known.update(last=None, count=0)
            return
        last = self._known.get("last")
        fewer = count is not None and count < self._known.get("count", 0)
        if last is None or fewer or self._known.get("everything"):
            await self._report(bytes((_REPORT, _EVERYTHING)))
        else:
            await self._since(int(last))
            if count is not None and self._known.get("got", count) < count:  # some were left out
                await self._report(bytes((_REPORT, _EVERYTHING)))
        if count is not None:
            self._known["count"] = count

    async def _since(self, last: int) -> None:
        newest = await self._newest()
        if newest is not None and _earlier(newest, last):  # the meter began again
            await self._report(bytes((_REPORT, _EVERYTHING)))
        elif newest != last:
            first = ((last + 1) % _WRAP).to_bytes(2, "little")
            code = await self._report(bytes((_REPORT, _SINCE, _BY_SEQUENCE)) + first)
            if code in _NOT_SO:
                self._known["everything"] = True
                await self._report(bytes((_REPORT, _EVERYTHING)))

    async def _count(self) -> int | None:
        answer = await self._asked(bytes((_COUNT, _EVERYTHING)))
        if answer[:1] == bytes((_COUNTED,)) and len(answer) >= _ANSWER_BYTES:
            return int.from_bytes(answer[2:4], "little")
        return None

    async def _newest(self) -> int | None:
        """Ask for the last record only; it comes again in the report, and is known by its key."""
        told: list[int] = []
        await self._asked(bytes((_REPORT, _NEWEST)), lambda record: told.append(record.sequence))
        return told[-1] if told else None

    async def _report(self, request: bytes) -> int | None:
        """Return how it ended; the last number is learned record by record while they go up."""
        self._before, self._upwards, highest = None, True, self._known.get("last")
        if request[1] == _EVERYTHING:
            highest, self._known["got"] = None, 0
        told: list[int] = []

        def heard(record: Record) -> None:
            told.append(record.sequence)
            self._learn(record)

        answer = await self._asked(request, heard)
        code = answer_code(answer)
        if code == _DONE:
            for number in told:
                highest = number if highest is None or _earlier(highest, number) else highest
            self._known["last"] = highest
        return code

    def _learn(self, record: Record) -> None:
        before, self._before = self._before, record.sequence
        if record.sequence != before and "got" in self._known:
            self._known["got"] += 1
        if before is not None and _earlier(record.sequence, before):
            self._upwards = False
        if self._upwards and record.whole:
            self._known["last"] = record.sequence

    async def _asked(
        self, request: bytes, heard: Callable[[Record], None] = lambda _record: None
    ) -> bytes:
        """Write a request; return the answer of the control point, b"" when it never came."""
        await self._write(request)
        while True:
            try:
                async with asyncio.timeout(self._patience.quiet):
                    frame = await anext(self._frames)
            except TimeoutError:
                await self._abort()
                return b""
            if frame.uuid == CONTROL:
                if frame.payload[:1] in (bytes((_COUNTED,)), bytes((_ANSWER,))):
                    return frame.payload
            elif self._records.of is not None:
                with suppress(ValueError, struct.error):  # its decoder says so
                    heard(self._records.of(frame))

    async def _write(self, request: bytes) -> None:
        try:
            await self._link.write(CONTROL, request)
        except DeviceProtocol as error:
            if error.code == _BUSY:
                await self._abort()
                await self._link.pause(self._patience.busy)
            elif error.code == _UNTOLD:
                await self._subscribe()
            else:
                raise
            await self._link.write(CONTROL, request)

    async def _subscribe(self) -> None:
        for uuid in (self._records.uuid, self._records.context, CONTROL):
            with suppress(DeviceProtocol):
                await self._link.subscribe(uuid)

    async def _abort(self) -> None:
        with suppress(DeviceProtocol):
            await self._link.write(CONTROL, _ABORT)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.abort):
                while (await anext(self._frames)).uuid != CONTROL:
                    pass


def _earlier(one: int, other: int) -> bool:
    """Tell whether a number comes before another; numbers begin again after 65,535."""
    return one != other and (other - one) % _WRAP < _WRAP // 2
