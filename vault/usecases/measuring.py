"""Reads devices that were added: listens, keeps what is somebody's, lets the rest wait."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import uuid4

from vault.devices.air import Progress, Radio, Seen
from vault.devices.clock import RIGHT, Check
from vault.devices.decoder import Decoder, Frame, Reading
from vault.devices.intake import Desk
from vault.devices.interpreting import Heard
from vault.devices.listening import Ending, Plan, listen
from vault.devices.replay import ReplayRadio, recording
from vault.errors import DeviceLost, DeviceOutOfRange, DeviceSilent, VaultError
from vault.paths import assets
from vault.record.instrument import Instrument
from vault.usecases.instruments import added
from vault.usecases.lanes import Lane, here
from vault.usecases.received import Choice, Received
from vault.usecases.receiving import Receiver
from vault.usecases.resuming import recover
from vault.usecases.session import Session

__all__ = ("Outcome", "Radio", "Reading", "Wish", "example", "is_example", "read")

_SETTLE_AFTER: Final = 3.0  # seconds of silence
_AT_MOST: Final = 10.0  # seconds that readings wait in memory, decoded and not kept
_MANY: Final = 30
_SEARCH: Final = 10.0  # seconds of scan when several devices are looked for
_LEAST: Final = 5.0  # seconds that a device has, once it is connected


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of one reading; `address` None = every device that was added and is seen."""

    address: str | None = None  # or the uid of a device
    seconds: float = 20.0  # longest time in all
    choice: Choice = field(default_factory=Choice)
    set_clock: bool = False
    tried: Progress = lambda _attempt, _of: None
    told: Callable[[Reading], None] = lambda _reading: None  # as it comes, before it is kept
    known: Sequence[Decoder] | None = None  # None: the shelf


@dataclass(slots=True)
class Outcome:
    """What came of it; `error` ended the work, what came before it is kept."""

    received: Received
    error: VaultError | None = None


async def read(session: Session, radio: Radio, wish: Wish, lane: Lane = here) -> Outcome:
    """Read one device, or all that were added and are seen.

    Frames that a crash left undecoded come first. Everything that touches the vault goes through
    `lane`, so that a window may keep the radio in another thread.

    Raises:
        NotFound: nothing that was added has this address.
    """
    loop = asyncio.get_running_loop()
    began, until = loop.time(), loop.time() + wish.seconds
    received = await lane(lambda: recover(session, wish.known))
    asked = await lane(lambda: _asked(session, wish.address))
    errors: list[VaultError] = []
    try:
        found = await _seen(radio, asked, wish)
    except VaultError as error:
        found, errors = [], [error]
    for instrument, seen in found:
        begun = partial(_Reader, session, instrument, wish, received, lane)
        reader: _Reader = await lane(begun)
        ended = await reader.run(radio, seen, max(until, loop.time() + min(_LEAST, wish.seconds)))
        errors += [ended] if ended is not None else []
    received.report.seconds = loop.time() - began
    return Outcome(received, _gravest(errors, received, asked, found))


def example(name: str = "scale") -> ReplayRadio:
    """Return a radio that plays a device recorded by us: no Bluetooth is touched."""
    return ReplayRadio(recording(assets() / "demo" / f"{name}.json"))


def is_example(instrument: Instrument) -> bool:
    """Tell whether a device of the vault is one of ours that plays what was recorded."""
    recorded = json.loads((assets() / "demo" / "scale.json").read_text("utf-8"))
    return instrument.address == str(recorded["address"])


def _asked(session: Session, address: str | None) -> list[Instrument]:
    if address is None:
        return list(session.vault.instruments.all())
    return [added(session, address)]


async def _seen(
    radio: Radio, asked: Sequence[Instrument], wish: Wish
) -> list[tuple[Instrument, Seen]]:
    """Scan until all devices that were asked for are there, or the time is over."""
    there: dict[str, Seen] = {}
    wanted = {one.address: one for one in asked}

    def seen(one: Seen) -> bool:
        if one.address in wanted:
            there[one.address] = one
        return there.keys() == wanted.keys()

    if wanted:
        seconds = wish.seconds if len(asked) == 1 else min(_SEARCH, wish.seconds)
        await radio.nearby(seconds, seen)
    return [
        (
            wanted[address],
            replace(one, bonded=one.bonded or bool(wanted[address].settings.get("bonded"))),
        )
        for address, one in there.items()
    ]


