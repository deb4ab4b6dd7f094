"""The way to devices for presenters, and what long work tells, thing by thing; plain Python."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from vault.usecases.lanes import Lane
from vault.usecases.measuring import Radio

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Outside:
    """The stream to follow (`Desk.follow`), the lane of the vault, the radio."""

    follow: Callable[..., Callable[[], object]]
    lane: Lane
    radio: Callable[[], Radio]


async def telling(work: Callable[[Callable[[E], None]], Awaitable[None]]) -> AsyncIterator[E]:
    """Give what `work` tells, as it tells it, until it is done; raises what it raises.

    Who stops listening stops the work, which ends cleanly first.
    """
    import asyncio  # noqa: PLC0415 - slow, and not needed to show a page

    came: asyncio.Queue[E] = asyncio.Queue()
    task, waits = asyncio.ensure_future(work(came.put_nowait)), None
    try:
        while not (task.done() and came.empty()):
            waits = asyncio.ensure_future(came.get())
            await asyncio.wait({waits, task}, return_when=asyncio.FIRST_COMPLETED)
            if waits.done():
                yield waits.result()
            else:
                waits.cancel()
        await task
    finally:
        task.cancel()
        if waits is not None:
            waits.cancel()
