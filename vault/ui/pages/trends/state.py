"""All that the trends page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault.trends.calendar import Period
from vault.trends.chart import Chart

Way = Literal["up", "down", "stable"]
Beside = Literal["none", "previous", "last_year"]


@dataclass(frozen=True, slots=True)
class Said:
    """A number in words, with its unit, and what it is about."""

    about: str
    number: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way it goes, how much, over what; without a way there is only a sentence."""

    way: Way | None
    change: str
    over: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where the last value stands against the reference."""

    kind: Literal["good", "look"]
    word: str


@dataclass(frozen=True, slots=True)
class Last:
    """One of the last measurements; `fact` is what `edit`, the name of its button, changes.

    Without a fact (a total of a day, a sample of a stream) there is nothing to edit.
    """

    value: str
    when: str
    fact: str = ""
    edit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A second chart under the first, over the same days; `facts` as in the page."""

    curve: str
    title: str
    ink: str
    chart: Chart
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """What the chart is compared with: another period, another measure by its key."""

    period: Beside = "none"
    measure: str = ""


@dataclass(frozen=True, slots=True)
class TrendsState:
    """One picture of the page; a new one replaces it whole.

    `facts` are the uids of what the chart shows, one each, or none at all. `others` are the
    measures that can be laid under this one: key and name.
    """

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    measure: str = ""  # public key
    title: str = ""
    curve: str = ""  # what a screen reader calls the chart
    ink: str = "measure_lab"  # the role of the colour of the measure
    period: Period | None = "quarter"
    dates: str = ""
    later: bool = False
    chart: Chart | None = None
    facts: tuple[str, ...] = ()
    second: Panel | None = None
    against: Against = Against()
    others: tuple[tuple[str, str], ...] = ()
    latest: Said | None = None
    trend: Trend | None = None
    position: Position | None = None
    figures: tuple[Said, ...] = ()
    lasts: tuple[Last, ...] = ()
    every: str = ""
    note: str = ""
    sentence: str = ""
