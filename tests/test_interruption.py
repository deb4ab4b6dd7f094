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
CHEAPLY = """
import sys
from tests.conftest import CHEAP
from vault import __main__ as door
sys.argv[:] = ["carnet", *sys.argv[1:]]
sys.exit(door.main(CHEAP))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_locks_the_vault(
    number: signal.Signals, place: Path, tmp_path: Path, clock: FakeClock
) -> None:
    """The command waits for somebody to read the pipe that it writes to."""
    (tmp_path / "phrase").write_text(PHRASE)
    os.mkfifo(tmp_path / "out.part")
    words = ["--vault", str(place), "--passphrase-file", str(tmp_path / "phrase")]
    with subprocess.Popen(  # noqa: S603 - our own program
        [
            sys.executable,
            "-c",
            CHEAPLY,
            *words,
            "journal",
            "export",
            "--out",
            str(tmp_path / "out"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": HOUSE, "XDG_STATE_HOME": str(tmp_path / "state")},
    ) as command:
        while not (place / "record.db-wal").exists():
            assert command.poll() is None
        command.send_signal(number)
        told = command.communicate(timeout=20)
    assert (command.returncode, told) == (130, (b"", b""))
    assert not (place / "record.db-wal").exists()
    session = opened(place, clock)
    assert session.vault.journal.first_break() is None
    session.end()
