"""What the page of the people shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["loading", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One person: `number` is their place among the colours; `removable` while others are left."""

    uid: str
    name: str
    detail: str
    number: int
    removable: bool = True


@dataclass(frozen=True, slots=True)
class PeopleState:
    """Everybody of the carnet, the oldest entry first."""

    step: Step = "loading"
    lines: tuple[Line, ...] = ()
    sentence: str = ""
