"""Catalogues that a person added: their roots, what was seen of them, the versions grants pin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from vault.store.database import Database

_COLUMNS: Final = "id, iss, url, kind, roots, version, iat, expires, checked, problem"


@dataclass(frozen=True, slots=True)
class KeptCatalogue:
    """One catalogue and the version of it that is held.

    `kind`: "practice" or "added"; `roots` is the JSON list of the pinned public keys; `iat` and
    `expires` are those of the held version and `checked` the last time it was asked for, in ms UTC;
    `problem` is the name of the error that the last answer met, None when it was good.
    """

    iss: str
    url: str
    kind: str
    roots: str
    version: int | None = None
    iat: int | None = None
    expires: int | None = None
    checked: int | None = None
    problem: str | None = None
    row: int = 0


class Catalogues:
    """The catalogues of one vault; none is built in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[KeptCatalogue, ...]:
        """Return every catalogue, the first added first."""
        rows = self._database.run(f"SELECT {_COLUMNS} FROM catalogue ORDER BY id")
        return tuple(_kept(row) for row in rows)

    def find(self, iss: str) -> KeptCatalogue | None:
        """Return the catalogue of this issuer."""
        return next((one for one in self.all() if one.iss == iss), None)

    def keep(self, catalogue: KeptCatalogue, at: int) -> KeptCatalogue:
        """Add a catalogue or write what is now known of it, at ms UTC."""
        values = (
            catalogue.iss, catalogue.url, catalogue.kind, catalogue.roots, catalogue.version,
            catalogue.iat, catalogue.expires, catalogue.checked, catalogue.problem,
        )  # fmt: skip
        ((row,),) = self._database.run(
            "INSERT INTO catalogue (iss, url, kind, roots, version, iat, expires, checked, problem,"
            " added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (iss) DO UPDATE SET"
            " url = excluded.url, kind = excluded.kind, roots = excluded.roots,"
            " version = excluded.version, iat = excluded.iat, expires = excluded.expires,"
            " checked = excluded.checked, problem = excluded.problem RETURNING id",
            *values, at,
        )  # fmt: skip
        return replace(catalogue, row=row)

    def seen(self, row: int, version: int, sha256: bytes, token: str, at: int) -> None:
        """Keep a verified version whole; the others shrink to their hash unless a grant pins them.

        A second one with the same number is never written over the first.
        """
        self._database.run(
            "INSERT INTO catalogue_version VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row, version, sha256, token.encode("ascii"), at,
        )  # fmt: skip

    def shrink(self, row: int, pinned: frozenset[int]) -> None:
        """Keep only the hash of the versions that nobody needs whole."""
        for (version,) in self._database.run(
            "SELECT version FROM catalogue_version WHERE catalogue = ? AND token IS NOT NULL", row
        ):
            if version not in pinned:
                self._database.run(
                    "UPDATE catalogue_version SET token = NULL WHERE catalogue = ? AND version = ?",
                    row, version,
                )  # fmt: skip

    def token(self, row: int, version: int) -> str | None:
        """Return a version as it was signed, None when only its hash is kept."""
        rows = self._database.run(
            "SELECT token FROM catalogue_version WHERE catalogue = ? AND version = ?", row, version
        )
        return rows[0][0].decode("ascii") if rows and rows[0][0] is not None else None

    def digest(self, row: int, version: int) -> bytes | None:
        """Return the SHA-256 of a version that was seen."""
        rows = self._database.run(
            "SELECT sha256 FROM catalogue_version WHERE catalogue = ? AND version = ?", row, version
        )
        return bytes(rows[0][0]) if rows else None


def _kept(row: tuple[Any, ...]) -> KeptCatalogue:
    kept = KeptCatalogue(*row[1:])
    return replace(kept, row=row[0])
