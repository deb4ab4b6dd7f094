"""A process of its own that opens a vault and imports one file over and over.

    python -m tests.usecases.importer PLACE CLOCK-ISO FILE

It writes a line for each import that was acknowledged.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.conftest import CHEAP, PHRASE, FakeClock
from vault.record.ways_in import Passphrase
from vault.usecases import importing, people, unlocking
from vault.usecases.importing import Wish


def main(place: str, at: str, file: str) -> None:
    """Import until killed; every second import is taken back."""
    clock = FakeClock(datetime.fromisoformat(at), ZoneInfo("Europe/Paris"))
    session = unlocking.open_vault(Path(place), Passphrase(PHRASE), clock, policy=CHEAP)
    person = people.named(session, None)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    while True:
        with importing.prepared(session, person, Wish((Path(file),))) as ready:
            report = importing.keep(session, ready)
        (uid,) = report.batches
        sys.stdout.write(f"kept {uid}\n")
        sys.stdout.flush()
        importing.undo(session, uid)
        sys.stdout.write(f"undone {uid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
