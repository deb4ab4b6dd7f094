"""One session with one device: connect, subscribe, gather until quiet, leave cleanly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.clock import Clock
from vault.devices import information
from vault.devices.air import Connection, Progress, Radio, Seen
from vault.devices.clock import wall
from vault.devices.decoder import Channel, Decoder, Frame, called
from vault.devices.intake import Desk, Intake
from vault.devices.interpreting import Interpreter
from vault.devices.registry import claimants
from vault.errors import (
    BluetoothAbsent,
    BluetoothOff,
    DeviceLost,
    DeviceNeedsPairing,
    DeviceProtocol,
    DeviceUnreachable,
    DeviceUnsupported,
    VaultError,
)

_REST: Final = 0.5  # seconds that a hasty model is left alone before subscribing
_FIRST: Final = 10.0  # seconds that a first frame may take
_RETURNS: Final = (
    1.0,
    2.0,
    5.0,
    10.0,
    30.0,
    *(60.0,) * 15,
)  # seconds until a stream is tried again
_AFTER: Final = 0.3  # seconds after a loss until we look what is left
_BEAT: Final = 1.5  # seconds: a stream sends more often than that
_SHOW: Final = 1.0  # seconds until a clock that was set is read again


@dataclass(frozen=True, slots=True)
class Plan:
    """How one session goes; `until` is a time of the asyncio loop, in seconds."""

    settings: Mapping[str, Any]
    until: float
    decoders: Sequence[Decoder] | None = None  # None: those of the shelf
    tried: Progress = lambda _attempt, _of: None
    returns: Sequence[float] = _RETURNS


@dataclass(slots=True)
class Ending:
    """What is known when a session is over, also when it was cut."""

    frames: int = 0
    battery: int | None = None  # %
    information: Mapping[str, str] = field(default_factory=dict)
    memory: Mapping[str, Any] | None = None  # of conversations, to be kept
    unsaved: tuple[Frame, ...] = ()  # came, and could not be written
    error: VaultError | None = None
    connected: bool = False
    stream: bool = False


async def listen(radio: Radio, device: Seen, plan: Plan, desk: Desk, clock: Clock) -> Ending:
    """Hold one session; what went wrong stands in the ending, after all that came before is kept.

    A stream that is cut is taken up again until the time is over. Cancelling leaves the device
    cleanly too.
    """
    loop = asyncio.get_running_loop()
    whole = await _once(radio, device, plan, desk, clock)
    pauses = list(plan.returns)
    while whole.stream and isinstance(whole.error, DeviceUnreachable) and pauses:
        pause = pauses.pop(0)
        if loop.time() + pause >= plan.until:
            break
        await asyncio.sleep(pause)
        more = await _once(radio, device, plan, desk, clock)
        pauses = list(plan.returns) if more.connected else pauses
        whole = _joined(whole, more)
    return whole


def _joined(first: Ending, more: Ending) -> Ending:
    return Ending(
        first.frames + more.frames,
        first.battery if more.battery is None else more.battery,
        more.information or first.information,
        first.memory if more.memory is None else more.memory,
        (*first.unsaved, *more.unsaved),
        more.error,
        connected=True,
        stream=True,
    )


async def _once(radio: Radio, device: Seen, plan: Plan, desk: Desk, clock: Clock) -> Ending:
    ending = Ending()
    try:
        async with radio.connected(device, plan.tried) as link:
            ending.connected = True
            await _Session(link, device, plan, desk, clock).run(ending)
    except VaultError as error:
        ending.error = error
    if isinstance(ending.error, DeviceLost):
        await asyncio.sleep(_AFTER)  # links go before their adapter or service does
        try:  # was it the device, or Bluetooth?
            await radio.nearby(0, lambda _seen: True)
        except (BluetoothOff, BluetoothAbsent) as off:
            ending.error = off
        except DeviceUnreachable:
            pass
    return ending


class _Session:
    """The steps of one connection."""

    def __init__(
        self, link: Connection, device: Seen, plan: Plan, desk: Desk, clock: Clock
    ) -> None:
        self._link, self._plan, self._desk, self._clock = link, plan, desk, clock
        name = str(plan.settings.get("name") or device.name)
        found = device.services | link.services.keys()
        self._device = replace(device, name=name, services=found)
        self._loop = asyncio.get_running_loop()

    async def run(self, ending: Ending) -> None:
        """Do all the steps; `ending` is filled as they are done."""
        decoders = self._decoders()
        ending.stream = any(decoder.stream for decoder in decoders)
        clockless = await information.clockless(self._link, decoders)
        set_clock = await self._look_at_clock()
        if any(called(self._device.name, decoder.hasty) for decoder in decoders):
            await asyncio.sleep(_REST)
        interpreter = Interpreter(
            decoders, {**self._plan.settings, "name": self._device.name}, self._clock.zone,
            clockless=clockless, since=self._clock.now(),
        )  # fmt: skip
        intake = Intake(self._desk, interpreter, self._clock)
        memory = dict(self._plan.settings.get("memory") or {})
        first = set_clock and any(decoder.clock_first for decoder in decoders)
        try:
            await self._receive(decoders, intake, memory, first=first)
        finally:
            ending.frames, ending.unsaved = intake.count, intake.unsaved
            ending.memory = {**memory, **interpreter.learned} or None
        if set_clock and not first:
            await self._set_clock()
        ending.information = await information.about(self._link)
        ending.battery = await information.battery(self._link)

    async def _receive(
        self, decoders: Sequence[Decoder], intake: Intake, memory: dict[str, Any], *, first: bool
    ) -> None:
        """Take what the device sends; `first`: its clock is set before its readings come."""
        writing = intake.start()
        try:
            await self._read(decoders, intake)
            await self._subscribe(decoders, intake)
            if first:
                await self._set_clock()
            await self._talk(decoders, intake, writing, memory)
            await self._gather(decoders, intake, writing)
        finally:
            await intake.finish()

    def _decoders(self) -> tuple[Decoder, ...]:
        """Choose again, now that the services are known; each needs its mandatory channels."""
        there = frozenset[str]().union(*self._link.services.values())
        fit = tuple(
            decoder
            for decoder in claimants(self._device, self._plan.decoders)
            if {one.uuid for one in decoder.channels if one.mandatory} <= there
        )
        if not fit:
            raise DeviceUnsupported(self._device.name)
        return fit

    async def _look_at_clock(self) -> bool:
        shown = await information.shown_time(self._link)
        return shown is not None and await self._desk.clock(shown, self._clock.now())

    async def _set_clock(self) -> None:
        """Write the local wall clock; a device that refuses is no failure."""
        now = wall(self._clock.now(), self._clock.zone)
        try:
            await self._link.write(information.CURRENT_TIME, information.written_time(now))
            await asyncio.sleep(_SHOW)
            refused = await information.shown_time(self._link) is None
        except (DeviceProtocol, DeviceNeedsPairing):
            refused = True
        await self._desk.clock_written(refused=refused)

    async def _subscribe(self, decoders: Sequence[Decoder], intake: Intake) -> None:
        there = frozenset[str]().union(*self._link.services.values())
        for channel in (one for decoder in decoders for one in decoder.channels):
            if channel.uuid in there and channel.kind in ("notify", "indicate"):
                await self._subscribe_to(channel, intake)

    async def _read(self, decoders: Sequence[Decoder], intake: Intake) -> None:
        """Read what is read once; before anything is subscribed to, BlueZ would tell it twice."""
        for channel in (one for decoder in decoders for one in decoder.channels):
            if channel.kind == "read" and channel.uuid in self._link.readable:
                with suppress(DeviceProtocol):
                    intake.hears(channel)(await self._link.read(channel.uuid))

    async def _subscribe_to(self, channel: Channel, intake: Intake) -> None:
        try:
            await self._link.subscribe(channel.uuid, intake.hears(channel))
        except DeviceProtocol:
            if channel.mandatory:
                raise

    async def _talk(
        self, decoders: Sequence[Decoder], intake: Intake, writing: asyncio.Task[None],
        memory: dict[str, Any],
    ) -> None:  # fmt: skip
        link = _Logged(self._link, intake)
        for talk in (decoder.talk for decoder in decoders if decoder.talk is not None):
            settings = self._plan.settings
            work = asyncio.ensure_future(talk(link, settings, memory, self._clock))
            try:
                await self._until({work}, writing, self._plan.until)
            finally:
                work.cancel()
            if work.done() and not work.cancelled():
                self._named(work)

    def _named(self, work: asyncio.Future[None]) -> None:
        """Raise what a conversation raised; it does not know how the device is called."""
        try:
            work.result()
        except DeviceUnreachable as error:
            error.device = error.device or self._device.name
            raise

    async def _gather(
        self, decoders: Sequence[Decoder], intake: Intake, writing: asyncio.Task[None]
    ) -> None:
        """Wait until the device has been quiet for as long as its family asks."""
        began, quiet = self._loop.time(), max(decoder.quiet for decoder in decoders)
        stream = any(decoder.stream for decoder in decoders)
        while True:
            last = began + max(quiet, _FIRST) if intake.last is None else intake.last + quiet
            end = self._plan.until if stream else min(last, self._plan.until)
            if self._loop.time() >= end:
                break
            await self._until(set(), writing, end)
        heard = began if intake.last is None else intake.last
        if stream and self._loop.time() - heard > _BEAT and await information.silent(self._link):
            raise DeviceLost(self._device.name)

    async def _until(
        self, work: set[asyncio.Future[Any]], writing: asyncio.Task[None], end: float
    ) -> None:
        """Wait for work or a time; the link being lost or the vault being full ends it."""
        lost = asyncio.create_task(self._link.lost.wait())
        try:
            await asyncio.wait(
                {lost, writing, *work},
                timeout=max(0.0, end - self._loop.time()),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if writing.done():
                writing.result()
            if lost.done():
                raise DeviceLost(self._device.name)
        finally:
            lost.cancel()


class _Logged:
    """A link as a conversation sees it: frames come out of the log."""

    def __init__(self, link: Connection, intake: Intake) -> None:
        self._link, self._intake, self.services = link, intake, link.services

    async def read(self, uuid: str) -> bytes:
        return await self._link.read(uuid)

    async def write(self, uuid: str, value: bytes, *, response: bool = True) -> None:
        await self._link.write(uuid, value, response=response)

    async def subscribe(self, uuid: str) -> None:
        await self._link.subscribe(
            uuid, self._intake.hears(Channel(uuid, "notify", mandatory=True))
        )

    def frames(self, *uuids: str) -> AsyncIterator[Frame]:
        return self._intake.frames(*uuids)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
