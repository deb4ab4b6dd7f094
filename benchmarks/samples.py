"""Samples and facts in the store, beside the bare work that cannot be avoided."""

from __future__ import annotations

import tempfile  # noqa: TID251 - a vault that is thrown away
import zlib
from decimal import Decimal
from itertools import count
from pathlib import Path

import numpy as np

from benchmarks.case import Case
from vault.record.batch import Column
from vault.record.canonical import compact
from vault.record.canonical import read as read_json
from vault.record.facts import Fact
from vault.record.identity import digest_of, row_key
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.store.chunks import Day, encode
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault

DAY = 86_400_000
SPAN = 43_000  # ms between two heart rates: a million in 500 days
WATCH = Source("Apple", "", "Watch6,12", "watch")
YEAR = 365
_LATER = 1_800_000_000_000  # ms: what is measured lies before


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - how every file of cases is called
    """Keep a million samples, read a year of them, keep facts with their search words."""
    number = 200_000 if quick else 1_000_000
    bench = _Bench(number)
    facts = _facts(1000 if quick else 10_000)
    texts = [compact(fact.resource) for fact in facts]
    return [
        Case("samples_keep", bench.keep, bench.bare, 2, 250, number, prepare=bench.clear),
        Case("samples_year", bench.year, bench.inflate, 3, 80, number, prepare=bench.fill),
        Case(
            "facts_keep", lambda: bench.facts(facts), lambda: [read_json(text) for text in texts],
            12, None, len(facts), prepare=bench.clear,
        ),
    ]  # fmt: skip


class _Bench:
    def __init__(self, number: int) -> None:
        rng = np.random.default_rng(1)
        first = 1_600_000_000_000 // DAY * DAY
        self._starts = first + np.cumsum(rng.integers(20, 66, number) * 1000)
        values = rng.integers(50, 160, number).astype(np.float64)
        self._column = Column("heart_rate", WATCH, "/min", self._starts, values, offsets=60)
        self._folder = tempfile.TemporaryDirectory(prefix="carnet-bench-")
        self._numbers = count()
        self._vault = self._made()

    def _made(self) -> OpenVault:
        place = Path(self._folder.name) / f"{next(self._numbers)}.db"
        database = Database(place, bytes(32), create=True)
        migrate(database)
        vault = OpenVault(database)
        vault.people.add(Person("p", "p", "self", "self", "Europe/Paris"), 0)
        return vault

    def clear(self) -> None:
        self._vault.database.close()
        self._vault = self._made()

    def fill(self) -> None:
        self.clear()
        self.keep()

    def _batch(self) -> int:
        batch = Batch(f"b{next(self._numbers)}", "import", "bench", "1")
        return self._vault.batches.open(batch, 1, 0)

    def keep(self) -> None:
        with self._vault.database.transaction():
            now = int(self._starts[-1]) + 1
            self._vault.samples.keep(self._batch(), 1, self._column, "span", now)

    def bare(self) -> None:
        """Encode and write the same chunks, and nothing else."""
        database = self._made().database
        database.run("CREATE TABLE bare (day INTEGER PRIMARY KEY, body BLOB)")
        days = self._starts // DAY
        edges = np.flatnonzero(np.diff(days, prepend=-1, append=-1))
        with database.transaction():
            for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
                day = int(days[start])
                times = self._starts[start:end] - day * DAY
                body = encode(Day(times, self._column.values[start:end]))
                database.run("INSERT INTO bare VALUES (?, ?)", day, body)
        database.close()

    def year(self) -> None:
        first = int(self._starts[0])
        self._vault.samples.between(1, "heart_rate", first, first + YEAR * DAY)

    def inflate(self) -> None:
        """Inflate the bodies of the same chunks."""
        first = int(self._starts[0]) // DAY
        if not self._vault.database.run("SELECT 1 FROM chunk LIMIT 1"):
            self.fill()
        for (body,) in self._vault.database.run(
            "SELECT body FROM chunk WHERE day BETWEEN ? AND ?", first, first + YEAR
        ):
            np.frombuffer(zlib.decompress(body[7:]), np.uint8).copy()

    def facts(self, facts: list[Fact]) -> None:
        with self._vault.database.transaction():
            self._vault.facts.keep(self._batch(), 1, facts, _LATER, "bench")


def _facts(number: int) -> list[Fact]:
    return [_fact(each) for each in range(number)]


def _fact(number: int) -> Fact:
    value, start = Decimal(f"{60 + number % 20}.5"), 1_700_000_000_000 + number * 3_600_000
    resource = {
        "resourceType": "Observation", "id": str(number), "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "subject": {"reference": "Patient/1"}, "effectiveDateTime": f"2023-01-01T00:00:{number}",
        "valueQuantity": {"value": value, "unit": "kg", "code": "kg"},
    }  # fmt: skip
    return Fact(
        "measure", "Weight", resource, WATCH, "device",
        row_key("body_weight", start, None, WATCH.key), digest_of(resource),
        measure="body_weight", value=value, unit="kg", start_ms=start, offset_min=60,
    )  # fmt: skip
