"""V08: a full disk is said; what was kept before is there, and freed room is enough to go on."""

from __future__ import annotations

import os
import random
import subprocess  # noqa: TID251 - the bound on files is of a process
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CHEAP, FakeClock, opened
from vault.store import integrity
from vault.store.vault_folder import give_reserve

HOUSE = str(Path(__file__).parents[2])


def written(place: Path, clock: FakeClock, limit: int) -> list[str]:
    """Let a process write under a bound on the size of files; return what it said."""
    words = ["-m", "tests.store.writer", str(place), clock.moment.isoformat(), str(limit)]
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": HOUSE},
    )
    assert told.stderr == ""
    return told.stdout.split()


@pytest.mark.slow
def test_a_bound_anywhere_ends_in_disk_full_and_loses_nothing(
    place: Path, clock: FakeClock
) -> None:
    dice, kept = random.Random(4), 0  # noqa: S311 - chosen bounds, no secret
    for _turn in range(20):
        size = (place / "record.db").stat().st_size
        *acts, error = written(place, clock, dice.randrange(size // 2, size + 400_000))
        assert error == "DiskFull"
        session = opened(place, clock)
        ((blobs,),) = session.database.run("SELECT count(*) FROM blob")
        assert kept + len(acts) == blobs
        kept = blobs
        assert session.vault.journal.first_break() is None
        assert integrity.pages(session.database) == 0
        session.tell("edited")
        session.end()
        assert not (place / "record.db-wal").exists()


def test_the_reserve_is_laid_by_when_a_vault_opens(place: Path, clock: FakeClock) -> None:
    opened(place, clock, replace(CHEAP, reserve=65_536)).end()
    assert (place / "reserve").stat().st_size == 65_536
    assert give_reserve(place)
