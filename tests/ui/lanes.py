"""Ways to ask without a thread: at once, never, too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from vault.errors import VaultDamaged, VaultError

T = TypeVar("T")


def at_once(
    work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[VaultError], None]
) -> None:
    """Ask as the app does, in one thread."""
    try:
        answer = work()
    except VaultError as error:
        sorry(error)
        return
    then(answer)


def damaged(
    work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[VaultError], None]
) -> None:
    """Answer every question with an error."""
    del work, then
    sorry(VaultDamaged("record.db"))


class Later:
    """Keeps questions until they are answered."""

    def __init__(self) -> None:
        self.late: list[Callable[[], None]] = []

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        sorry: Callable[[VaultError], None],
    ) -> None:
        """Keep a question."""
        self.late.append(lambda: at_once(work, then, sorry))

    def answer(self) -> None:
        """Answer all that was asked."""
        asked, self.late = self.late, []
        for one in asked:
            one()
