"""All that one open file holds, a repository a kind; made when first asked for."""

from __future__ import annotations

from functools import cached_property

from vault.store.database import Database
from vault.store.journal import Journal
from vault.store.people import People


class OpenVault:
    """One open, migrated database and its repositories; used by the one thread that opened it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def people(self) -> People:
        """Whose records these are."""
        return People(self.database)

    @cached_property
    def journal(self) -> Journal:
        """Who did what, when; chained."""
        return Journal(self.database)
