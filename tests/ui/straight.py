"""Asks in tests of presenters: a plain call, or one whose answers come when the test says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from vault.errors import VaultError

T = TypeVar("T")


def straight(
    work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[VaultError], None]
) -> None:
    """Run the work and hand its answer over, at once."""
    try:
        answer = work()
    except VaultError as error:
        sorry(error)
        return
    then(answer)


class Late:
    """Keeps what was asked; `answer` runs it all."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def __call__(
        self, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[VaultError], None]
    ) -> None:
        """Ask; nothing comes back yet."""
        self._waiting.append(lambda: straight(work, then, sorry))

    def answer(self) -> None:
        """Let every answer come."""
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            one()
