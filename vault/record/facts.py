"""One clinical fact: columns for lists and charts beside its FHIR resource, which is the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from vault.record.moments import TimeQuality
from vault.record.provenance import SaidBy, Source

Status = Literal[
    "active", "inactive", "completed", "planned", "entered_in_error", "superseded", "implausible",
    "to_check",
]  # fmt: skip
Resource = Mapping[str, Any]  # FHIR R4 JSON as received; numbers are int or Decimal, never float


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact says, without whose it is and which batch brought it.

    `value`, `value2` and `unit` are canonical (`value2`: second component of a panel); the original
    stands in `resource`. `start_ms`, `end_ms`: ms since 1970 UTC; a partial date keeps its own text
    in `when_text` and its first instant in `start_ms`. `key` (16 bytes) recognises the same thing,
    `digest` (SHA-256) the same content; both come from `record.identity`.
    """

    type: str
    title: str
    resource: Resource
    source: Source
    said_by: SaidBy
    key: bytes
    digest: bytes
    status: Status = "active"
    system: str | None = None
    code: str | None = None
    measure: str | None = None
    value: Decimal | None = None
    value2: Decimal | None = None
    unit: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    offset_min: int | None = None
    time_quality: TimeQuality = TimeQuality.EXACT_OFFSET
    when_text: str | None = None
    native: str | None = None  # identity the sender gives; for a reading: key:measure
    sensitive: frozenset[str] = frozenset()
    document: Document | None = None  # its bytes, when the fact is a document


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a document fact and what is known of them."""

    body: bytes = field(repr=False)
    media: str
    category: str  # one of the 15 public category codes
    loinc: str | None = None
    language: str | None = None
    confidentiality: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact as it lies in the record: identity, history and place are known."""

    fact: Fact
    uid: str
    person: str  # uid
    version: int
    batch: str  # uid
    created: int  # ms UTC
    changed: int
    deleted: int | None = None
    duplicate_of: str | None = None  # uid
    withheld: bool = False
    document_of: str | None = None  # uid of the document it was read in
