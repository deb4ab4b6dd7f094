"""An open vault, the time, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from vault.clock import Clock
from vault.store.database import Database
from vault.store.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Session:
    """One open vault, the clock, and who acts; dies on lock, is never kept by a page.

    `actor`: "window", "command", "carnet", "device:<uid>", "service:<id>".
    `by_passphrase` tells whether the passphrase itself opened it, as signing asks; `end` closes the
    file and forgets the keys.
    """

    vault: OpenVault
    clock: Clock
    actor: str
    by_passphrase: bool = False
    end: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def database(self) -> Database:
        """The file underneath, for its transaction."""
        return self.vault.database

    def at(self) -> datetime:
        """Return the present instant with the offset of this computer."""
        return self.clock.now().astimezone(self.clock.zone)

    def ms(self) -> int:
        """Return the present instant in ms since 1970 UTC."""
        return int(self.clock.now().timestamp() * 1000)

    @contextmanager
    def act(
        self, kind: str, person: str | None, body: Mapping[str, object] | None = None
    ) -> Iterator[dict[str, object]]:
        """Do everything inside, with its journal line, or nothing.

        Yields the body of the line: ids, counts and hashes may still be put into it.
        """
        told = dict(body or {})
        with self.database.transaction():
            yield told
            self.vault.journal.note(self.at(), self.actor, kind, person, told)
