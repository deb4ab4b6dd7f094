"""All that the history shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["good", "look", "error", "note"]


@dataclass(frozen=True, slots=True)
class Integrity:
    """The line that always stands on top, and whether a report can be saved."""

    kind: Kind
    sentence: str
    report: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, the time of day, what happened, whose record ("" = the carnet's)."""

    seq: int
    when: str
    text: str
    whose: str
    icon: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day, the newest first."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One line, whole: pairs of a label and what stands there; `undo` names what can be undone."""

    title: str
    facts: tuple[tuple[str, str], ...]
    technical: tuple[tuple[str, str], ...]
    undo: str = ""


@dataclass(frozen=True, slots=True)
class HistoryState:
    """One picture of the page. `count` says how many lines the filter leaves, in words."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    integrity: Integrity | None = None
    group: str = "all"
    people: tuple[tuple[str, str], ...] = ()  # uid and name, when the carnet has several
    person: str = ""
    words: str = ""
    count: str = ""
    days: tuple[Day, ...] = ()
    more: bool = False
    detail: Detail | None = None
    sentence: str = ""
