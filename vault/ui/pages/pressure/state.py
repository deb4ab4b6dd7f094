"""All that the several-day record of blood pressure shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One day: the readings of its morning and of its evening, each with their mean."""

    day: str
    morning: str
    morning_mean: str
    evening: str
    evening_mean: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        return (self.day, self.morning, self.morning_mean, self.evening, self.evening_mean)


@dataclass(frozen=True, slots=True)
class PressureState:
    """One picture of the page; `days` is the key of the choice, `means` what and its value."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    days: str = "3"
    rows: tuple[Row, ...] = ()
    means: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sentence: str = ""
