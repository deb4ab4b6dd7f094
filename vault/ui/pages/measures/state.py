"""All that the list of measures shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. `value` has its unit, `when` and `source` are words; `days` are the last thirty.

    `opens` is the key of the page that it opens. `readable` is false where nothing could be read.
    """

    key: str
    name: str
    icon: str
    hue: str
    value: str
    when: str
    source: str
    opens: str
    days: tuple[float | None, ...] = ()
    bars: bool = False
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of one family under its name."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MeasuresState:
    """One picture of the page. `sentence` says why it failed."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    groups: tuple[Group, ...] = ()
    count: int = 0  # of all measures, whatever the filter lets through
    filter: str = ""
    sentence: str = ""
