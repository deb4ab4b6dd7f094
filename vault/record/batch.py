"""What an importer yields: values, columns of samples, facts, and what was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from vault.record.facts import Fact
from vault.record.moments import Moment
from vault.record.provenance import BY_HAND, SaidBy, Source
from vault.record.quantity import Quantity
from vault.record.series import Times, Values

Comparator = Literal["<", "<=", ">", ">="]
Reason = Literal[
    "unreadable", "no_value", "unsupported", "zero", "filler", "too_long", "future", "cut",
    "not_a_fact", "wrong_unit", "unsafe_name", "too_large", "encrypted",
    "damaged",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """One value as its source gave it; becomes a fact of type `measure`.

    `measure` is a key, or "other" (then `code` and `title` say what). A panel has no `value` but
    `components` by name ("systolic", "diastolic", "mean"). Items with one `group` belong to one act
    of measuring and are linked. `absent` is a FHIR data-absent-reason code. `where` is the place in
    the file ("weight.csv:41"), never content.
    """

    measure: str
    value: Quantity | None
    when: Moment
    where: str
    source: Source = BY_HAND
    components: Mapping[str, Quantity] = field(default_factory=dict)
    end: Moment | None = None
    comparator: Comparator | None = None
    absent: str | None = None
    context: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    native: str | None = None  # the identity the format gives
    group: str | None = None
    method: int = 0  # 0 unknown, 1 automatic, 2 by hand, 3 during exercise
    code: str | None = None  # system|code, as received
    title: str = ""
    said_by: SaidBy = "device"
    by_device: bool = False  # computed by the device, not measured
    original_when: str | None = None  # the time as the device said it, when another one is kept
    frames: tuple[str, ...] = ()  # hex of the raw frames a device reading was made of


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Many samples of one stream, in any order; values as received, in `unit`.

    `starts`, `ends`: ms since 1970 UTC; `offsets`: minutes east of UTC, `NO_OFFSET` when unknown;
    `quality`: `TimeQuality`; `method` as in `Measured`. One number stands for all samples alike.
    """

    measure: str
    source: Source
    unit: str
    starts: Times
    values: Values
    ends: Times | None = None
    offsets: NDArray[np.int16] | int = 0
    quality: NDArray[np.int8] | int = 0
    method: NDArray[np.int8] | int = 0
    code: str = ""  # as received; "" = the canonical one
    name: str = ""  # the sender's name of an `other` measure

    def __len__(self) -> int:
        return len(self.starts)


NO_OFFSET = -32768


@dataclass(frozen=True, slots=True)
class Clinical:
    """A fact that its importer read itself, with the place it was read at."""

    fact: Fact
    where: str
    documented_by: str | None = None  # `where` of the document fact of the same file


@dataclass(frozen=True, slots=True)
class NothingKnown:
    """The source says that there is none, or that it does not know."""

    section: str
    state: Literal["none", "unknown", "not_asked"]
    where: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the file is about, as far as it says; several of them = several people in one file."""

    family: str = ""
    given: str = ""
    born: str = ""  # YYYY[-MM[-DD]]
    sex: Literal["female", "male", "other", "unknown"] = "unknown"
    ins: str = ""  # matricule, with its key
    name: str = ""  # as shown in the file

    @property
    def shown(self) -> str:
        """Return the name as a person would read it."""
        return self.name or " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Refused:
    """A part left out and why: counted and shown with its place, never with its content."""

    where: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A kind of data that has no place yet, by the sender's own name of the kind."""

    name: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside the file: given back to the registry by the use case."""

    name: str
    open: Callable[[], BinaryIO] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say in the report; `kind` names a sentence of `vault.wording`."""

    kind: str
    where: str = ""
    facts: Mapping[str, str | int | Decimal] = field(default_factory=dict)
    level: Literal["info", "warning"] = "info"


Item = (
    Measured | Column | Clinical | NothingKnown | Subject | Refused | Unsupported | Inner | Remark
)
