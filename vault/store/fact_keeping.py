"""Keeps the facts of a batch: what is new, what stands, what corrects, what has to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from uuid import uuid4

from vault.record.facts import Fact
from vault.record.identity import key_of
from vault.record.measures import MEASURES, Measure
from vault.store import fact_rows
from vault.store.blobs import Blobs
from vault.store.database import Database
from vault.store.duplicates import Duplicates
from vault.store.fact_history import History
from vault.store.fact_rows import Act
from vault.store.search import Search
from vault.store.sources import Sources
from vault.store.standing import Standing

Outcome = Literal[
    "added", "present", "corrected", "to_check", "duplicate_inside", "duplicate_other", "refused"
]
_OLDEST: Final = 631_152_000_000  # 1990: a device that says less has a wrong clock
_DAY: Final = 86_400_000


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
        """Already there, as it is; or deleted by the person, and left so."""
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


class Keeper:
    """Keeps the facts of one batch of one person."""

    def __init__(self, database: Database, person: int, by: Act, batch: int) -> None:
        self._database, self._person, self._by, self._batch = database, person, by, batch
        self._history, self._search = History(database), Search(database)
        self._blobs, self._duplicates = Blobs(database), Duplicates(database)
        self._standing = Standing(database, person)
        self._source: Callable[[Fact], int] = _remembered(Sources(database))
        ((self._last,),) = database.run("SELECT coalesce(max(id), 0) FROM fact")
        self._rows: list[tuple[object, ...]] = []
        self._words: list[tuple[int, str, str]] = []
        self._seen: list[tuple[int, int]] = []
        self._new: dict[tuple[str, bytes], tuple[int, str, bytes]] = {}  # row, uid, digest

    def keep(self, facts: Sequence[Fact], *, again: bool) -> FactsKept:
        """Keep them all; what the person deleted stays away unless `again`."""
        numbered_facts = numbered(facts)
        self._standing.look(numbered_facts)
        done = [self._one(fact, again=again) for fact in numbered_facts]
        self._database.many(fact_rows.INSERT, self._rows)
        self._database.many(
            "INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", self._words
        )
        self._database.many("INSERT OR IGNORE INTO fact_seen VALUES (?, ?)", self._seen)
        for fact in numbered_facts:
            if fact.document and (fact.type, fact.key) in self._new:
                self._blobs.attach(self._new[fact.type, fact.key][0], fact.document)
        twins = self._duplicates.settle(self._person, touched(numbered_facts))
        mine = {uid for row, uid, _digest in self._new.values() if row in twins}
        outcomes: list[Outcome] = [
            "duplicate_other" if outcome == "added" and uid in mine else outcome
            for outcome, uid in done
        ]
        return FactsKept(tuple(outcomes), tuple(uid for _outcome, uid in done))

    def _one(self, fact: Fact, *, again: bool) -> tuple[Outcome, str | None]:
        measure = MEASURES.get(fact.measure or "")
        if measure and measure.zero_is_none and fact.value == 0:
            return "refused", None
        if measure and not possible(fact, measure, self._by.at):
            fact = replace(fact, status="implausible")
        made = self._new.get((fact.type, fact.key))
        if made is not None:
            return "duplicate_inside", made[1]
        rows = self._standing.live(fact.type, fact.key)
        if rows:
            return self._beside(fact, *rows[0])
        return self._missing(fact, again=again)

    def _missing(self, fact: Fact, *, again: bool) -> tuple[Outcome, str | None]:
        """Keep what does not stand, unless the person deleted it."""
        gone = self._standing.gone(fact.type, fact.key)
        if gone and not again:
            return "present", None
        for row in gone:
            self._history.erase(row)
        outcome: Outcome = "to_check" if fact.status in ("implausible", "to_check") else "added"
        return outcome, self._insert(fact)

    def _beside(
        self, fact: Fact, row: int, uid: str, brought_by: int, digest: bytes, kind: str
    ) -> tuple[Outcome, str | None]:
        """Compare with what stands under the same key."""
        if digest == fact.digest:
            return self._stands(row, uid, brought_by)
        if fact.native is None:
            other, rows = self._numbered_twin(fact)
            if rows:
                return self._stands(*rows[0][:3])
            if brought_by == self._batch:
                return self._missing(other, again=False)
        if kind == "hand":
            return self._aside(fact)
        self._history.change(row, self._by, self._state(fact))
        self._standing.forget(fact.type, fact.key)
        self._search.replace(row, fact)
        if fact.document:
            self._blobs.attach(row, fact.document)
        return "corrected", uid

    def _stands(self, row: int, uid: str, brought_by: int) -> tuple[Outcome, str | None]:
        if brought_by == self._batch:
            return "duplicate_inside", uid
        self._seen.append((self._batch, row))
        return "present", uid

    def _numbered_twin(self, fact: Fact) -> tuple[Fact, list[tuple[Any, ...]]]:
        """Find the same content under a later number of the same key, or the first free one."""
        number = 0
        rows: list[tuple[Any, ...]] = [()]
        other = fact
        while rows and (not number or rows[0][3] != fact.digest):
            number += 1
            other = replace(fact, key=key_of(fact.key.hex(), number))
            rows = self._standing.live(fact.type, other.key)
        return other, rows

    def _aside(self, fact: Fact) -> tuple[Outcome, str | None]:
        """Keep beside a value typed by hand what the file says, for the person to look at."""
        other = replace(fact, key=key_of(fact.key.hex(), fact.digest.hex()), status="to_check")
        rows = self._standing.live(other.type, other.key)
        if rows:
            row, uid, brought_by = rows[0][:3]
            if brought_by != self._batch:
                self._seen.append((self._batch, row))
            return "present", uid
        return self._missing(other, again=False)

    def _insert(self, fact: Fact) -> str:
        self._last += 1
        uid = str(uuid4())
        head = (self._last, uid, self._person, fact.type, self._by.at, self._by.at)
        self._rows.append(head + self._state(fact))
        self._words.append((self._last, *self._search.words_of(fact)))
        self._new[fact.type, fact.key] = self._last, uid, fact.digest
        return uid

    def _state(self, fact: Fact) -> fact_rows.State:
        return fact_rows.state(fact, self._batch, self._source(fact))


def _remembered(sources: Sources) -> Callable[[Fact], int]:
    known: dict[object, int] = {}

    def row(fact: Fact) -> int:
        if fact.source not in known:
            known[fact.source] = sources.id_of(fact.source)
        return known[fact.source]

    return row


def possible(fact: Fact, measure: Measure, now_ms: int) -> bool:
    """Tell whether a measured fact lies within the hard bounds of its measure."""
    values = (fact.value, fact.value2)
    if measure.panel:
        bounds = [(one.low, one.high) for one in measure.components]
        if any(
            value is not None and not low <= value <= high
            for value, (low, high) in zip(values, bounds, strict=False)
        ):
            return False
        if fact.value is not None and fact.value2 is not None and fact.value <= fact.value2:
            return False
    elif fact.value is not None and not measure.plausible(fact.value):
        return False
    timed = fact.said_by == "device" and fact.start_ms is not None
    return not timed or _OLDEST <= (fact.start_ms or 0) <= now_ms + _DAY


def numbered(facts: Sequence[Fact]) -> list[Fact]:
    """Number facts that share a key and differ: in order of value, whatever their order in a file.

    Where the sender gave ids, the last one said under an id is what it means.
    """
    groups: dict[tuple[str, bytes], dict[bytes, Fact]] = defaultdict(dict)
    for fact in facts:
        groups[fact.type, fact.key].pop(fact.digest, None)
        groups[fact.type, fact.key][fact.digest] = fact
    meant = {
        (kind, key, digest): fact
        for (kind, key), said in groups.items()
        if len(said) > 1
        for digest, fact in _told_apart(key, list(said.values()))
    }
    return [meant.get((fact.type, fact.key, fact.digest), fact) for fact in facts]


def _told_apart(key: bytes, said: list[Fact]) -> list[tuple[bytes, Fact]]:
    """Return what each of several contents under one key means, by its digest."""
    if said[0].native is not None:
        return [(fact.digest, said[-1]) for fact in said]
    order = sorted(said, key=lambda fact: (fact.value or 0, fact.digest))
    return [
        (fact.digest, replace(fact, key=key_of(key.hex(), number)) if number else fact)
        for number, fact in enumerate(order)
    ]


def touched(facts: Iterable[Fact]) -> dict[tuple[str, str | None], list[int]]:
    """Return types and measures with the starts of their facts, in ms UTC."""
    found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for fact in facts:
        if fact.start_ms is not None or fact.type != "measure":
            found[fact.type, fact.measure].append(fact.start_ms or 0)
    return found