def _gravest(
    errors: Sequence[VaultError], received: Received, asked: Sequence[Instrument],
    found: Sequence[object],
) -> VaultError | None:  # fmt: skip
    """Choose what is said: silence counts only when nothing came from any device."""
    if not found and not errors and asked:
        return DeviceOutOfRange(asked[0].name)
    loud = [one for one in errors if not isinstance(one, DeviceSilent)]
    if loud:
        return loud[0]
    silent = [one for one in errors if isinstance(one, DeviceSilent)]
    return silent[0] if silent and not any(one.frames for one in received.devices) else None


class _Reader:
    """One session with one device, from the scan to the report."""

    def __init__(
        self, session: Session, instrument: Instrument, wish: Wish, received: Received, lane: Any
    ) -> None:
        self._session, self._wish, self._lane = session, wish, lane
        self._connection = str(uuid4())
        self._receiver = Receiver(session, instrument, wish.choice, received, self._connection)
        self._instrument = instrument
        self._pending: list[Heard] = []
        self._since = 0.0
        self._timer: asyncio.Task[None] | None = None

    async def run(self, radio: Radio, seen: Seen, until: float) -> VaultError | None:
        """Hold the session and keep what came, whatever ends it."""
        await self._lane(self._receiver.begin)
        clock = self._session.clock
        plan = Plan(self._instrument.settings, until, self._wish.known, self._wish.tried)
        desk: Desk = self
        try:
            ending = await listen(radio, seen, plan, desk, clock)
        finally:
            await self._quiet()
            await self._settle(last=True)
        await self._lane(partial(self._learn, ending))
        return self._error(ending)

    async def log(self, frames: Sequence[Frame]) -> None:
        """Commit raw frames, in one transaction."""
        await self._lane(partial(self._receiver.log, frames))

    async def take(self, heard: Sequence[Heard]) -> None:
        """Keep readings when the device falls silent, at the latest after ten seconds."""
        now = asyncio.get_running_loop().time()
        for one in heard:
            if isinstance(one.item, Reading):
                self._wish.told(one.item)
        self._since = self._since if self._pending else now
        self._pending += heard
        await self._quiet()
        if now - self._since >= _AT_MOST or len(self._pending) >= _MANY:
            await self._settle(last=False)
        elif self._pending:
            self._timer = asyncio.create_task(self._later())

    async def clock(self, shown: datetime, at: datetime) -> bool:
        """Note what the clock shows; set it only where the person allowed that."""
        check: Check = await self._lane(partial(self._receiver.clock, shown, at))
        wrong = abs(check.offset) > RIGHT.total_seconds()
        allowed = self._wish.set_clock or self._instrument.settings.get("clock") == "allowed"
        refused = self._instrument.settings.get("clock") == "refused" and not self._wish.set_clock
        if wrong and not (allowed and not refused):
            await self._lane(partial(self._receiver.clock_acted, "not_allowed"))
        return wrong and allowed and not refused

    async def clock_written(self, *, refused: bool) -> None:
        """Note that the clock was set, or that the device does not let us."""
        action = "refused" if refused else "set"
        await self._lane(partial(self._receiver.clock_acted, action))
        if refused:
            await self._lane(partial(self._remember, clock="refused"))

    async def _later(self) -> None:
        await asyncio.sleep(_SETTLE_AFTER)
        self._timer = None
        await self._settle(last=False)

    async def _quiet(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
            await asyncio.gather(timer, return_exceptions=True)

    async def _settle(self, *, last: bool) -> None:
        heard, self._pending = self._pending, []
        if heard or last:
            await self._lane(partial(self._receiver.settle, heard, last=last))

    def _learn(self, ending: Ending) -> None:
        device = self._receiver.device
        device.battery = ending.battery
        known: dict[str, Any] = {
            name: word for name, word in ending.information.items() if name == "firmware"
        }
        if ending.battery is not None:
            known["battery"] = ending.battery
        if ending.memory is not None:
            self._remember(memory=ending.memory)
        if known:
            self._remember(**known)

    def _remember(self, **settings: Any) -> None:
        with self._session.database.transaction():
            self._receiver.learn(**settings)

    def _error(self, ending: Ending) -> VaultError | None:
        name = self._instrument.name
        if isinstance(ending.error, DeviceLost):
            return DeviceLost(name, self._receiver.device.readings)
        if ending.error is None and ending.connected and not ending.frames:
            return DeviceSilent(name)
        return ending.error
