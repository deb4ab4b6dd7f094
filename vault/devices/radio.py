"""The only door to Bluetooth: scans and connects through bleak, never both at once."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vault.devices import agent
from vault.devices.air import Answers, Connection, Progress, Seen
from vault.devices.failures import failure
from vault.devices.link import BleakLink, Patience
from vault.errors import (
    BluetoothBusy,
    DeviceForgot,
    DeviceOutOfRange,
    DeviceRefused,
    DeviceUnreachable,
)

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData

_LINUX: Final = sys.platform == "linux"
_FORGOTTEN: Final = 2  # time-outs of a bonded device that is there, until we say so


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient the radio is, in seconds; tests hurry it."""

    connect: float = 12.0
    pauses: tuple[float, ...] = (1.5, 4.0)  # between attempts to connect
    rest: float = 0.3  # between the end of a scan and a connection
    busy: tuple[float, ...] = (2.0, 2.0, 2.0)  # when another program scans
    again: float = 3.0  # a scan for a bonded device that does not answer
    fresh: float = 20.0  # after a scan; BlueZ forgets what it saw about half a minute later
    operation: float = 10.0
    leave: float = 5.0


@dataclass(frozen=True, slots=True)
class Backend:
    """Another radio for bleak, where there is no bus: its classes for scanning and connecting."""

    scanner: Any = None
    client: Any = None


