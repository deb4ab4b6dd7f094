"""A radio that plays recorded frames: the example device, the tour, tests; no Bluetooth at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vault.devices.air import Answers, Progress, Seen
from vault.devices.gatt import sig
from vault.errors import DeviceOutOfRange, DeviceProtocol

_SHORT = 4  # hexadecimal digits of a number of the Bluetooth SIG


@dataclass(frozen=True, slots=True)
class Recording:
    """One device as it was met: what it showed, what could be read, what it sent and when."""

    device: Seen
    services: Mapping[str, frozenset[str]]
    readable: Mapping[str, bytes]
    frames: Sequence[tuple[str, bytes, float]]  # characteristic, value, seconds after subscription
    drops: bool = False  # the link is lost after the last frame


def recording(path: Path) -> Recording:
    """Read a capture: JSON, made by us; its form stands in `docs/add-a-device.md`."""
    told = json.loads(path.read_text(encoding="utf-8"))
    shown = told["advertises"]
    services = frozenset(_long(one) for one in shown["services"])
    readable = {_long(uuid): bytes.fromhex(value) for uuid, value in told.get("reads", {}).items()}
    frames = [
        (_long(one["uuid"]), bytes.fromhex(one["hex"]), float(one.get("after", 0)))
        for one in told["frames"]
    ]
    characteristics = frozenset({uuid for uuid, _value, _after in frames} | readable.keys())
    return Recording(
        Seen(told["address"], shown.get("name", ""), services, rssi=-50),
        dict.fromkeys(services, characteristics),
        readable,
        frames,
        drops=told.get("drops", False),
    )


def _long(uuid: str) -> str:
    return sig(int(uuid, 16)) if len(uuid) == _SHORT else uuid


@dataclass(slots=True)
class ReplayLink:
    """A link to a recorded device: what was sent comes again after the first subscription."""

    recording: Recording
    services: Mapping[str, frozenset[str]]
    readable: frozenset[str]
    bonded: bool = False
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    written: list[tuple[str, bytes]] = field(default_factory=list)
    _hearers: dict[str, Callable[[bytes], None]] = field(default_factory=dict)
    playing: asyncio.Task[None] | None = None

    async def read(self, uuid: str) -> bytes:
        """Read what was recorded."""
        if uuid not in self.recording.readable:
            raise DeviceProtocol(self.recording.device.name)
        return self.recording.readable[uuid]

    async def write(self, uuid: str, value: bytes, *, response: bool = True) -> None:  # noqa: ARG002
        """Note what was written."""
        self.written.append((uuid, value))

    async def subscribe(self, uuid: str, heard: Callable[[bytes], None]) -> None:
        """Play, from the first subscription on."""
        self._hearers[uuid] = heard
        if self.playing is None:
            self.playing = asyncio.create_task(self._play())

    async def pair(self) -> None:
        """A recorded device bonds with everybody."""
        self.bonded = True

    async def _play(self) -> None:
        for uuid, value, after in self.recording.frames:
            await asyncio.sleep(after)
            if uuid in self._hearers:
                self._hearers[uuid](value)
        if self.recording.drops:
            self.lost.set()


class ReplayRadio:
    """Recorded devices instead of an adapter."""

    def __init__(self, *recordings: Recording) -> None:
        self._recordings = {one.device.address: one for one in recordings}
        self.links: list[ReplayLink] = []

    async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:  # noqa: ARG002
        """Tell each recorded device once."""
        for one in self._recordings.values():
            if seen(one.device):
                return

    @asynccontextmanager
    async def connected(
        self, device: Seen, tried: Progress = lambda _attempt, _of: None
    ) -> AsyncIterator[ReplayLink]:
        """Hold a link to a recorded device."""
        if device.address not in self._recordings:
            raise DeviceOutOfRange(device.name)
        tried(1, 1)
        one = self._recordings[device.address]
        link = ReplayLink(one, one.services, frozenset(one.readable))
        self.links.append(link)
        try:
            yield link
        finally:
            if link.playing is not None:
                link.playing.cancel()

    async def unpair(self, device: Seen) -> None:
        """Nothing is bonded here."""

    @asynccontextmanager
    async def answering(self, answers: Answers) -> AsyncIterator[None]:  # noqa: ARG002
        """Nobody asks here."""
        yield
