"""Devices that only advertise: nothing is connected, one weighing is one reading."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from vault.clock import Clock
from vault.devices.air import Radio, Seen
from vault.devices.decoder import Decoder, Frame, Reading, Skipped
from vault.devices.intake import Intake, Keeper
from vault.devices.interpreting import Heard, Interpreter
from vault.devices.listening import Ending
from vault.errors import DeviceKeyMissing, DeviceKeyWrong, DeviceUnreachable, VaultError

_REPEATED: Final = 5.0  # seconds in which the same bytes are the same advertisement
_WAITED: Final = 10.0  # seconds of silence after which a weighing is over
_TICK: Final = 0.5
_WRONG: Final = 3  # frames that a key did not open, until we say so


class Ear:
    """What is heard of one device that was added."""

    def __init__(
        self, name: str, decoders: Sequence[Decoder], settings: Mapping[str, Any], desk: Keeper,
        clock: Clock, *, waited: float = _WAITED,
    ) -> None:  # fmt: skip
        self._name, self._settings, self._waited = name, settings, waited
        self._channels = {
            one.uuid: one
            for decoder in decoders
            for one in decoder.channels
            if one.kind == "advert"
        }
        self._watch = _Watch(desk)
        self._interpreter = Interpreter(decoders, settings, clock.zone)
        self._intake = Intake(self._watch, self._interpreter, clock)
        self._hears: dict[str, Callable[[bytes], None]] = {}
        self._last: dict[str, tuple[bytes, float]] = {}
        self._told = False
        self.ending = Ending()
        self.writing: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to keep what is heard."""
        self.writing = self._intake.start()
        self._hears = {uuid: self._intake.hears(one) for uuid, one in self._channels.items()}

    def hear(self, seen: Seen) -> None:
        """Take the advertisement of this device; a repetition of the one before is no news."""
        now = asyncio.get_running_loop().time()
        self.ending.connected = True
        for uuid, payload in seen.service_data.items():
            if uuid not in self._hears:
                continue
            before, at = self._last.get(uuid, (b"", 0.0))
            self._last[uuid] = payload, now
            if payload != before or now - at > _REPEATED:
                self._told = False
                self._hears[uuid](payload)

    @property
    def over(self) -> bool:
        """Tell whether listening longer makes no sense: its key is wrong, or nothing is written."""
        full = self.writing is not None and self.writing.done()
        return full or self._watch.skipped("wrong_key") >= _WRONG

    async def tick(self) -> None:
        """Hand on a weighing that nothing followed."""
        last, now = self._intake.last, asyncio.get_running_loop().time()
        if last is not None and not self._told and now - last > self._waited:
            self._told = True
            await self._intake.give_up_waiting()

    async def close(self) -> None:
        """Commit and hand on what is left; what went wrong stands in the ending."""
        try:
            await self._intake.finish()
        except VaultError as error:
            self.ending.error = error
        self.ending.frames, self.ending.unsaved = self._intake.count, self._intake.unsaved
        learned = self._interpreter.learned
        if learned:
            self.ending.memory = {**(self._settings.get("memory") or {}), **learned}
        self.ending.error = self.ending.error or self._key()

    def _key(self) -> VaultError | None:
        if self._watch.readings:
            return None
        if self._watch.skipped("key_missing"):
            return DeviceKeyMissing(self._name)
        return DeviceKeyWrong(self._name) if self._watch.skipped("wrong_key") else None


async def overhear(radio: Radio, ears: Mapping[str, Ear], until: float) -> None:
    """Listen for advertisements, by address, until a time of the asyncio loop.

    What Bluetooth itself refuses ends all of them; it stands in their endings.
    """
    loop = asyncio.get_running_loop()

    def seen(one: Seen) -> bool:
        ear = ears.get(one.address)
        if ear is not None:
            ear.hear(one)
        return all(each.over for each in ears.values())

    scan = asyncio.create_task(radio.nearby(max(0.0, until - loop.time()), seen))
    try:
        while not scan.done() and not all(ear.over for ear in ears.values()):
            await asyncio.wait({scan, *_writing(ears.values())}, timeout=_TICK)
            for ear in ears.values():
                await ear.tick()
        if scan.done():
            scan.result()
    except DeviceUnreachable as error:
        for ear in ears.values():
            ear.ending.error = error
    finally:
        scan.cancel()
        await asyncio.gather(scan, return_exceptions=True)


def _writing(ears: Collection[Ear]) -> set[asyncio.Task[None]]:
    return {ear.writing for ear in ears if ear.writing is not None and not ear.writing.done()}


class _Watch:
    """The desk of one device, and what went over it."""

    def __init__(self, desk: Keeper) -> None:
        self._desk, self.readings = desk, 0
        self._skipped: dict[str, set[bytes]] = {}

    def skipped(self, reason: str) -> int:
        return len(self._skipped.get(reason, ()))

    async def log(self, frames: Sequence[Frame]) -> None:
        await self._desk.log(frames)

    async def take(self, heard: Sequence[Heard]) -> None:
        for one in heard:
            if isinstance(one.item, Reading):
                self.readings += 1
            elif isinstance(one.item, Skipped):
                bodies = (frame.payload for frame in one.frames)
                self._skipped.setdefault(one.item.reason, set()).update(bodies)
        await self._desk.take(heard)
