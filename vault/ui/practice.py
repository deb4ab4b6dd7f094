"""The practice services beside the window: started once, ended with it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from vault.clock import Clock

if TYPE_CHECKING:
    from vault.usecases.practising import Started


class Practice:
    """Runs the practice in a process of its own from the first time it is asked for."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._started: Started | None = None

    def start(self, clock: Clock) -> Started:
        """Return where it listens, started if it was not; takes seconds, never on the screen.

        Raises:
            ServiceUnreachable: it did not begin to listen.
        """
        from vault.usecases import practising  # noqa: PLC0415 - an extra, for practice only

        if self._started is None:
            self._started = self._running.enter_context(practising.beside(clock))
        return self._started

    def close(self) -> None:
        """End it; nothing of it is kept."""
        self._running.close()
        self._started = None
