"""What long work tells arrives in order, and who stops listening stops the work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from vault.errors import DiskFull
from vault.ui.outside import telling


def test_everything_that_is_told_arrives_in_order() -> None:
    async def work(tell: Callable[[int], None]) -> None:
        tell(1)
        await asyncio.sleep(0)
        tell(2)
        tell(3)

    async def gathered() -> list[int]:
        return [one async for one in telling(work)]

    assert asyncio.run(gathered()) == [1, 2, 3]


def test_what_the_work_raises_comes_after_what_it_told() -> None:
    async def work(tell: Callable[[int], None]) -> None:
        tell(1)
        raise DiskFull

    heard: list[int] = []

    async def gather() -> None:
        async for one in telling(work):
            heard.append(one)  # noqa: PERF401 - what came before the error counts

    with pytest.raises(DiskFull):
        asyncio.run(gather())
    assert heard == [1]


def test_who_stops_listening_stops_the_work() -> None:
    ended: list[str] = []

    async def work(tell: Callable[[int], None]) -> None:
        try:
            tell(1)
            await asyncio.sleep(60)
        finally:
            ended.append("ended")

    async def leave() -> None:
        stream = telling(work)
        assert await anext(stream) == 1
        reading = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await asyncio.sleep(0)

    asyncio.run(leave())
    assert ended == ["ended"]
