"""All that the medical profile shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a section: what, the details beside, when and by whom; its fact."""

    uid: str
    title: str
    detail: str
    source: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `said` stands where it has no line: declared empty, or « Not filled in »."""

    key: str
    title: str
    icon: str
    lines: tuple[Line, ...] = ()
    said: str = ""
    filled: bool = True  # somebody said something about it
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProfileState:
    """One picture of the page. `chosen` is the key of the section shown; `whole` shows them all."""

    step: Literal["loading", "ready", "failed"] = "loading"
    first: str = ""
    sections: tuple[Section, ...] = ()
    chosen: str = "summary"
    whole: bool = False
    hidden: int = 0
    sentence: str = ""
