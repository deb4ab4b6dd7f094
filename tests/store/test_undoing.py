"""R03, R04: after any imports and undos the record reads as if only the kept ones had happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from tests.store.kept import (
    MONDAY,
    PHONE,
    SCALE,
    WATCH,
    Bench,
    allergy,
    heart,
    opened,
    steps,
    weight,
)
from vault.store.samples import Identity

DAY = 86_400_000


@dataclass(frozen=True)
class File:
    """What one import brings: points, spans, facts; two days, few times, few values."""

    points: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]
    facts: tuple[tuple[int, str], ...]
    replaces: bool
    person: int


def some_file(rng: Random) -> File:
    times = rng.choice([(10, 20), (10, 20, 30, 86_410), (86_410, 86_420)])
    return File(
        points=tuple((rng.choice(times), rng.randint(60, 62)) for _n in range(rng.randint(0, 4))),
        spans=tuple((rng.randint(0, 2), rng.randint(1, 2)) for _n in range(rng.randint(0, 2))),
        facts=tuple(
            (n, rng.choice("ab")) for n in rng.sample(range(3), rng.randint(0, 3))
        ),
        replaces=rng.random() < 0.3,
        person=1 if rng.random() < 0.8 else 2,
    )  # fmt: skip


def bring(bench: Bench, file: File, identity: Identity) -> str:
    """Import a file; its source of spans goes by its facts, so that sources overlap."""
    row = bench.batch(file.person)
    column = heart([t for t, _v in file.points], [float(v) for _t, v in file.points])
    bench.vault.samples.keep(row, file.person, column, identity, bench.at)
    if file.replaces:
        bench.vault.samples.replace(row, file.person, column, bench.at)
    phone = PHONE if len(file.facts) % 2 else SCALE
    spans = steps([(h, h + 1, 100.0 * v) for h, v in file.spans], phone)
    bench.vault.samples.keep(row, file.person, spans, identity, bench.at)
    facts = [allergy(f"Substance {n}", note) for n, note in file.facts]
    scale = SCALE if file.replaces else WATCH
    facts += [weight(f"7{n}.{ord(note) % 10}", n * 300, scale, "device") for n, note in file.facts]
    bench.vault.facts.keep(row, file.person, facts, bench.at, "window")
    bench.vault.batches.finish(row, {}, bench.at)
    return bench.batches[-1]


def read(bench: Bench, person: int) -> dict[str, Any]:
    """All that can be read of a person."""
    series = {
        key: bench.vault.samples.between(person, key, MONDAY - DAY, MONDAY + 3 * DAY)
        for key in ("heart_rate", "steps", "body_weight")
    }
    first = MONDAY // DAY
    brief = bench.vault.samples.brief(person, "heart_rate", first, first + 2)
    return {
        "series": {k: (s.times.tolist(), s.values.tolist()) for k, s in series.items()},
        "brief": brief.days.tolist() if len(brief.days) else [],
        "facts": sorted(
            (k.fact.type, k.fact.key, k.fact.digest, k.fact.status, k.duplicate_of is None)
            for k in bench.vault.facts.list(person)
        ),
        "totals": [
            (one.day, one.total, one.count)
            for one in bench.vault.samples.totals(person, "steps", first - 1, first + 2)
        ],
        "found": sorted(bench.vault.database.run("SELECT rowid FROM search")) != [],
    }


@contextmanager
def trial(*benches: Bench) -> Iterator[None]:
    """Everything inside happens and is forgotten."""
    for bench in benches:
        bench.vault.database.run("BEGIN")
    try:
        yield
    finally:
        for bench in benches:
            bench.vault.database.run("ROLLBACK")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Bench]]:
    folder = tmp_path_factory.mktemp("undoing")
    with opened(folder) as whole, opened(folder) as rebuilt:
        yield whole, rebuilt


@pytest.mark.parametrize("identity", ["span", "span+value"])
@pytest.mark.parametrize("seed", range(40))
def test_a_record_reads_as_if_only_the_kept_imports_had_happened(
    two: tuple[Bench, Bench], seed: int, identity: Identity
) -> None:
    """R03, R04: few files, imported again and again and taken back in any order."""
    rng = Random(seed)  # noqa: S311 - a test is to be repeatable
    whole, rebuilt = two
    pool = [some_file(rng) for _n in range(3)]
    told: list[tuple[str, File]] = []
    with trial(whole, rebuilt):
        for _step in range(rng.randint(2, 8)):
            if told and rng.random() < 0.4:
                uid, _file = told.pop(rng.randrange(len(told)))
                whole.undo(uid)
            else:
                file = rng.choice(pool)
                told.append((bring(whole, file, identity), file))
        for _uid, file in told:
            bring(rebuilt, file, identity)

        for person in (1, 2):
            assert read(whole, person) == read(rebuilt, person)
        assert whole.vault.database.run("PRAGMA foreign_key_check") == []
