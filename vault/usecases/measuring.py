"""Reads devices that were added: listens, keeps what is somebody's, lets the rest wait."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from vault.devices.air import Radio, Seen
from vault.devices.decoder import Reading
from vault.devices.overhearing import overhear
from vault.devices.replay import ReplayRadio, recording
from vault.errors import DeviceOutOfRange, DeviceSilent, VaultError
from vault.paths import assets
from vault.record.instrument import Instrument
from vault.usecases.instruments import added
from vault.usecases.lanes import Lane, here
from vault.usecases.reader import Reader, Wish, broadcasts
from vault.usecases.received import Received
from vault.usecases.resuming import recover
from vault.usecases.session import Session

__all__ = ("Outcome", "Radio", "Reading", "Wish", "example", "is_example", "read")

_SEARCH: Final = 10.0  # seconds of scan when several devices are looked for
_LEAST: Final = 5.0  # seconds that a device has, once it is connected


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
    began = asyncio.get_running_loop().time()
    received = await lane(lambda: recover(session, wish.known))
    asked = await lane(lambda: _asked(session, wish.address))
    round_ = _Round(session, radio, wish, lane, received)
    there, errors = await round_.made(asked)
    received.report.seconds = asyncio.get_running_loop().time() - began
    return Outcome(received, _gravest(errors, received, asked, there))


class _Round:
    """All the devices of one reading: those that are connected in turn, the others meanwhile."""

    def __init__(
        self, session: Session, radio: Radio, wish: Wish, lane: Lane, received: Received
    ) -> None:
        self._session, self._radio, self._wish, self._lane = session, radio, wish, lane
        self._received = received
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + wish.seconds

    async def made(self, asked: Sequence[Instrument]) -> tuple[list[str], list[VaultError]]:
        """Return the devices that were there, and what went wrong."""
        heard = [await self._reader(one) for one in asked if broadcasts(one, self._wish)]
        for one in heard:
            await one.open()
        linked = [one for one in asked if not broadcasts(one, self._wish)]
        errors: list[VaultError] = []
        there: list[str] = []
        try:
            for instrument, seen in await self._found(linked, heard, errors):
                there.append(seen.address)
                reader = await self._reader(instrument)
                ended = await reader.run(self._radio, seen, self._limit())
                errors += [ended] if ended is not None else []
            if heard and not errors:
                ears = {one.address: one.ear for one in heard}
                await overhear(self._radio, ears, self._limit())
        finally:
            ends = [await one.close() for one in heard]
        there += [one.address for one in heard if one.ear.ending.connected]
        return there, [*errors, *(one for one in ends if one is not None)]

    async def _found(
        self, linked: Sequence[Instrument], heard: Sequence[Reader], errors: list[VaultError]
    ) -> list[tuple[Instrument, Seen]]:
        try:
            return await _seen(self._radio, linked, self._wish, [one.hear for one in heard])
        except VaultError as error:
            errors.append(error)
            return []

    async def _reader(self, instrument: Instrument) -> Reader:
        made = partial(Reader, self._session, instrument, self._wish, self._received, self._lane)
        reader: Reader = await self._lane(made)
        return reader

    def _limit(self) -> float:
        return max(self._until, self._loop.time() + min(_LEAST, self._wish.seconds))


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
    radio: Radio, asked: Sequence[Instrument], wish: Wish, ears: Sequence[Callable[[Seen], None]]
) -> list[tuple[Instrument, Seen]]:
    """Scan until all devices that were asked for are there, or the time is over."""
    there: dict[str, Seen] = {}
    wanted = {one.address: one for one in asked}

    def seen(one: Seen) -> bool:
        if one.address in wanted:
            there[one.address] = one
        for hear in ears:
            hear(one)
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
