"""A program that is killed in a burst loses nothing that was committed (D21)."""

from __future__ import annotations

import random
import subprocess  # noqa: TID251 - a process that can be killed
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CAMILLE
from tests.devices.burst import Noon, opened
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.usecases import people
from vault.usecases.resuming import recover
from vault.usecases.session import Session

REPOSITORY = Path(__file__).parents[2]


def survives(folder: Path, seconds: float) -> int:
    """Kill a burst after some time; return how many frames had been committed."""
    folder.mkdir()
    path = folder / "record.db"
    database = Database(path, bytes(32), create=True)
    migrate(database)
    people.add(Session(OpenVault(database), Noon(), "command", by_passphrase=True), CAMILLE)
    database.close()
    words = [sys.executable, "-m", "tests.devices.burst", str(path), CAMILLE.uid]
    with subprocess.Popen(words, cwd=REPOSITORY, stdout=subprocess.PIPE) as child:  # noqa: S603
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)  # the moment of the kill
        child.kill()
    session = opened(path)
    ((committed,),) = session.database.run("SELECT count(*) FROM frame")
    recover(session)
    ((facts, keys),) = session.database.run(
        "SELECT (SELECT count(*) FROM fact),"
        " (SELECT count(*) FROM reading_key WHERE state = 'kept')"
    )
    again = recover(session)
    assert facts == keys == committed
    assert session.vault.frames.waiting() == ()
    assert not +again.report.counts
    assert session.vault.journal.first_break() is None
    session.database.close()
    return int(committed)


def test_what_was_committed_becomes_readings(tmp_path: Path) -> None:
    assert sum(survives(tmp_path / str(n), after) for n, after in enumerate((0.1, 0.3))) > 0


@pytest.mark.slow
def test_fifty_random_moments(tmp_path: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311
    found = [survives(tmp_path / str(n), chance.uniform(0, 0.9)) for n in range(50)]
    assert len(set(found)) > 10