class BleakRadio:
    """The adapter of this computer; all of its calls belong to one asyncio loop."""

    def __init__(self, manners: Manners | None = None, backend: Backend | None = None) -> None:
        self._manners, self._backend = manners or Manners(), backend or Backend()
        self._lane: asyncio.Lock | None = None
        self._stopped = float("-inf")
        self._devices: dict[str, BLEDevice] = {}
        self._asked: agent.Asked | None = None

    async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:
        """Tell each advertisement until `seen` answers True or the time is over.

        Raises:
            DeviceUnreachable: Bluetooth is off, absent, denied or busy; also when it went away
                while we listened.
        """
        async with self._one_at_a_time():
            if not await self._scanned(seconds, seen):
                await self._scanned(0, lambda _seen: False)  # is the adapter still there?

    @asynccontextmanager
    async def connected(
        self, device: Seen, tried: Progress = lambda _attempt, _of: None
    ) -> AsyncIterator[Connection]:
        """Hold a link to a device that was seen; left within 5 seconds, whatever happens.

        Raises:
            DeviceRefused: seen, but three attempts failed.
            DeviceForgot: it no longer knows the bond of this computer.
            DeviceOutOfRange: it was not seen, or is gone.
        """
        async with self._one_at_a_time():
            await self._rested()
            link = await self._connect(device, tried)
        try:
            yield link
        finally:
            await link.leave()

    async def unpair(self, device: Seen) -> None:
        """Throw the bond of this computer away; nothing happens where there is none."""
        known = self._devices.get(device.address)
        if known is None:
            return
        with suppress(Exception):  # macOS has no way; a bond that is gone is what we wanted
            await self._client(known, asyncio.Event()).unpair()
        self._devices.pop(device.address, None)

    @asynccontextmanager
    async def answering(self, answers: Answers) -> AsyncIterator[None]:
        """Answer a device that asks while it is paired; elsewhere than on Linux the system asks."""
        if not _LINUX or self._backend.client is not None:
            yield
            return
        async with agent.registered(answers) as asked:
            self._asked = asked
            try:
                yield
            finally:
                self._asked = None

    @asynccontextmanager
    async def _one_at_a_time(self) -> AsyncIterator[None]:
        if self._lane is None:
            self._lane = asyncio.Lock()
        async with self._lane:
            yield

    async def _rested(self) -> None:
        ago = asyncio.get_running_loop().time() - self._stopped
        await asyncio.sleep(max(0.0, self._manners.rest - ago))

    async def _scanned(self, seconds: float, seen: Callable[[Seen], bool]) -> bool:
        """Scan, patiently where another program does; tell whether `seen` had enough."""
        for pause in (*self._manners.busy, None):
            try:
                return await self._scan(seconds, seen)
            except Exception as error:  # noqa: BLE001 - bleak lets through what the bus says
                told = failure(error, "")
                if not isinstance(told, BluetoothBusy) or pause is None:
                    raise told from None
                await asyncio.sleep(pause)
        raise BluetoothBusy

    async def _scan(self, seconds: float, seen: Callable[[Seen], bool]) -> bool:
        from bleak import BleakScanner

        logging.getLogger("bleak").setLevel(logging.CRITICAL + 1)  # it writes addresses
        enough = asyncio.Event()

        def heard(device: BLEDevice, advert: AdvertisementData) -> None:
            self._devices[device.address] = device
            if not enough.is_set() and seen(_seen(device, advert)):
                enough.set()

        scanner = BleakScanner(heard, **_only(backend=self._backend.scanner))
        await scanner.start()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await enough.wait()
        finally:
            self._stopped = asyncio.get_running_loop().time()
            with suppress(Exception):  # the adapter may be gone; nothing scans then
                await scanner.stop()
        return enough.is_set()

    async def _connect(self, device: Seen, tried: Progress) -> BleakLink:
        pauses, timeouts = self._manners.pauses, 0
        for attempt, pause in enumerate((*pauses, None), start=1):
            tried(attempt, len(pauses) + 1)
            try:
                return await self._attempt(device)
            except (DeviceUnreachable, asyncio.CancelledError):
                raise
            except Exception as error:  # noqa: BLE001 - bleak lets through what the bus says
                told = failure(error, device.name)
                if not isinstance(told, DeviceRefused):
                    raise told from None
                if device.bonded and isinstance(error, TimeoutError):
                    timeouts += await self._there(device)
                    if timeouts == _FORGOTTEN:
                        raise DeviceForgot(device.name) from None
            if pause is not None:
                await asyncio.sleep(pause)
        raise DeviceRefused(device.name)

    async def _attempt(self, device: Seen) -> BleakLink:
        ago = asyncio.get_running_loop().time() - self._stopped
        known_still = device.address in self._devices and ago <= self._manners.fresh
        if not known_still and not await self._there(device):
            raise DeviceOutOfRange(device.name)
        known, lost = self._devices[device.address], asyncio.Event()
        client = self._client(known, lost)
        await client.connect()
        patience = Patience(self._manners.operation, self._manners.leave)
        return BleakLink(client, device, lost, patience, lambda: self._about(known))

    def _about(self, known: BLEDevice) -> agent.Asked | None:
        """Let the agent answer for this device, and for no other."""
        if self._asked is not None:
            self._asked.device = _path(known)
        return self._asked

    async def _there(self, device: Seen) -> bool:
        """Scan shortly for a device that does not answer."""
        found = await self._scanned(self._manners.again, lambda one: one.address == device.address)
        await self._rested()
        return found

    def _client(self, known: BLEDevice, lost: asyncio.Event) -> BleakClient:
        from bleak import BleakClient

        return BleakClient(
            known,
            disconnected_callback=lambda _client: lost.set(),
            timeout=self._manners.connect,
            **_only(backend=self._backend.client),
        )


def _seen(device: BLEDevice, advert: AdvertisementData) -> Seen:
    return Seen(
        device.address,
        advert.local_name or device.name or "",
        frozenset(advert.service_uuids),
        dict(advert.service_data),
        frozenset(advert.manufacturer_data),
        advert.rssi,
        bonded=bool(_properties(device).get("Paired")),
    )


def _properties(device: BLEDevice) -> dict[str, Any]:
    details = device.details
    props = details.get("props") if isinstance(details, dict) else None
    return props or {}


def _path(device: BLEDevice) -> str:
    details = device.details
    return str(details.get("path", "")) if isinstance(details, dict) else ""


def _only(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}
