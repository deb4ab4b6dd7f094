"""All that the search shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: the words around what was looked for, and what it is."""

    uid: str
    title: str
    detail: str
    icon: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchState:
    """One picture of the page. `several`: the carnet has more people than this one."""

    step: Literal["empty", "nothing", "ready", "failed"] = "empty"
    words: str = ""
    everybody: bool = False
    several: bool = False
    count: str = ""
    groups: tuple[Group, ...] = ()
    sentence: str = ""
