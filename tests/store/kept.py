"""Small batches by hand, for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from vault.record.batch import Column
from vault.record.facts import Fact
from vault.record.identity import digest_of, key_of, row_key
from vault.record.person import Person
from vault.record.provenance import Batch, SaidBy, Source
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.store.samples import Identity

NOW = 1_795_500_000_000  # 24 November 2026
MONDAY = 20_781 * 86_400_000  # 24 November 2026, midnight UTC
WATCH = Source("Apple", "", "Watch6,12", "watch")
PHONE = Source("Apple", "", "iPhone14,2", "phone")
LAB = Source("Laboratoire", "", "", "lab")
SCALE = Source("Withings", "", "Body+", "scale")
_numbers = count()


@dataclass
class Bench:
    """One open vault with two people in it."""

    vault: OpenVault
    people: tuple[int, int] = (1, 2)
    at: int = NOW
    zone: str = "UTC"
    batches: list[str] = field(default_factory=list)

    def batch(self, person: int = 1, form: str = "test", kind: Any = "import") -> int:
        uid = f"batch-{next(_numbers)}"
        self.batches.append(uid)
        return self.vault.batches.open(Batch(uid, kind, form, "1"), person, self.at, "window")

    def column(
        self, column: Column, identity: Identity = "span", person: int = 1, form: str = "test"
    ) -> Any:
        row = self.batch(person, form)
        kept = self.vault.samples.keep(row, person, column, identity, self.at)
        self.vault.batches.finish(row, {}, self.at)
        return kept

    def facts(self, *facts: Fact, person: int = 1, form: str = "test", again: bool = False) -> Any:
        row = self.batch(person, form)
        kept = self.vault.facts.keep(row, person, facts, self.at, "window", again=again)
        self.vault.batches.finish(row, {}, self.at)
        return kept

    def undo(self, uid: str | None = None, *, remove_edited: bool = False) -> Any:
        chosen = uid or self.batches[-1]
        return self.vault.batches.undo(chosen, self.at, "window", remove_edited=remove_edited)

    def close(self) -> None:
        self.vault.database.close()


def bench(folder: Path, zone: str = "UTC") -> Bench:
    database = Database(folder / f"{next(_numbers)}.db", bytes(32), create=True)
    migrate(database)
    vault = OpenVault(database)
    for uid in ("p1", "p2"):
        vault.people.add(Person(uid, uid, "self", "self", zone), NOW)
    return Bench(vault, zone=zone)


@contextmanager
def opened(folder: Path, zone: str = "UTC") -> Iterator[Bench]:
    made = bench(folder, zone)
    try:
        yield made
    finally:
        made.close()


def heart(
    starts: Sequence[int], values: Sequence[float], source: Source = WATCH, **more: Any
) -> Column:
    """Heart rates at seconds after Monday's midnight."""
    times = MONDAY + np.array(starts, np.int64) * 1000
    return Column(
        "heart_rate", source, "/min", times, np.array(values, np.float64), **{"offsets": 60} | more
    )


def steps(
    spans: Sequence[tuple[float, float, float]], source: Source = WATCH, **more: Any
) -> Column:
    """Steps between hours after Monday's midnight."""
    table = np.array(spans, np.float64).reshape(-1, 3)
    starts, ends = (MONDAY + np.round(table[:, n] * 3_600_000).astype(np.int64) for n in (0, 1))
    values = table[:, 2].copy()
    return Column("steps", source, "{steps}", starts, values, ends, **{"offsets": 0} | more)


def weight(
    value: str, second: int = 0, source: Source = LAB, said_by: SaidBy = "professional", **more: Any
) -> Fact:
    """A weight in kg, some seconds after Monday's midnight."""
    start, exact = MONDAY + second * 1000, Decimal(value)
    resource = {"resourceType": "Observation", "valueQuantity": {"value": exact, "unit": "kg"}}
    plain = Fact(
        "measure", "Weight", resource, source, said_by,
        row_key("body_weight", start, None, source.key), digest_of(resource),
        measure="body_weight", value=exact, unit="kg", start_ms=start, offset_min=60,
    )  # fmt: skip
    return replace(plain, **more)


def allergy(name: str, note: str = "", source: Source = LAB, **more: Any) -> Fact:
    resource = {"resourceType": "AllergyIntolerance", "code": {"text": name}, "note": note}
    plain = Fact(
        "allergy", name, resource, source, "professional",
        key_of("allergy", name.casefold()), digest_of(resource),
    )  # fmt: skip
    return replace(plain, **more)
