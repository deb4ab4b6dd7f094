"""A radio that hears advertisements only: tests say what is in the air, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager

from vault.devices.air import Answers, Connection, Progress, Seen
from vault.devices.gatt import sig
from vault.errors import DeviceOutOfRange


def shown(address: str, uuid: int, payload: bytes, name: str = "") -> Seen:
    return Seen(address, name, service_data={sig(uuid): payload}, rssi=-50)


class Aerial:
    """Tells what was heard, a few milliseconds apart, each time somebody listens."""

    def __init__(self, *heard: Seen, gap: float = 0.005, breaks: Exception | None = None) -> None:
        self.heard: Iterable[Seen] = heard
        self._gap, self._breaks = gap, breaks
        self.connections = 0

    async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:
        end = asyncio.get_running_loop().time() + seconds
        for one in self.heard:
            if seen(one) or asyncio.get_running_loop().time() > end:
                return
            await asyncio.sleep(self._gap)
        if self._breaks is not None:
            raise self._breaks
        await asyncio.sleep(max(0.0, end - asyncio.get_running_loop().time()))

    def connected(
        self, device: Seen, _tried: Progress = lambda _attempt, _of: None
    ) -> AbstractAsyncContextManager[Connection]:
        self.connections += 1
        raise DeviceOutOfRange(device.name)

    async def unpair(self, device: Seen) -> None: ...

    def answering(self, answers: Answers) -> AbstractAsyncContextManager[None]:
        raise NotImplementedError
