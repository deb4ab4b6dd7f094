"""All that the page of readings to attribute shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One reading that waits; `proposed` is "" where nobody is. `at` is what it is sorted by."""

    key: str
    when: str
    device: str
    value: str
    proposed: str
    why: str
    at: float
    acceptable: bool = False  # its proposal can be accepted with nothing more asked


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the carnet; `number` is the key that gives them a reading, 0 beyond nine."""

    number: int
    uid: str
    first: str


@dataclass(frozen=True, slots=True)
class InboxState:
    """One picture of the page. `sentence` says why it failed."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    rows: tuple[Row, ...] = ()
    people: tuple[Candidate, ...] = ()
    sentence: str = ""

    @property
    def acceptable(self) -> int:
        """How many proposals can be accepted at once."""
        return sum(row.acceptable for row in self.rows)
