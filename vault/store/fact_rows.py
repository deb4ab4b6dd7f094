"""Rows of the table of facts: what one version says, as columns and as JSON for the history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from vault.record.canonical import compact
from vault.record.canonical import read as read_json
from vault.record.facts import Fact, Kept
from vault.record.moments import TimeQuality
from vault.record.provenance import Source

Did = Literal["created", "edited", "merged", "corrected", "masked", "deleted", "restored", "undone"]

# what a version says; the rest of a row says whose it is and where it lies
STATE: Final = (
    "status", "title", "system", "code", "measure", "value", "value2", "unit", "start_ms",
    "end_ms", "offset_min", "time_quality", "when_text", "key", "digest", "native", "batch",
    "source", "sensitive", "said_by", "resource",
)  # fmt: skip
BATCH: Final = STATE.index("batch")
SOURCE: Final = STATE.index("source")
SET: Final = ", ".join(f"{name} = ?" for name in STATE)
_STATE: Final = ", ".join(STATE)
STATE_OF: Final = f"SELECT version, deleted, {_STATE} FROM fact WHERE id = ?"
INSERT: Final = (
    f"INSERT INTO fact (id, uid, person, type, created, changed, {_STATE})"
    f" VALUES ({', '.join('?' * (6 + len(STATE)))})"
)
SELECT: Final = (
    f"SELECT f.uid, p.uid, f.type, f.version, b.uid, f.created, f.changed, f.deleted, d.uid,"
    f" f.withheld, o.uid, {', '.join(f'f.{name}' for name in STATE)}"
    " FROM fact f JOIN person p ON p.id = f.person JOIN batch b ON b.id = f.batch"
    " LEFT JOIN fact d ON d.id = f.duplicate_of LEFT JOIN fact o ON o.id = f.document"
)
_BLOBS: Final = ("key", "digest")
State = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What changes a fact: the kind of change, its batch, when (ms UTC), and who."""

    did: Did
    batch: int | None
    at: int
    actor: str


@dataclass(frozen=True, slots=True)
class Version:
    """One line of the history of a fact."""

    version: int
    at: int
    actor: str
    act: Did


def state(fact: Fact, batch: int, source: int) -> State:
    """Return what a fact says, in the order of `STATE`."""
    return (
        fact.status, fact.title, fact.system, fact.code, fact.measure, real(fact.value),
        real(fact.value2), fact.unit, fact.start_ms, fact.end_ms, fact.offset_min,
        int(fact.time_quality), fact.when_text, fact.key, fact.digest, fact.native, batch, source,
        " ".join(sorted(fact.sensitive)) or None, fact.said_by, compact(fact.resource),
    )  # fmt: skip


def kept(row: Sequence[Any], sources: dict[int, Source]) -> Kept:
    """Read a row of `SELECT`."""
    uid, person, kind, version, batch, created, changed, deleted, duplicate, withheld, part = row[
        :11
    ]
    fact = _fact(kind, dict(zip(STATE, row[11:], strict=True)), sources)
    return Kept(
        fact, uid, person, version, batch, created, changed, deleted, duplicate, bool(withheld),
        part,
    )  # fmt: skip


def fact_of(kind: str, said: State, sources: dict[int, Source]) -> Fact:
    """Return the fact that a version says."""
    return _fact(kind, dict(zip(STATE, said, strict=True)), sources)


def written(said: State) -> str:
    """Write a version as JSON, as the history holds it."""
    row = dict(zip(STATE, said, strict=True))
    return json.dumps(row | {name: row[name].hex() for name in _BLOBS}, ensure_ascii=False)


def read(text: str) -> State:
    """Read a version out of the history."""
    row = json.loads(text)
    row |= {name: bytes.fromhex(row[name]) for name in _BLOBS}
    return tuple(row[name] for name in STATE)


def real(value: Decimal | None) -> float | None:
    """Return a number as its column holds it; the exact one stands in the resource."""
    return None if value is None else float(value)


def _fact(kind: str, row: dict[str, Any], sources: dict[int, Source]) -> Fact:
    return Fact(
        kind, row["title"], read_json(row["resource"]), sources[row["source"]], row["said_by"],
        row["key"], row["digest"], row["status"], row["system"], row["code"], row["measure"],
        _decimal(row["value"]), _decimal(row["value2"]), row["unit"], row["start_ms"],
        row["end_ms"], row["offset_min"], TimeQuality(row["time_quality"]), row["when_text"],
        row["native"], frozenset((row["sensitive"] or "").split()),
    )  # fmt: skip


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
