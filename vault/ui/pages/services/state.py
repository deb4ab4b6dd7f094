"""All that the pages about services show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Which = Literal["all", "usable", "used"]
Tone = Literal["good", "look", "error", "note", "plain"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that forbids a new share, or that could not be done."""

    sentence: str
    detail: str = ""
    action: str = ""  # the words of the one act, and its key
    key: str = ""
    tone: Literal["note", "good", "look", "error"] = "look"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service of a list; `key` is its number in the catalogue, quoted for an address."""

    key: str
    name: str
    detail: str
    chip: str
    tone: Tone
    practice: bool = False
    used: bool = False
    usable: bool = True  # it takes new shares


@dataclass(frozen=True, slots=True)
class CatalogueSeen:
    """One catalogue: what is said of it, what is wrong with it, its services."""

    words: str
    rows: tuple[ServiceRow, ...]
    practice: bool = False
    offline: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ServicesState:
    """The list of services; `busy` says what is being done, `practising` that practice runs.

    `catalogues` hold only what the filter keeps; `count` says how many that are, `none` that
    nothing is left.
    """

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    catalogues: tuple[CatalogueSeen, ...] = ()
    busy: str = ""
    practising: bool = False
    count: str = ""
    none: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that the catalogue attests."""

    name: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of data that is asked for, and what the record holds of it."""

    name: str
    have: str
    icon: str = "note"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: what it asks for, the indispensable first, and its terms."""

    name: str
    text: str
    summary: str
    required: tuple[Asked, ...]
    optional: tuple[Asked, ...]
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceState:
    """One service; `shareable` = a new share may be begun."""

    step: Literal["loading", "ready", "failed"] = "loading"
    key: str = ""
    name: str = ""
    summary: str = ""
    chip: str = ""
    tone: Tone = "plain"
    practice: bool = False
    listed: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    criteria: tuple[Criterion, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    shareable: bool = False
    report: str = ""  # what a report of a problem begins with
    problem: Problem | None = None
