"""The ledger of statements: every one signed, sent or received, in order, and its signed heads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

from vault.store.database import Database

_COLUMNS: Final = "seq, kind, direction, token, at, consent, sending"


@dataclass(frozen=True, slots=True)
class Statement:
    """One leaf: the bytes of a statement as they were signed, sent or received.

    `kind` is the `typ` of its header; `direction`: "out", "in", "local"; `at` in ms UTC; `consent`
    and `sending` are row numbers; `seq` counts from 0 within the ledger.
    """

    kind: str
    direction: str
    token: bytes = field(repr=False)
    at: int
    consent: int | None = None
    sending: int | None = None
    seq: int = -1

    @property
    def sha256(self) -> bytes:
        """Return the hash by which others name it."""
        return hashlib.sha256(self.token).digest()


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A signed state of a ledger: how many leaves, and their root (RFC 6962)."""

    size: int
    root: bytes
    token: bytes = field(repr=False)
    at: int


@dataclass(frozen=True, slots=True)
class Witness:
    """What a service was shown of a state without learning it: salted, and echoed in a receipt."""

    size: int
    salt: bytes = field(repr=False)
    commitment: bytes
    service: str
    receipt: bytes | None = None


class Statements:
    """The ledgers of one vault, one a person; nothing in them is ever removed or rewritten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ledgers(self) -> tuple[str, ...]:
        """Return the name of every ledger that has a leaf or a head."""
        rows = self._database.run(
            "SELECT ledger FROM statement UNION SELECT ledger FROM head ORDER BY ledger"
        )
        return tuple(name for (name,) in rows)

    def unsealed(self) -> tuple[str, ...]:
        """Return the ledgers that have leaves which no signed head covers."""
        rows = self._database.run(
            "SELECT ledger FROM statement GROUP BY ledger HAVING count(*) >"
            " (SELECT coalesce(max(size), 0) FROM head WHERE head.ledger = statement.ledger)"
            " ORDER BY ledger"
        )
        return tuple(name for (name,) in rows)

    def append(self, ledger: str, person: int, statement: Statement) -> int:
        """Add a leaf; return its place, counted from 0."""
        ((seq,),) = self._database.run(
            "SELECT coalesce(max(seq) + 1, 0) FROM statement WHERE ledger = ?", ledger
        )
        self._database.run(
            "INSERT INTO statement (person, ledger, seq, kind, direction, sha256, token, at,"
            " consent, sending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            person, ledger, seq, statement.kind, statement.direction, statement.sha256,
            statement.token, statement.at, statement.consent, statement.sending,
        )  # fmt: skip
        return int(seq)

    def leaves(self, ledger: str) -> tuple[Statement, ...]:
        """Return every leaf of a ledger, in order."""
        return self._where("ledger = ?", ledger)

    def of(self, consent: int, kind: str | None = None) -> tuple[Statement, ...]:
        """Return the statements of a grant, in order, of one kind or of all."""
        return self._where("consent = ?1 AND (?2 IS NULL OR kind = ?2)", consent, kind)

    def owner(self, ledger: str) -> str | None:
        """Return the uid of the person a ledger belongs to."""
        rows = self._database.run(
            "SELECT p.uid FROM setting s JOIN person p ON p.id = s.person"
            " WHERE s.key = 'ledger' AND s.value = ?",
            ledger,
        )
        return str(rows[0][0]) if rows else None

    def wrong_hashes(self, ledger: str) -> tuple[int, ...]:
        """Return the places whose kept hash is not that of the kept bytes, or that are missing."""
        rows = self._database.run(
            "SELECT seq, sha256, token FROM statement WHERE ledger = ? ORDER BY seq", ledger
        )
        return tuple(
            place
            for place, (seq, digest, token) in enumerate(rows)
            if seq != place or hashlib.sha256(token).digest() != digest
        )

    def keep_head(self, ledger: str, head: KeptHead) -> None:
        """Keep a signed head; one of each size."""
        self._database.run(
            "INSERT INTO head VALUES (?, ?, ?, ?, ?)",
            ledger, head.size, head.root, head.token, head.at,
        )  # fmt: skip

    def heads(self, ledger: str) -> tuple[KeptHead, ...]:
        """Return the signed heads of a ledger, the smallest first."""
        rows = self._database.run(
            "SELECT size, root, token, at FROM head WHERE ledger = ? ORDER BY size", ledger
        )
        return tuple(KeptHead(*row) for row in rows)

    def keep_witness(self, ledger: str, witness: Witness) -> None:
        """Keep what opens a commitment later, and the receipt that echoed it."""
        self._database.run(
            "INSERT OR REPLACE INTO witness VALUES (?, ?, ?, ?, ?, ?)",
            ledger, witness.size, witness.salt, witness.commitment, witness.service,
            witness.receipt,
        )  # fmt: skip

    def witnesses(self, ledger: str) -> tuple[Witness, ...]:
        """Return every commitment of a ledger, the smallest state first."""
        rows = self._database.run(
            "SELECT size, salt, commitment, service, receipt FROM witness WHERE ledger = ?"
            " ORDER BY size, service",
            ledger,
        )
        return tuple(Witness(*row) for row in rows)

    def _where(self, condition: str, *values: object) -> tuple[Statement, ...]:
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM statement WHERE {condition} ORDER BY ledger, seq", *values
        )
        return tuple(_statement(row) for row in rows)


def _statement(row: tuple[Any, ...]) -> Statement:
    seq, kind, direction, token, at, consent, sending = row
    return Statement(kind, direction, token, at, consent, sending, seq)
