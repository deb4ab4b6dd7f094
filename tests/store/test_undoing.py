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
from vault.record.facts import Fact
from vault.record.provenance import Source
from vault.record.series import Series
from vault.store.samples import Identity

DAY = 86_400_000
SEEDS = (*range(40), 86, 90, 91, 131, 149, 150)  # each of the last ones found something once


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
    spans = steps([(h, h + 1, 100.0 * v) for h, v in file.spans], _walker(file))
    bench.vault.samples.keep(row, file.person, spans, identity, bench.at)
    bench.vault.facts.keep(row, file.person, facts_of(file), bench.at, "window")
    bench.vault.batches.finish(row, {}, bench.at)
    return bench.batches[-1]


def _walker(file: File) -> Source:
    return PHONE if len(file.facts) % 2 else SCALE


def facts_of(file: File) -> list[Fact]:
    scale = SCALE if file.replaces else WATCH
    notes = [allergy(f"Substance {n}", note) for n, note in file.facts]
    return notes + [
        weight(f"7{n}.{ord(note) % 10}", n * 300, scale, "device") for n, note in file.facts
    ]


def read(bench: Bench, person: int) -> dict[str, Any]:
    """All that can be read of a person."""
    period = MONDAY - DAY, MONDAY + 3 * DAY
    hearts = bench.vault.samples.between(person, "heart_rate", *period)
    walked = bench.vault.samples.between(person, "steps", *period)
    first = MONDAY // DAY
    return {
        "points": sorted(zip(_seconds(hearts), hearts.values.tolist(), strict=True)),
        "spans": sorted(zip(_seconds(walked), walked.values.tolist(), strict=True)),
        "facts": sorted(
            (k.fact.key, k.fact.digest, k.duplicate_of is None)
            for k in bench.vault.facts.list(person)
        ),
        "totals": {
            one.day: one.total
            for one in bench.vault.samples.totals(person, "steps", first - 1, first + 2)
        },
    }


def _seconds(series: Series) -> list[int]:
    return [(int(at) - MONDAY) // 1000 for at in series.times]


class Model:
    """What the record has to say: the kept files, one after the other, in plain Python."""

    def __init__(self, files: list[File], identity: Identity) -> None:
        self._by_value = identity == "span+value"
        self.points: dict[tuple[float, ...], float] = {}
        self.spans: dict[tuple[float, ...], float] = {}
        self.facts: dict[bytes, Fact] = {}
        for file in files:
            self._say(self.points, [(t, float(v)) for t, v in file.points], "watch")
            if file.replaces and file.points:
                self._replace(file)
            walked = [(h * 3600, 100.0 * v) for h, v in file.spans]
            self._say(self.spans, walked, _walker(file).device_class)
            self.facts |= {fact.key: fact for fact in facts_of(file)}

    def _say(
        self, told: dict[tuple[float, ...], float], said: list[tuple[int, float]], source: str
    ) -> None:
        for time in {time for time, _value in said}:
            values = sorted({value for at, value in said if at == time})
            for turn, value in enumerate(values):
                told[time, value if self._by_value else turn, hash(source)] = value

    def _replace(self, file: File) -> None:
        times = [time for time, _value in file.points]
        names = {(t, float(v)) if self._by_value else t for t, v in file.points}
        for key, value in list(self.points.items()):
            name = (key[0], value) if self._by_value else key[0]
            if min(times) <= key[0] <= max(times) and name not in names:
                del self.points[key]

    def read(self) -> dict[str, Any]:
        shown = [
            (fact.key, fact.digest, not any(_says(other, fact) for other in self.facts.values()))
            for fact in self.facts.values()
        ]
        return {
            "points": sorted((int(key[0]), value) for key, value in self.points.items()),
            "spans": sorted((int(key[0]), value) for key, value in self.spans.items()),
            "facts": sorted(shown),
            "totals": {MONDAY // DAY: self._total()} if self.spans else {},
        }

    def _total(self) -> float:
        """Every span is a whole hour: the phone counts before the scale, the first of equals."""
        hours: dict[float, tuple[bool, float]] = {}
        for (time, _turn, source), value in self.spans.items():
            one = (source != hash("phone"), value)
            hours[time] = min(hours.get(time, one), one)
        return sum(value for _other, value in hours.values())


def _says(other: Fact, fact: Fact) -> bool:
    """Whether another source, that is preferred, says the same weight."""
    return (
        other.measure == fact.measure == "body_weight"
        and other.source != fact.source
        and (other.start_ms, other.value) == (fact.start_ms, fact.value)
        and other.source.key < fact.source.key
    )


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
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with opened(tmp_path_factory.mktemp("undoing")) as bench:
        yield bench


@pytest.mark.parametrize("identity", ["span", "span+value"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_record_reads_as_if_only_the_kept_imports_had_happened(
    whole: Bench, seed: int, identity: Identity
) -> None:
    """R03, R04: few files, imported again and again and taken back in any order."""
    rng = Random(seed)  # noqa: S311 - a test is to be repeatable
    pool = [some_file(rng) for _n in range(3)]
    told: list[tuple[str, File]] = []
    with trial(whole):
        for _step in range(rng.randint(2, 8)):
            if told and rng.random() < 0.35:
                uid, _file = told.pop(rng.randrange(len(told)))
                whole.undo(uid)
            else:
                file = rng.choice(pool)
                told.append((bring(whole, file, identity), file))
            for person in (1, 2):
                kept = [file for _uid, file in told if file.person == person]
                assert read(whole, person) == Model(kept, identity).read()
        assert whole.vault.database.run("PRAGMA foreign_key_check") == []
