"""One session with one device that was added: from the radio to the report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
from vault.devices.overhearing import Ear
from vault.devices.registry import decoders
from vault.errors import DeviceLost, DeviceSilent, VaultError
from vault.record.instrument import Instrument
from vault.usecases.lanes import Lane
from vault.usecases.received import Choice, Received
from vault.usecases.receiving import Receiver
from vault.usecases.session import Session

_SETTLE_AFTER: Final = 3.0  # seconds of silence
_AT_MOST: Final = 10.0  # seconds that readings wait in memory, decoded and not kept
_MANY: Final = 30


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


def broadcasts(instrument: Instrument, wish: Wish) -> bool:
    """Tell whether readings of a device are advertised: nothing is connected then."""
    return any(one.broadcasts for one in _decoders(instrument, wish))


def _decoders(instrument: Instrument, wish: Wish) -> tuple[Decoder, ...]:
    names = instrument.settings.get("decoders", ())
    return tuple(one for one in wish.known or decoders() if one.name in names)


class Reader:
    """One session with one device, from the scan to the report."""

    def __init__(
        self, session: Session, instrument: Instrument, wish: Wish, received: Received, lane: Lane
    ) -> None:
        self._session, self._wish, self._lane = session, wish, lane
        self._connection = str(uuid4())
        self._receiver = Receiver(session, instrument, wish.choice, received, self._connection)
        self._instrument = instrument
        self._pending: list[Heard] = []
        self._since = 0.0
        self._timer: asyncio.Task[None] | None = None
        self.ear: Ear

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

    async def open(self) -> None:
        """Begin to hear a device that only advertises."""
        await self._lane(self._receiver.begin)
        known, clock = _decoders(self._instrument, self._wish), self._session.clock
        desk: Desk = self
        self.ear = Ear(self._instrument.name, known, self._instrument.settings, desk, clock)
        self.ear.open()

    def hear(self, seen: Seen) -> None:
        """Take an advertisement, if it is of this device."""
        if seen.address == self.address:
            self.ear.hear(seen)

    async def close(self) -> VaultError | None:
        """Keep what was heard; a device that was not there is told apart from a silent one."""
        await self.ear.close()
        await self._quiet()
        await self._settle(last=True)
        await self._lane(partial(self._learn, self.ear.ending))
        return self.ear.ending.error

    @property
    def address(self) -> str:
        """The address of the radio."""
        return self._instrument.address

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
        if ending.memory is not None:
            self._remember(memory=ending.memory)
            told = ending.memory.get("battery")
            device.battery = told if isinstance(told, int) else ending.battery
        if device.battery is not None:
            known["battery"] = device.battery
        if known:
            self._remember(**known)

    def _remember(self, **settings: Any) -> None:
        with self._session.database.transaction():
            self._receiver.learn(**settings)

    def _error(self, ending: Ending) -> VaultError | None:
        name = self._instrument.name
        if isinstance(ending.error, DeviceLost):
            return DeviceLost(name, self._receiver.device.readings)
        nothing = not ending.frames and not self._receiver.device.readings
        if ending.error is None and ending.connected and nothing:
            return DeviceSilent(name)
        return ending.error
