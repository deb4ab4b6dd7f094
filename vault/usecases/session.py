"""An open vault, the time, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from vault.clock import Clock
from vault.errors import DiskFull
from vault.store.database import Database
from vault.store.open_vault import OpenVault
from vault.store.vault_folder import Held

if TYPE_CHECKING:
    from vault.usecases.received import Received


@dataclass(frozen=True, slots=True)
class Session:
    """One open vault, the clock, and who acts; dies on lock, is never kept by a page.

    `actor`: "window", "command", "carnet", "device:<uid>", "service:<id>".
    `by_passphrase` tells whether the passphrase itself opened it, as signing asks; `end` closes the
    file and forgets the keys. `held` is the folder with its header and keys (None over a bare
    database); `failed_attempts` counts the wrong passphrases since the last opening; `opened_by` is
    the kind of the way in, as `vault.json` names it; `resumed` holds what was decoded as it opened
    until the next reading of devices tells it.
    """

    vault: OpenVault
    clock: Clock
    actor: str
    by_passphrase: bool = False
    end: Callable[[], None] = field(default=lambda: None, repr=False)
    held: Held | None = field(default=None, repr=False)
    failed_attempts: int = 0
    opened_by: str = "passphrase"
    resumed: list[Received] = field(default_factory=list, repr=False)

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

    def seconds_since(self, began: int) -> float:
        """Return the seconds since an instant of `ms`; a clock that was set back makes none."""
        return max(0, self.ms() - began) / 1000

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
            self.note(kind, person, told)

    def tell(self, kind: str, body: Mapping[str, object] | None = None) -> None:
        """Write a journal line that is an act by itself; tried once more when the disk is full."""
        try:
            with self.act(kind, None, body):
                pass
        except DiskFull:
            with self.act(kind, None, body):
                pass

    def note(self, kind: str, person: str | None, body: Mapping[str, object]) -> None:
        """Write a journal line of its own; call it inside the transaction it speaks of."""
        self.vault.journal.note(self.at(), self.actor, kind, person, body)
