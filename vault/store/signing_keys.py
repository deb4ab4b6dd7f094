"""Keys that sign for a person, and the secrets that ids are made of; they never leave the vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from vault.store.database import Database

_COLUMNS: Final = "id, use, thumbprint, public, private"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """One key as it lies in the vault.

    `use`: "identity", "service:<id>", "caregiver:<id>", "id:<service id>", "recovery-seed";
    `public` is the JWK as JSON text, empty for a secret that signs nothing; `private` is the scalar
    of 32 bytes, big endian, or the secret itself; `thumbprint` as RFC 7638, without prefix.
    """

    row: int
    use: str
    thumbprint: str
    public: str
    private: bytes = field(repr=False)


class SigningKeys:
    """The keys of the people of one vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, person: int | None, key: KeptKey, at: int) -> KeptKey:
        """Keep a new key of a person (row number; None = of the whole vault), at ms UTC."""
        ((row,),) = self._database.run(
            "INSERT INTO signing_key (person, use, thumbprint, public, private, created)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            person, key.use, key.thumbprint, key.public, key.private, at,
        )  # fmt: skip
        return KeptKey(row, key.use, key.thumbprint, key.public, key.private)

    def find(self, person: int | None, use: str) -> KeptKey | None:
        """Return the key in use, the newest one that is not retired."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM signing_key WHERE person IS ? AND use = ? AND retired IS NULL"
            " ORDER BY id DESC LIMIT 1",
            person,
            use,
        )
        return _kept(rows[0]) if rows else None

    def drop(self, use: str) -> None:
        """Forget the keys of a use; for secrets that a new one replaces."""
        self._database.run("DELETE FROM signing_key WHERE use = ?", use)

    def retire(self, row: int, at: int) -> None:
        """Use a key no more, from ms UTC on; what it signed stays."""
        self._database.run("UPDATE signing_key SET retired = ? WHERE id = ?", at, row)

    def follow(self, old: int, new: int, use: str, at: int) -> None:
        """Retire a key (row) and put another in its use, at ms UTC; in a transaction."""
        self.retire(old, at)
        self._database.run("UPDATE signing_key SET use = ? WHERE id = ?", use, new)

    def by_row(self, row: int) -> KeptKey:
        """Return the key that a grant was signed with, retired or not."""
        (found,) = self._database.run(f"SELECT {_COLUMNS} FROM signing_key WHERE id = ?", row)
        return _kept(found)


def _kept(row: tuple[Any, ...]) -> KeptKey:
    return KeptKey(*row)
