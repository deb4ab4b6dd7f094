"""What is done outside while a device is added: search, connect, take a first reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from vault.errors import VaultError
from vault.record.inbox import Waiting
from vault.record.instrument import Instrument
from vault.ui.outside import Outside
from vault.usecases import inbox, instruments, measuring
from vault.usecases.instruments import Linking, Meet, Nearby, Seen
from vault.usecases.measuring import Outcome, Radio, Reading, Wish
from vault.usecases.received import Choice
from vault.usecases.session import Session

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

SEARCH: Final = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened outside; each kind of work tells its own."""

    heard: Nearby | None = None
    attempt: tuple[int, int] | None = None
    asks: Literal["", "code", "same", "key"] = ""
    digits: str = ""
    added: Instrument | None = None
    reading: Reading | None = None
    ended: Ended | None = None
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """What a first reading brought: the readings that wait now, and what is said of them."""

    waiting: tuple[Waiting, ...]
    skipped: tuple[str, ...] = ()
    offset: float | None = None  # seconds, of the clock of the device
    action: str = "none"
    error: VaultError | None = None


Tell = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: that a first reading may take, of silence after which it is shown.

    `most` is for what never falls silent, a belt: seconds after its first value.
    """

    whole: float = 60.0
    quiet: float = 2.5
    most: float = 8.0


@dataclass
class Answering:
    """The person, asked on screen by a device that is being paired: `give` brings the answer."""

    tell: Tell
    _loop: AbstractEventLoop | None = None
    _open: Future[str | None] | None = field(default=None, repr=False)

    async def code(self) -> str | None:
        """Ask for the digits that the device shows."""
        return await self._asked(Event(asks="code"))

    async def key(self) -> str | None:
        """Ask for the key of a device that encrypts what it advertises."""
        return await self._asked(Event(asks="key"))

    async def same(self, digits: str) -> bool:
        """Ask whether the device shows these digits."""
        return await self._asked(Event(asks="same", digits=digits)) == digits

    def give(self, answer: str | None) -> None:
        """Bring the answer, from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._answered, answer)

    async def _asked(self, event: Event) -> str | None:
        import asyncio  # noqa: PLC0415 - slow, and seldom needed

        self._loop = asyncio.get_running_loop()
        self._open = self._loop.create_future()
        self.tell(event)
        return await self._open

    def _answered(self, answer: str | None) -> None:
        if self._open is not None and not self._open.done():
            self._open.set_result(answer)


async def search(session: Session, radio: Radio, outside: Outside, tell: Tell) -> None:
    """Listen for devices and tell each as it is heard."""
    known = {one.address for one in await outside.lane(lambda: instruments.everything(session))}

    def heard(seen: Seen) -> None:
        tell(Event(heard=instruments.recognised(seen, known)))

    await instruments.nearby(session, radio, SEARCH, outside.lane, heard)
    tell(Event(searched=True))


async def connect(
    session: Session, radio: Radio, outside: Outside, address: str, answering: Answering
) -> None:
    """Add a device, for those it was for before; tell when that is done."""

    def before() -> tuple[str, ...]:
        found = [one for one in instruments.everything(session) if one.address == address]
        return found[0].people if found else ()

    whose = await outside.lane(before)
    meet = Meet(
        answering,
        tried=lambda attempt, of: answering.tell(Event(attempt=(attempt, of))),
        key=answering.key,
    )
    added = await instruments.add(session, radio, address, Linking(whose), meet, outside.lane)
    answering.tell(Event(added=added))


async def first_reading(
    session: Session, radio: Radio, outside: Outside, device: Instrument, tell: Tell,
    patience: Patience,
) -> None:  # fmt: skip
    """Read a device until it falls silent; nothing it sends enters a record yet."""
    import asyncio  # noqa: PLC0415 - slow, and seldom needed

    loop, heard = asyncio.get_running_loop(), list[float]()

    def told(reading: Reading) -> None:
        heard.append(loop.time())
        tell(Event(reading=reading))

    def tried(attempt: int, of: int) -> None:
        tell(Event(attempt=(attempt, of)))

    before = {one.uid for one in await outside.lane(lambda: inbox.waiting(session))}
    wish = Wish(device.uid, patience.whole, Choice(inbox=True), tried=tried, told=told)
    task = asyncio.ensure_future(measuring.read(session, radio, wish, outside.lane))
    try:
        while not task.done() and not _enough(heard, loop.time(), patience):
            await asyncio.wait({task}, timeout=patience.quiet / 5)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    found = await outside.lane(lambda: inbox.waiting(session))
    mine = [one for one in found if one.instrument == device.uid and one.uid not in before]
    tell(Event(ended=_ended(mine, None if task.cancelled() else task.result())))


def _enough(heard: list[float], now: float, patience: Patience) -> bool:
    quiet, most = patience.quiet, patience.most
    return bool(heard) and (now - heard[-1] >= quiet or now - heard[0] >= most)


def _ended(mine: list[Waiting], outcome: Outcome | None) -> Ended:
    if outcome is None or not outcome.received.devices:
        return Ended(tuple(mine), error=None if outcome is None else outcome.error)
    (device, *_others) = outcome.received.devices
    return Ended(
        tuple(mine), tuple(sorted(device.skipped)), device.offset, device.action, outcome.error
    )
