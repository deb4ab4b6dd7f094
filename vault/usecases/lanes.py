"""On which lane vault work runs, for use cases that wait for a radio in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")
Lane = Callable[[Callable[[], Any]], Awaitable[Any]]  # gives what the work gives


async def here(work: Callable[[], T]) -> T:
    """Run vault work at once: the lane of a program with one thread."""
    return work()
