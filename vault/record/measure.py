"""What one measure is: its codes, its canonical unit, its bounds, how it is kept and shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from vault.record.codes import LOCAL_MEASURE, LOINC

Category = Literal["vital-signs", "laboratory", "activity", "exam", "survey", "procedure"]
Drawn = Literal["line", "band", "bars", "ranges", "hypnogram", "dots", "trace"]
Day = Literal["morning", "last", "median", "mean", "max", "sum", "night", "all", "computed"]


@dataclass(frozen=True, slots=True)
class Component:
    """One named part of a panel, such as the systolic pressure; `low` and `high` are inclusive.

    `written` is false where the code is read, and not written until it is confirmed.
    """

    name: str
    loinc: str
    low: Decimal
    high: Decimal
    unusual: tuple[Decimal, Decimal] | None = None
    written: bool = True


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a typed value may lie from the one before; a share of it where `share` is set."""

    most: Decimal
    share: bool = False
    days: int | None = None  # compared only with a value of the last so many days
    adult: bool = False  # asked of adults only


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing that can be measured on a person.

    `key` is a public name: the same in the command line, in files and in the documentation.
    `loinc` is the code that is written ("": LOINC has no safe one, ours is); `aliases` are read,
    `beside` are written too. `low` and `high` are inclusive hard bounds in `unit`, exclusive where
    `open_ends`; a `per_day` bound holds for the total of a day and for each span. `stable` is the
    largest change in 30 days that is still none, a share of the value where `share`.
    """

    key: str
    loinc: str
    unit: str
    low: Decimal
    high: Decimal
    category: Category = "exam"
    decimals: int = 0
    keep: Literal["row", "chunk"] = "row"
    chart: Drawn = "line"
    day: Day = "median"
    stable: Decimal | None = None
    share: bool = False
    aliases: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # system|code of other systems, read
    components: tuple[Component, ...] = ()
    panel: bool = False  # has no value of its own, only components
    shown: tuple[str, ...] = ()  # French, American, then other units a person may choose
    unusual: tuple[Decimal, Decimal] | None = None
    drift: Drift | None = None
    per_day: bool = False
    open_ends: bool = False
    zero_is_none: bool = False  # a zero says that nothing was measured
    as_reported: bool = False  # shown in the unit of the laboratory first
    mes: str = ""  # code of the public schema of « Mon espace santé »

    @property
    def coding(self) -> tuple[str, str]:
        """System and code that are written first."""
        return (LOINC, self.loinc) if self.loinc else (LOCAL_MEASURE, self.key)

    @property
    def summed(self) -> bool:
        """Whether a day is the sum of its spans."""
        return self.day == "sum" and self.keep == "chunk"

    def plausible(self, value: Decimal) -> bool:
        """Tell whether a value in the canonical unit is possible at all."""
        if self.open_ends:
            return self.low < value < self.high
        return self.low <= value <= self.high

    def component(self, name: str) -> Component | None:
        """Find a component by its name."""
        return next((one for one in self.components if one.name == name), None)


SUMMED: Final = ("steps", "distance", "active_energy", "resting_energy", "floors", "exercise_time")
