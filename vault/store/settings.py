"""What the vault knows about itself, and what the person chose."""

from __future__ import annotations

from typing import Any, Literal

from vault.store.database import Database

Key = Literal[
    "vault_id", "header_generation", "header_sha256", "header_copy", "lineage", "created",
    "recovery_checked", "people_made", "backup_own_key", "last_purge", "last_backup",
    "last_rehearsal", "device_key", "example",
]  # fmt: skip


class Meta:
    """Facts about the vault itself: a key, a value."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: Key) -> Any:
        """Return a value; None when it was never put."""
        rows = self._database.run("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def put(self, key: Key, value: str | int | bytes) -> None:
        """Put a value in the place of the old one."""
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            key, value,
        )  # fmt: skip

    def remove(self, key: Key) -> None:
        """Forget a value."""
        self._database.run("DELETE FROM meta WHERE key = ?", key)


class Settings:
    """What was chosen, for a person or (None) for the whole vault; values are JSON or plain text.

    `person` is the number of a person, not the uid.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, person: int | None, key: str) -> str | None:
        """Return what was chosen; None when nothing was."""
        rows = self._database.run(
            "SELECT value FROM setting WHERE person IS ? AND key = ?", person, key
        )
        return str(rows[0][0]) if rows else None

    def under(self, person: int | None, prefix: str) -> dict[str, str]:
        """Return all that was chosen under keys that begin so."""
        rows = self._database.run(
            "SELECT key, value FROM setting WHERE person IS ? AND substr(key, 1, ?) = ?",
            person, len(prefix), prefix,
        )  # fmt: skip
        return dict(rows)

    def put(self, person: int | None, key: str, value: str) -> None:
        """Choose anew; call it inside a transaction."""
        self._database.run("DELETE FROM setting WHERE person IS ? AND key = ?", person, key)
        self._database.run("INSERT INTO setting VALUES (?, ?, ?)", person, key, value)
