"""All that the export page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """One page drawn: rows of `stride` bytes, three a pixel, blue green red; what it is called."""

    name: str
    width: int
    height: int
    stride: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExportsState:
    """One picture of the page. `period` is a key of the choice; `saved` the file just written."""

    step: Literal["loading", "ready", "failed"] = "loading"
    first: str = ""
    period: str = "year"
    inside: str = ""  # how much it holds, and its size
    missing: tuple[str, ...] = ()
    pages: tuple[Picture, ...] = ()
    saved: str = ""
    printed: bool = False  # it was just sent to a printer
    sentence: str = ""
