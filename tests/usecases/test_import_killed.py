"""An import that is killed leaves all of a batch, or nothing; what was acknowledged stays."""

from __future__ import annotations

import os
import random
import subprocess  # noqa: TID251 - what is killed is a process
import sys
import threading
from pathlib import Path

import pytest

from benchmarks import apple_export
from tests.conftest import FakeClock, opened
from vault.store import integrity

HOUSE = str(Path(__file__).parents[2])


def killed(place: Path, clock: FakeClock, file: Path, seconds: float) -> list[str]:
    """Let a process import for a while, kill it; return what it said last."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.usecases.importer", str(place), clock.moment.isoformat(),
         str(file)],
        stdout=subprocess.PIPE, cwd=HOUSE, env={**os.environ, "PYTHONPATH": HOUSE},
    ) as importer:  # fmt: skip
        assert importer.stdout is not None
        importer.stdout.readline()
        threading.Timer(seconds, importer.kill).start()
        told = importer.stdout.read().decode().split("\n")
    return told[-2].split() if len(told) > 1 else []


def tried(place: Path, clock: FakeClock, file: Path, seconds: float) -> None:
    last = killed(place, clock, file, seconds)
    session = opened(place, clock)
    states = dict(session.database.run("SELECT uid, state FROM batch"))
    counted = session.database.run(
        "SELECT b.state, (SELECT count(*) FROM chunk c WHERE c.batch = b.id) > 0,"
        " (SELECT count(*) FROM fact f WHERE f.batch = b.id) > 0 FROM batch b"
    )
    told = set(counted)
    if ("kept", 1, 1) in told:  # killed before it was taken back: the next found all of it there
        told.discard(("kept", 0, 0))
    assert told <= {("kept", 1, 1), ("undone", 0, 0)}
    if last:
        assert states[last[1]] == "undone" or last[0] == "kept"
    ((lines,),) = session.database.run("SELECT count(*) FROM journal WHERE kind = 'imported'")
    assert lines == len(states)
    assert session.vault.journal.first_break() is None
    assert (integrity.pages(session.database), integrity.links(session.database)) == (0, 0)
    session.end()


@pytest.mark.slow
def test_a_killed_import_is_whole_or_not_there(
    place: Path, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "export.xml"
    apple_export.write(file, 3000)
    dice = random.Random(5)  # noqa: S311 - chosen moments, no secret
    for _kill in range(8):
        tried(place, clock, file, dice.uniform(0.05, 1.2))
