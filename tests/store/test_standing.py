"""What stands under the keys of a batch, looked up together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.kept import NOW, Bench, allergy, opened, weight
from vault.store.facts import Act
from vault.store.standing import Standing


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with opened(tmp_path) as made:
        yield made


def test_more_keys_than_one_statement_takes_are_all_found(bench: Bench) -> None:
    """R02: a large file again adds nothing, and what it brings beside is new."""
    file = [weight(f"{60 + day % 40}.5", day * 60) for day in range(1100)]
    assert bench.facts(*file).added == 1100
    again = bench.facts(*file, weight("70.1", 99_999), allergy("Pollen"))
    assert (again.present, again.added) == (1100, 2)


def test_what_stands_and_what_is_gone_are_told_apart(bench: Bench) -> None:
    fact, other = allergy("Pollen"), allergy("Nuts")
    kept = bench.facts(fact, other)
    bench.vault.facts.delete(kept.uids[1], Act("deleted", None, NOW, "window"))
    standing = Standing(bench.vault.database, 1)
    standing.look([fact, other])
    assert [row[1] for row in standing.live(fact.type, fact.key)] == [kept.uids[0]]
    assert standing.live(other.type, other.key) == []
    assert (standing.gone(fact.type, fact.key), len(standing.gone(other.type, other.key))) == (
        [],
        1,
    )
    assert Standing(bench.vault.database, 2).gone(other.type, other.key) == []


def test_what_the_batch_changed_is_read_again(bench: Bench) -> None:
    """The same correction twice in one file is one correction."""
    bench.facts(allergy("Pollen", "mild"))
    kept = bench.facts(allergy("Pollen", "severe"), allergy("Pollen", "severe"))
    assert kept.outcomes == ("corrected", "duplicate_inside")
