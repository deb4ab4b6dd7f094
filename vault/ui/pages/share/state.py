"""All that the first two steps of a new share show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault.ui.pages.services.state import Problem


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose that may be chosen."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Family:
    """Sensitive items of a kind, ticked one family at a time; `count` in words."""

    key: str
    name: str
    count: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data; `count` and `kept` in words, `kept` says what stays out of all shares."""

    key: str
    name: str
    count: str
    icon: str
    required: bool = False
    ticked: bool = False
    families: tuple[Family, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several: a period, an end; or a field that may be added."""

    key: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShareState:
    """One picture; `stage` 1 = the service and its purpose, 2 = the data."""

    step: Literal["loading", "ready", "failed"] = "loading"
    stage: Literal[1, 2] = 1
    service: str = ""
    summary: str = ""
    practice: bool = False
    for_whom: str = ""  # whose record, where there are several
    purposes: tuple[Purpose, ...] = ()
    purpose: str = ""
    kinds: tuple[Kind, ...] = ()
    without: bool = False  # something indispensable is not ticked, something else is
    periods: tuple[Option, ...] = ()
    ends: tuple[Option, ...] = ()
    fields: tuple[Option, ...] = ()
    modes: tuple[Option, ...] = ()
    total: str = ""
    left_out: str = ""
    missing: str = ""  # what to do before one can go on
    problem: Problem | None = None
