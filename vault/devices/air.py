"""What a radio is: who is heard nearby, and a link to one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

Progress = Callable[[int, int], None]  # attempt, of how many


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a device without asking it: its latest advertisement, merged."""

    address: str
    name: str = ""
    services: frozenset[str] = frozenset()  # long UUIDs
    service_data: Mapping[str, bytes] = field(default_factory=dict)
    companies: frozenset[int] = frozenset()
    rssi: int | None = None  # dBm
    bonded: bool = False  # this computer holds keys of it


class Answers(Protocol):
    """The person, while a device is paired."""

    async def code(self) -> str | None:
        """Return the digits that the device shows; None when nobody types them."""
        ...

    async def same(self, digits: str) -> bool:
        """Tell whether the device shows these six digits too."""
        ...


class Connection(Protocol):
    """A link to one device, and only bytes.

    Each call raises `DeviceLost` once the link is gone, `DeviceNeedsPairing` where the device wants
    a bond, `DeviceProtocol` with its ATT code for any other refusal.
    """

    services: Mapping[str, frozenset[str]]  # service -> its characteristics
    readable: frozenset[str]
    bonded: bool
    lost: asyncio.Event

    async def read(self, uuid: str) -> bytes:
        """Read a characteristic."""
        ...

    async def write(self, uuid: str, value: bytes, *, response: bool = True) -> None:
        """Write a characteristic."""
        ...

    async def subscribe(self, uuid: str, heard: Callable[[bytes], None]) -> None:
        """Ask for notifications or indications; `heard` must return at once."""
        ...

    async def pair(self) -> None:
        """Make a bond; raises `DeviceCodeWrong` or `PairingBlocked`."""
        ...


class Radio(Protocol):
    """Scans and connects, never both at once; raises what `vault.errors` knows of Bluetooth."""

    async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:
        """Tell each advertisement until `seen` answers True or the time is over."""
        ...

    def connected(
        self, device: Seen, tried: Progress = lambda _attempt, _of: None
    ) -> AbstractAsyncContextManager[Connection]:
        """Hold a link to a device that was seen; left within 5 seconds, whatever happens."""
        ...

    async def unpair(self, device: Seen) -> None:
        """Throw the bond of this computer away; nothing happens where there is none."""
        ...

    def answering(self, answers: Answers) -> AbstractAsyncContextManager[None]:
        """Answer a device that asks while it is paired; nobody answers outside of this."""
        ...
