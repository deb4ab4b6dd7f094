"""A link as a conversation sees it, without any radio: a function answers what is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vault.devices.decoder import Frame
from vault.errors import DeviceProtocol

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Answer = Callable[[str, bytes], list[tuple[str, bytes]]]


class Noon:
    """A clock that stands."""

    zone = UTC

    def now(self) -> datetime:
        return NOON


class _Follower:
    def __init__(self, uuids: tuple[str, ...]) -> None:
        self.uuids, self.queue = uuids, asyncio.Queue[Frame]()

    def __aiter__(self) -> AsyncIterator[Frame]:
        return self

    async def __anext__(self) -> Frame:
        return await self.queue.get()


@dataclass
class FakeLink:
    """A device that answers each write with frames, at once."""

    answers: Answer
    characteristics: frozenset[str]
    readable: dict[str, bytes] = field(default_factory=dict)
    refuses: dict[bytes, list[int]] = field(default_factory=dict)  # value -> ATT codes, in turn
    written: list[tuple[str, bytes]] = field(default_factory=list)
    subscribed: list[str] = field(default_factory=list)
    paused: list[float] = field(default_factory=list)
    _followers: list[_Follower] = field(default_factory=list)
    _count: int = 0

    @property
    def services(self) -> Mapping[str, frozenset[str]]:
        return {"": self.characteristics}

    @services.setter
    def services(self, _value: Mapping[str, frozenset[str]]) -> None: ...

    async def read(self, uuid: str) -> bytes:
        if uuid not in self.readable:
            raise DeviceProtocol
        return self.readable[uuid]

    async def write(self, uuid: str, value: bytes, *, response: bool = True) -> None:
        self.written.append((uuid, value))
        if codes := self.refuses.get(value):
            raise DeviceProtocol("", codes.pop(0))
        for to, payload in self.answers(uuid, value):
            self.send(to, payload)

    def send(self, uuid: str, payload: bytes) -> None:
        self._count += 1
        frame = Frame(f"f{self._count}", uuid, payload, NOON, "notify")
        for follower in self._followers:
            if uuid in follower.uuids:
                follower.queue.put_nowait(frame)

    async def subscribe(self, uuid: str) -> None:
        self.subscribed.append(uuid)

    def frames(self, *uuids: str) -> AsyncIterator[Frame]:
        self._followers.append(_Follower(uuids))
        return self._followers[-1]

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
