"""V07: a process that is killed while it writes loses no act that it said was kept."""

from __future__ import annotations

import os
import random
import subprocess  # noqa: TID251 - what is killed is a process
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import FakeClock, opened
from vault.store import integrity

HOUSE = str(Path(__file__).parents[2])


def killed(place: Path, clock: FakeClock, seconds: float) -> int:
    """Let a process write for a while, kill it; return how many acts it said were kept."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.store.writer", str(place), clock.moment.isoformat()],
        stdout=subprocess.PIPE,
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": HOUSE},
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        threading.Timer(seconds, writer.kill).start()
        told = first + writer.stdout.read()
    assert told.endswith(b"\n")
    return int(told.split()[-1]) + 1


@pytest.mark.slow
def test_no_acknowledged_act_is_lost_and_none_is_half_there(place: Path, clock: FakeClock) -> None:
    dice = random.Random(3)  # noqa: S311 - chosen moments, no secret
    for _kill in range(25):
        acknowledged = killed(place, clock, dice.uniform(0.03, 0.15))
        session = opened(place, clock)
        ((blobs,),) = session.database.run("SELECT count(*) FROM blob")
        ((lines,),) = session.database.run("SELECT count(*) FROM journal WHERE kind = 'edited'")
        assert acknowledged <= blobs == lines
        assert session.vault.settings.get(None, "last") == str(blobs - 1)
        assert session.vault.journal.first_break() is None
        assert (integrity.pages(session.database), integrity.links(session.database)) == (0, 0)
        session.end()
