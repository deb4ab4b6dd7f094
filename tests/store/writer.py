"""A process of its own that opens a vault, writes acts, and says each one once it is kept.

    python -m tests.store.writer PLACE CLOCK-ISO [LIMIT-BYTES]

It writes a line for each act that was acknowledged, and a last line with the error that ended it.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from vault.errors import VaultError
from vault.record.ways_in import Passphrase
from vault.usecases import unlocking
from vault.usecases.session import Session

BLOB = 3_000


def main(place: str, at: str, limit: str = "0") -> None:
    """Write until killed, or until the disk is full."""
    clock = FakeClock(datetime.fromisoformat(at), ZoneInfo("Europe/Paris"))
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        session = unlocking.open_vault(Path(place), Passphrase(PHRASE), clock, policy=CHEAP)
        try:
            for number in acts(session):
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()
        finally:
            session.end()
    except VaultError as error:
        sys.stdout.write(f"{type(error).__name__}\n")


def acts(session: Session) -> Iterator[int]:
    """Keep a blob, a setting and a journal line in one transaction, over and over."""
    ((begun,),) = session.database.run("SELECT count(*) FROM blob")
    for number in count(begun):
        with session.act("edited", CAMILLE.uid, {"n": number}):
            session.database.run(
                "INSERT INTO blob (hash, size, packed, body) VALUES (?, ?, 'raw', ?)",
                number.to_bytes(32), BLOB, bytes([number % 251]) * BLOB,
            )  # fmt: skip
            session.vault.settings.put(None, "last", str(number))
        yield number


if __name__ == "__main__":
    main(*sys.argv[1:])
