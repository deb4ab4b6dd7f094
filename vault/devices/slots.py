"""User slots of a scale: asking for consent, giving a profile back as it is, making a slot.

User Data Service 1.1 of the Bluetooth SIG (0x181C). Nothing here erases a user of a device: that
operation is not written in this program.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import suppress
from typing import Any, Final, NamedTuple

from vault.clock import Clock
from vault.devices.decoder import Frame, Link, Settings, Talk
from vault.devices.gatt import Cursor, sig
from vault.errors import DeviceFull, DeviceNeedsPairing, DeviceProtocol, DeviceUserUnknown

CONTROL: Final = sig(0x2A9F)
CHANGED: Final = sig(0x2A99)
LIST: Final = sig(0xFFF2)  # of one maker: the slots of its scales
_BORN, _SEX, _HEIGHT, _ACTIVITY = sig(0x2A85), sig(0x2A8C), sig(0x2A8E), sig(0xFFF3)
_REGISTER, _CONSENT, _ANSWER = 0x01, 0x02, 0x20
_SUCCESS, _FAILED = 0x01, 0x04
_UNAUTHORISED: Final = 0x05
_ALL_SLOTS, _END = b"\0", 0x01
_COMMIT: Final = bytes((1, 0, 0, 0))
_YEARS, _HEIGHTS = range(1900, 2101), range(50, 251)


class Answer(NamedTuple):
    """What the control point says: of which request, how it went, the slot of a new user."""

    asked: int
    result: int
    slot: int | None


class Patience(NamedTuple):
    """Seconds: for an answer or a list, for the readings of one slot, for a scale without codes."""

    answer: float = 5.0
    quiet: float = 2.0
    nobody: float = 8.0


_PATIENCE: Final = Patience()


def consent(slot: int, code: int) -> bytes:
    """Write a request for the readings of a slot."""
    return bytes((_CONSENT, slot)) + code.to_bytes(2, "little")


def parse(payload: bytes) -> Answer:
    """Read an answer; raises ValueError when it is another thing, struct.error when it is short."""
    cursor = Cursor(payload)
    if cursor.u8() != _ANSWER:
        raise ValueError
    asked, result = cursor.u8(), cursor.u8()
    return Answer(asked, result, cursor.u8() if cursor.left else None)


def talk(readings: tuple[str, ...], patience: Patience = _PATIENCE) -> Talk:
    """Return the conversation that opens the slots somebody was linked to, one after the other.

    `readings` are the characteristics that show that a slot delivers: an answer is not waited for
    longer than some seconds, because models that never answer deliver all the same.
    """

    async def talks(
        link: Link, settings: Settings, _memory: MutableMapping[str, Any], _clock: Clock
    ) -> None:
        there = frozenset[str]().union(*link.services.values())
        if CONTROL in there:
            await _Slots(link, there, readings, patience).open(tuple(_linked(settings)))

    return talks


async def register(link: Link, code: int, patience: Patience = _PATIENCE) -> int:
    """Make a slot with a code from 0 to 9999; return its number.

    Raises:
        DeviceFull: every slot is taken.
        DeviceProtocol: another answer, or none.
    """
    frames = link.frames(CONTROL)
    await link.write(CONTROL, bytes((_REGISTER,)) + code.to_bytes(2, "little"))
    answer = await _answer(frames, _REGISTER, patience.answer)
    if answer is not None and answer.result == _FAILED:
        raise DeviceFull
    if answer is None or answer.result != _SUCCESS or answer.slot is None:
        raise DeviceProtocol
    return answer.slot


def _linked(settings: Settings) -> Iterator[tuple[int, int]]:
    """Give the slots that a person has linked and whose code is known: number and code."""
    for slot, told in (settings.get("slots") or {}).items():
        if told.get("person") and told.get("code") is not None:
            yield int(slot), int(told["code"])


class _Slots:
    """One session with the users of a scale."""

    def __init__(
        self, link: Link, there: frozenset[str], readings: tuple[str, ...], patience: Patience
    ) -> None:
        self._link, self._there, self._patience = link, there, patience
        self._readings = link.frames(*readings)
        self._answers = link.frames(CONTROL)

    async def open(self, slots: tuple[tuple[int, int], ...]) -> None:
        """Ask for every slot; what is refused is told after the others had their turn."""
        empty = await self._no_users()
        refused = False
        for slot, code in slots:
            refused |= not await self._deliver(slot, code)
        silent = not slots and not await self._delivered(self._patience.nobody)
        if refused or silent:
            raise DeviceUserUnknown(wiped=empty)

    async def _no_users(self) -> bool:
        """Ask which slots are taken; tell whether the list is empty: its batteries were out."""
        if LIST not in self._there:
            return False
        frames, count = self._link.frames(LIST), 0
        with suppress(DeviceProtocol):
            await self._link.write(LIST, _ALL_SLOTS)
            async for frame in _until(frames, self._patience.answer):
                if frame.payload[:1] == bytes((_END,)):
                    return count == 0
                count += 1
        return False

    async def _deliver(self, slot: int, code: int) -> bool:
        """Open one slot and let its readings come; tell whether the scale agreed."""
        await self._link.write(CONTROL, consent(slot, code))
        answer = await _answer(self._answers, _CONSENT, self._patience.answer)
        if answer is not None and answer.result == _UNAUTHORISED:
            return False
        await self._give_back()
        while await self._delivered(self._patience.quiet):
            pass
        return True

    async def _give_back(self) -> None:
        """Write the profile as it was read, then say that it changed: before that, bodies are 0."""
        for uuid, sound in ((_BORN, _born), (_SEX, _any), (_HEIGHT, _tall), (_ACTIVITY, _any)):
            if uuid in self._there:
                with suppress(DeviceProtocol, DeviceNeedsPairing):
                    value = await self._link.read(uuid)
                    if sound(value):
                        await self._link.write(uuid, value)
        if CHANGED in self._there:
            with suppress(DeviceProtocol):
                await self._link.write(CHANGED, _COMMIT)

    async def _delivered(self, seconds: float) -> bool:
        async for _frame in _until(self._readings, seconds):
            return True
        return False


async def _answer(frames: AsyncIterator[Frame], asked: int, seconds: float) -> Answer | None:
    """Wait for the answer to a request; what answers another one is left out."""
    async for frame in _until(frames, seconds):
        with suppress(ValueError, struct.error):
            answer = parse(frame.payload)
            if answer.asked == asked:
                return answer
    return None


async def _until(frames: AsyncIterator[Frame], seconds: float) -> AsyncIterator[Frame]:
    """Give frames until none came for so many seconds."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                frame = await anext(frames)
        except TimeoutError:
            return
        yield frame


def _born(value: bytes) -> bool:
    return len(value) == 4 and int.from_bytes(value[:2], "little") in _YEARS  # noqa: PLR2004


def _tall(value: bytes) -> bool:
    return int.from_bytes(value[:2], "little") in _HEIGHTS


def _any(value: bytes) -> bool:
    return bool(value) and value != bytes([0xFF]) * len(value)
