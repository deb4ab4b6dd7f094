"""Time comes in from outside: `bootstrap` makes the real clock, tests make one that stands."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """The time of this computer."""

    @property
    def zone(self) -> tzinfo:
        """The zone of this computer."""
        ...

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...
