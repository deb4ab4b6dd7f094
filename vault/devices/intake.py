"""Frames as they come: committed first, only then decoded and handed on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from vault.clock import Clock
from vault.devices.decoder import Channel, Frame
from vault.devices.interpreting import Heard, Interpreter


class Keeper(Protocol):
    """Who keeps what comes."""

    async def log(self, frames: Sequence[Frame]) -> None:
        """Commit raw frames, in one transaction."""
        ...

    async def take(self, heard: Sequence[Heard]) -> None:
        """Take what committed frames told."""
        ...


class Desk(Keeper, Protocol):
    """Who keeps what comes; called from the loop of the radio, one call at a time."""

    async def clock(self, shown: datetime, at: datetime) -> bool:
        """Note what the device's clock shows, before anything is written; answer: set it?"""
        ...

    async def clock_written(self, *, refused: bool) -> None:
        """Note that the clock was set, or that the device does not let us."""
        ...


class Intake:
    """The frames of one session, taken at once and never waited for.

    BlueZ confirms indications by itself: a scale may have erased a reading before we look at it.
    """

    def __init__(self, desk: Keeper, interpreter: Interpreter, clock: Clock) -> None:
        self._desk, self._interpreter, self._clock = desk, interpreter, clock
        self._waiting: deque[Frame] = deque()
        self._wake, self._closing = asyncio.Event(), False
        self._followers: list[_Follower] = []
        self._task: asyncio.Task[None] | None = None
        self.last: float | None = None  # when the last frame came, in seconds of the loop
        self.count = 0  # frames committed that the device sent by itself

    def start(self) -> asyncio.Task[None]:
        """Begin to commit; the task ends with an error when the vault cannot write."""
        self._task = asyncio.create_task(self._run())
        return self._task

    def hears(self, channel: Channel) -> Callable[[bytes], None]:
        """Return what is called with each value of a channel: it notes the time, and no more."""
        loop = asyncio.get_running_loop()

        def heard(payload: bytes) -> None:
            now = self._clock.now()
            self._waiting.append(Frame(str(uuid4()), channel.uuid, payload, now, channel.kind))
            self.last = loop.time()
            self._wake.set()

        return heard

    def frames(self, *uuids: str) -> AsyncIterator[Frame]:
        """Follow characteristics from now on; frames come after they are committed, in order."""
        follower = _Follower(frozenset(uuids))
        self._followers.append(follower)
        return follower

    async def finish(self) -> None:
        """Commit and hand on all that came, then give up waiting for more."""
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task
        await self.give_up_waiting()

    async def give_up_waiting(self) -> None:
        """Hand on what decoders hold back."""
        await self._desk.take(tuple(self._interpreter.flush(self._clock.now())))

    @property
    def unsaved(self) -> tuple[Frame, ...]:
        """What came and is not committed."""
        return tuple(self._waiting)

    async def _run(self) -> None:
        while not (self._closing and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            if self._closing:
                self._wake.set()
            await self._commit()

    async def _commit(self) -> None:
        frames = tuple(self._waiting)
        if not frames:
            return
        await self._desk.log(frames)
        for frame in frames:
            self._waiting.popleft()
            for follower in self._followers:
                follower.heard(frame)
        self.count += sum(frame.kind != "read" for frame in frames)
        await self._desk.take([told for one in frames for told in self._interpreter.feed(one)])


class _Follower:
    """The frames of some characteristics, one after the other; a time-out loses none."""

    def __init__(self, uuids: frozenset[str]) -> None:
        self._uuids, self._queue = uuids, asyncio.Queue[Frame]()

    def heard(self, frame: Frame) -> None:
        if frame.uuid in self._uuids:
            self._queue.put_nowait(frame)

    def __aiter__(self) -> AsyncIterator[Frame]:
        return self

    async def __anext__(self) -> Frame:
        return await self._queue.get()
