"""All that the table of the values of a measure shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Value:
    """One row, in words. `at` (ms UTC) and `size` sort; `aside` is set aside with its reason."""

    key: str
    when: str
    value: str
    context: str
    source: str
    remark: str
    at: int = 0
    size: float = 0.0
    name: str = ""  # of what has no key here
    aside: bool = False


@dataclass(frozen=True, slots=True)
class ValuesState:
    """One picture of the page. `older` values may be asked for; `total` counts those too."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    title: str = ""
    measure: str = ""
    values: tuple[Value, ...] = ()
    loaded: int = 0
    total: int = 0
    older: bool = False
    everything: bool = False
    filter: str = ""
    sentence: str = ""
