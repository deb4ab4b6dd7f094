"""One link to one device through bleak: bytes, time-outs, and what went wrong in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from vault.devices.agent import Asked
from vault.devices.air import Seen
from vault.devices.failures import att_code, failure
from vault.errors import DeviceLost, DeviceNeedsPairing, DeviceProtocol

T = TypeVar("T")
_BONDED: Final = "org.bluez.Error.AlreadyExists"
_UNLIKELY: Final = 0x0E  # ATT: an unlikely error, worth one repeat


class Patience(NamedTuple):
    """How long one operation and the leaving may take, in seconds."""

    operation: float
    leave: float


class Client(Protocol):
    """What we use of a connected `bleak.BleakClient`."""

    @property
    def services(self) -> Iterable[Any]:
        """Services with their characteristics."""
        ...

    @property
    def is_connected(self) -> bool:
        """Whether the link stands."""
        ...

    async def read_gatt_char(self, char_specifier: str) -> bytearray:
        """Read."""
        ...

    async def write_gatt_char(self, char_specifier: str, data: bytes, *, response: bool) -> None:
        """Write."""
        ...

    async def start_notify(
        self, char_specifier: str, callback: Callable[[Any, bytearray], None]
    ) -> None:
        """Subscribe."""
        ...

    async def pair(self) -> None:
        """Make a bond."""
        ...

    async def disconnect(self) -> None:
        """Leave."""
        ...


class BleakLink:
    """A connected device; each call raises what `vault.devices.air.Connection` says."""

    def __init__(
        self, client: Client, device: Seen, lost: asyncio.Event, patience: Patience,
        asked: Callable[[], Asked | None],
    ) -> None:  # fmt: skip
        self._client, self._name, self._patience, self._asked = client, device.name, patience, asked
        self.lost: asyncio.Event = lost
        self.bonded: bool = device.bonded
        self.services: Mapping[str, frozenset[str]] = {
            service.uuid: frozenset(one.uuid for one in service.characteristics)
            for service in client.services
        }
        self.readable: frozenset[str] = frozenset(
            one.uuid
            for service in client.services
            for one in service.characteristics
            if "read" in one.properties
        )

    async def read(self, uuid: str) -> bytes:
        """Read a characteristic."""
        return bytes(await self._done(lambda: self._client.read_gatt_char(uuid)))

    async def write(self, uuid: str, value: bytes, *, response: bool = True) -> None:
        """Write a characteristic."""
        await self._done(lambda: self._client.write_gatt_char(uuid, value, response=response))

    async def subscribe(self, uuid: str, heard: Callable[[bytes], None]) -> None:
        """Ask for notifications or indications."""
        await self._done(
            lambda: self._client.start_notify(uuid, lambda _from, value: heard(bytes(value)))
        )

    async def pair(self) -> None:
        """Make a bond.

        Raises:
            DeviceCodeWrong: a code was asked, and what was answered was refused.
            DeviceNeedsPairing: it asks for a code, and nobody typed one.
            PairingBlocked: no code was asked from us.
        """
        asked = self._asked()
        try:
            await self._client.pair()
        except Exception as error:  # noqa: BLE001 - bleak lets through what the bus says
            if getattr(error, "dbus_error", "") != _BONDED:
                raise self._not_paired(error, asked) from None
        self.bonded = True

    def _not_paired(self, error: Exception, asked: Asked | None) -> Exception:
        if asked is not None and asked.unanswered:
            return DeviceNeedsPairing(self._name)
        told = failure(error, self._name, code_asked=asked is not None and asked.for_code)
        return DeviceLost(self._name) if self.lost.is_set() and not asked else told

    async def leave(self) -> None:
        """Disconnect, whatever happens; notifications end with the link."""
        with suppress(Exception):  # the link, the adapter or the bus may be gone
            async with asyncio.timeout(self._patience.leave):
                await asyncio.shield(self._client.disconnect())

    async def _done(self, operation: Callable[[], Awaitable[T]]) -> T:
        """Run an operation; one that met an unlikely error is tried twice."""
        for again in (True, False):
            try:
                async with asyncio.timeout(self._patience.operation):
                    return await operation()
            except Exception as error:  # noqa: BLE001 - bleak lets through what the bus says
                if self.lost.is_set() or not self._client.is_connected:
                    raise DeviceLost(self._name) from None
                if not (again and att_code(error) == _UNLIKELY):
                    raise self._told(error) from None
        raise DeviceProtocol(self._name)

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, TimeoutError):
            return DeviceProtocol(self._name)
        return failure(error, self._name)
