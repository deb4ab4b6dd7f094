"""A signal ends a command as Ctrl+C does: 130, nothing half done, the vault locked."""

from __future__ import annotations

import os
import signal
import subprocess  # noqa: TID251 - a signal goes to a process
import sys
from pathlib import Path

import pytest

from tests.conftest import PHRASE, FakeClock, opened

HOUSE = str(Path(__file__).parents[1])
WAITING = """
import sys
from vault.__main__ import _interrupted
import signal
from tests.conftest import CHEAP
from vault.cli.main import main
from vault.usecases import people
signal.signal(int(sys.argv[1]), _interrupted)

def wait(session):
    print("open", flush=True)
    while True:
        signal.pause()

people.everybody = wait
sys.exit(main(["--vault", sys.argv[2], "--passphrase-file", sys.argv[3], "people", "list"], CHEAP))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_locks_the_vault(
    number: signal.Signals, place: Path, tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "phrase").write_text(PHRASE)
    words = [str(int(number)), str(place), str(tmp_path / "phrase")]
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", WAITING, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": HOUSE},
    ) as command:
        assert command.stdout is not None
        assert command.stdout.readline() == b"open\n"
        command.send_signal(number)
        _out, told = command.communicate(timeout=20)
    assert (command.returncode, told) == (130, b"")
    assert not (place / "record.db-wal").exists()
    session = opened(place, clock)
    kinds = [line.kind for line in session.vault.journal.listing()]
    assert kinds[-3:] == ["opened", "locked", "clock_jump"] or kinds[-2:] == ["locked", "opened"]
    session.end()
