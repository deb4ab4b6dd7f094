"""How an export declares itself, what it gets, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from vault.record.facts import Kept
from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.record.provenance import SaidBy, Source

Declared = Literal["none", "unknown", "not_asked"]


@dataclass(frozen=True, slots=True)
class Forms:
    """How figures, dates and names are written: paper gets the forms of window and terminal."""

    number: Callable[[Decimal], str]  # with the decimals it was recorded with
    rounded: Callable[[float, int], str]  # to so many decimals
    duration: Callable[[float], str]  # minutes, in hours and minutes
    unit: Callable[[str], str]  # the word of a UCUM code, "" where a number stands alone
    day: Callable[[date], str]  # short, with its year
    partial: Callable[[str], str]  # YYYY[-MM[-DD]]
    clock: Callable[[datetime], str]
    measure: Callable[[str], str]  # name of a key
    kind: Callable[[str], str]  # name of a type of fact, in the plural


@dataclass(frozen=True, slots=True)
class Latest:
    """The last value of a measure: as received where it is one value, else as it is charted.

    `figures`: two of a panel, None where the second is missing. `name` is the sender's own name of
    a measure that has no key.
    """

    measure: str
    figures: tuple[Decimal | None, ...]
    unit: str
    at: datetime
    source: Source
    said_by: SaidBy = "device"
    quality: TimeQuality = TimeQuality.EXACT_OFFSET
    comparator: str = ""
    decimals: int | None = None  # to round to; None: as recorded
    name: str = ""
    range_text: str = ""  # the range that the laboratory printed beside it


@dataclass(frozen=True, slots=True)
class Plate:
    """A drawn chart: SVG, and the sentence that says what it shows."""

    measure: str
    svg: bytes = field(repr=False)
    said: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Days of the period without any value of a measure that is otherwise followed."""

    measure: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Content:
    """What an export draws on, of one person; `facts` hold all that is not in the bin.

    `first` and `last` are the days of the period; only measured values are limited to it.
    `unfollowed`: measures whose last value is older than the period. `inbox`: readings that no
    one has claimed, of the whole carnet. `example`: the record is made up.
    """

    person: Person
    made: datetime
    first: date
    last: date
    facts: tuple[Kept, ...] = ()
    declared: Mapping[str, Declared] = field(default_factory=dict)
    latest: tuple[Latest, ...] = ()
    plates: tuple[Plate, ...] = ()
    silences: tuple[Silence, ...] = ()
    unfollowed: tuple[str, ...] = ()
    inbox: int = 0
    example: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that the export does not hold; `name` is a section or a measure, or ""."""

    kind: Literal[
        "not_filled", "unknown", "no_values", "silence", "unfollowed", "to_check", "inbox",
        "duplicates", "withheld", "not_included",
    ]  # fmt: skip
    name: str = ""
    count: int = 1
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its bytes, how many items it shows, and what it does not hold."""

    body: bytes = field(repr=False)
    items: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One kind of file that leaves; `name` is its word on the command line, for ever."""

    name: str
    title: Callable[[], str]
    extension: str
    make: Callable[[Content, Forms], Made]
