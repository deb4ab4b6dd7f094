"""Vaults to measure on: of a size, in a folder that is gone afterwards."""

from __future__ import annotations

import atexit
import hashlib
import random
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from vault.bootstrap import SystemClock
from vault.paths import private_dir
from vault.record.person import Person
from vault.record.ways_in import Passphrase
from vault.usecases import unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session

PHRASE: Final = "cheval correct pile agrafe"
CLOCK: Final = SystemClock(ZoneInfo("Europe/Paris"))
MEBI: Final = 1024 * 1024
_PERSON: Final = Person("b-person", "Camille", "self", "self", "Europe/Paris")


class Vault:
    """One vault, its folder and the session that is open, if one is."""

    def __init__(self, policy: Policy) -> None:
        self._stack, self._policy = ExitStack(), policy
        self.place = self._stack.enter_context(private_dir()) / "bench.carnet"
        self.session: Session | None = None
        atexit.register(self.gone)  # a case that is not run has no end of its own
        unlocking.create(self.place, PHRASE, _PERSON, CLOCK, policy=policy).session.end()

    def open(self) -> Session:
        """Open it by its passphrase."""
        self.session = unlocking.open_vault(
            self.place, Passphrase(PHRASE), CLOCK, policy=self._policy
        )
        return self.session

    def close(self) -> None:
        """Lock it, if it is open."""
        if self.session is not None:
            self.session.end()
            self.session = None

    def fill(self, mebibytes: int) -> None:
        """Keep documents of a quarter of a mebibyte, of seeded noise, each with its own line."""
        dice, session = random.Random(1), self.open()
        for _document in range(4 * mebibytes):
            body = dice.randbytes(MEBI // 4)
            with session.act("added", _PERSON.uid):
                session.database.run(
                    "INSERT INTO blob (hash, size, packed, body) VALUES (?, ?, 'raw', ?)",
                    hashlib.sha256(body).digest(), len(body), body,
                )  # fmt: skip
        self.close()

    def note(self, lines: int) -> None:
        """Write lines into the journal, all in one transaction."""
        session, at = self.open(), datetime(2026, 11, 23, tzinfo=UTC)
        with session.database.transaction():
            for number in range(lines):
                body = {"batch": f"b{number}", "added": number}
                session.vault.journal.note(at, "command", "imported", _PERSON.uid, body)
        self.close()

    def gone(self) -> None:
        """Lock it and take its folder away."""
        self.close()
        self._stack.close()

    @property
    def database(self) -> Path:
        """Where the database lies."""
        return self.place / "record.db"
