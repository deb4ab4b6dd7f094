"""Clinical facts: columns for lists and charts beside the FHIR resource that is the truth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import uuid4

from vault.errors import NotFound
from vault.record.canonical import canonical
from vault.record.facts import Fact, Kept
from vault.record.moments import TimeQuality
from vault.store.database import Database
from vault.store.search import Search
from vault.store.sources import Sources

Outcome = Literal[
    "added", "present", "corrected", "to_check", "duplicate_inside", "duplicate_other", "refused"
]
_INSERTED: Final = (
    "id, uid, person, type, version, status, title, system, code, measure, value, value2, unit,"
    " start_ms, end_ms, offset_min, time_quality, when_text, key, digest, native, batch, source,"
    " sensitive, said_by, resource, created, changed"
)
_INSERT: Final = f"INSERT INTO fact ({_INSERTED}) VALUES ({', '.join('?' * 28)})"
_SELECT: Final = (
    "SELECT f.uid, p.uid, f.type, f.version, f.status, f.title, f.system, f.code, f.measure,"
    " f.value, f.value2, f.unit, f.start_ms, f.end_ms, f.offset_min, f.time_quality, f.when_text,"
    " f.key, f.digest, f.native, b.uid, f.source, f.sensitive, f.said_by, f.resource, f.created,"
    " f.changed, f.deleted, d.uid, f.withheld, o.uid"
    " FROM fact f JOIN person p ON p.id = f.person JOIN batch b ON b.id = f.batch"
    " LEFT JOIN fact d ON d.id = f.duplicate_of LEFT JOIN fact o ON o.id = f.document"
)


@dataclass(frozen=True, slots=True)
class FactsKept:
    """What became of facts: `outcomes` and `uids` stand in the order the facts came in."""

    outcomes: tuple[Outcome, ...]
    uids: tuple[str | None, ...]  # None: nothing was kept of it

    def count(self, outcome: Outcome) -> int:
        """Count one outcome."""
        return self.outcomes.count(outcome)

    @property
    def added(self) -> int:
        """New in the record."""
        return self.count("added")

    @property
    def present(self) -> int:
        """Already there, as it is."""
        return self.count("present")

    @property
    def corrected(self) -> int:
        """A new version of what was there."""
        return self.count("corrected")

    @property
    def to_check(self) -> int:
        """Kept, not shown before a person looked at it."""
        return self.count("to_check")

    @property
    def duplicate_inside(self) -> int:
        """A second time in the same batch."""
        return self.count("duplicate_inside")

    @property
    def duplicate_other(self) -> int:
        """Kept, and shown once with what another source says."""
        return self.count("duplicate_other")

    @property
    def refused(self) -> int:
        """Nothing was kept: a zero that says that nothing was measured."""
        return self.count("refused")


@dataclass(frozen=True, slots=True)
class Act:
    """What changes a fact: the kind of change, the batch it belongs to, when (ms UTC), and who."""

    kind: Literal[
        "created", "edited", "merged", "corrected", "masked", "deleted", "restored", "undone"
    ]
    batch: int
    at: int
    actor: str


class Facts:
    """The facts of every person; a person is named by their row."""

    def __init__(self, database: Database, sources: Sources, search: Search) -> None:
        self._database, self._sources, self._search = database, sources, search

    def keep(
        self, batch: int, person: int, facts: Iterable[Fact], at: int, actor: str, *,
        again: bool = False,
    ) -> FactsKept:  # fmt: skip
        """Keep all facts of a batch; what a person deleted stays away unless `again`."""
        by = Act("corrected", batch, at, actor)
        kept = [self._keep(person, fact, by, again=again) for fact in facts]
        return FactsKept(tuple(one for one, _uid in kept), tuple(uid for _one, uid in kept))

    def _keep(self, person: int, fact: Fact, by: Act, *, again: bool) -> tuple[Outcome, str | None]:
        rows = self._database.run(
            "SELECT id, uid, batch, digest FROM fact WHERE person = ? AND type = ? AND key = ?"
            " AND deleted IS NULL AND status <> 'superseded'",
            person, fact.type, fact.key,
        )  # fmt: skip
        if not rows:
            if not again and self._gone(person, fact):
                return "present", None
            return "added", self._insert(person, fact, by)
        row, uid, brought_by, digest = rows[0]
        if digest != fact.digest:
            self._correct(row, fact, by)
            return "corrected", uid
        if brought_by == by.batch:
            return "duplicate_inside", uid
        self._database.run("INSERT OR IGNORE INTO fact_seen VALUES (?, ?)", by.batch, row)
        return "present", uid

    def _gone(self, person: int, fact: Fact) -> bool:
        """Tell whether the person deleted this thing before."""
        return bool(
            self._database.run(
                "SELECT 1 FROM fact WHERE person = ? AND type = ? AND key = ?"
                " AND (deleted IS NOT NULL OR status = 'superseded')",
                person,
                fact.type,
                fact.key,
            )
        )

    def _correct(self, row: int, fact: Fact, by: Act) -> None:
        """Make a new version; the old row goes into the history."""
        cursor = self._database.run(
            "SELECT version, batch, hex(digest), status, title, resource FROM fact WHERE id = ?",
            row,
        )
        version = cursor[0][0]
        self._database.run(
            "INSERT INTO fact_version VALUES (?, ?, ?, ?, ?, ?, ?)",
            row, version + 1, by.at, by.actor, by.kind, by.batch, json.dumps(cursor[0]),
        )  # fmt: skip
        self._database.run(
            "UPDATE fact SET version = ?, status = ?, title = ?, value = ?, value2 = ?, unit = ?,"
            " digest = ?, batch = ?, resource = ?, changed = ? WHERE id = ?",
            version + 1, fact.status, fact.title, _real(fact.value), _real(fact.value2), fact.unit,
            fact.digest, by.batch, canonical(fact.resource), by.at, row,
        )  # fmt: skip
        self._search.remove(row)
        self._search.add(row, fact)

    def _insert(self, person: int, fact: Fact, by: Act) -> str:
        uid, at = str(uuid4()), by.at
        ((row,),) = self._database.run("SELECT coalesce(max(id), 0) + 1 FROM fact")
        self._database.run(
            _INSERT, row, uid, person, fact.type, 1, fact.status, fact.title, fact.system,
            fact.code, fact.measure, _real(fact.value), _real(fact.value2), fact.unit,
            fact.start_ms, fact.end_ms, fact.offset_min, int(fact.time_quality), fact.when_text,
            fact.key, fact.digest, fact.native, by.batch, self._sources.id_of(fact.source),
            " ".join(sorted(fact.sensitive)) or None, fact.said_by, canonical(fact.resource), at,
            at,
        )  # fmt: skip
        self._search.add(int(row), fact)
        return uid

    def link(self, one: str, other: str, kind: str) -> None:
        """Link two facts by uid: documented_by treats caused_by part_of measured_with replaces."""
        self._database.run(
            "INSERT OR IGNORE INTO fact_link SELECT a.id, b.id, ? FROM fact a, fact b"
            " WHERE a.uid = ? AND b.uid = ?",
            kind, one, other,
        )  # fmt: skip

    def get(self, uid: str) -> Kept:
        """Return one fact, also from the trash.

        Raises:
            NotFound: no fact has this uid.
        """
        rows = self._database.run(f"{_SELECT} WHERE f.uid = ?", uid)
        if not rows:
            raise NotFound(what="fact")
        return self._kept(rows[0])

    def list(
        self, person: int, kind: str | None = None, *, deleted: bool = False
    ) -> tuple[Kept, ...]:
        """Return the facts of a person, the newest first; those without a date last."""
        rows = self._database.run(
            f"{_SELECT} WHERE f.person = ?1 AND (?2 IS NULL OR f.type = ?2)"
            f" AND f.deleted IS {'NOT ' if deleted else ''}NULL AND f.status <> 'superseded'"
            " ORDER BY f.start_ms DESC, f.id DESC",
            person, kind,
        )  # fmt: skip
        return tuple(self._kept(row) for row in rows)

    def measured(
        self, person: int, measure: str | None, start_ms: int, end_ms: int
    ) -> tuple[Kept, ...]:
        """Return the measured rows of a period (from start, before end) in order of time."""
        rows = self._database.run(
            f"{_SELECT} WHERE f.person = ?1 AND f.measure {'= ?2' if measure else 'IS NOT NULL'}"
            " AND f.start_ms >= ?3 AND f.start_ms < ?4 AND f.deleted IS NULL"
            " AND f.status <> 'superseded' ORDER BY f.start_ms, f.id",
            person, measure, start_ms, end_ms,
        )  # fmt: skip
        return tuple(self._kept(row) for row in rows)

    def _kept(self, row: Sequence[Any]) -> Kept:
        (
            uid, person, kind, version, status, title, system, code, measure, value, value2, unit,
            start, end, offset, quality, when, key, digest, native, batch, source, sensitive,
            said_by, resource, created, changed, deleted, duplicate_of, withheld, document,
        ) = row  # fmt: skip
        fact = Fact(
            kind, title, json.loads(resource, parse_float=Decimal), self._sources.get(source),
            said_by, key, digest, status, system, code, measure, _decimal(value), _decimal(value2),
            unit, start, end, offset, TimeQuality(quality), when, native,
            frozenset((sensitive or "").split()),
        )  # fmt: skip
        return Kept(
            fact, uid, person, version, batch, created, changed, deleted, duplicate_of,
            bool(withheld), document,
        )  # fmt: skip


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
