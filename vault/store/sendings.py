"""What is to be sent, was sent or was being sent: exact bytes, envelope, tries, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.record.consent_states import SendingKind, SendingState
from vault.store.database import Database

_NAMES: Final = (
    "uid", "consent", "kind", "seq", "state", "made", "body", "body_sha256", "size", "items",
    "envelope", "envelope_sha256", "fresh_until", "auto", "tries", "next_try", "problem",
    "answered",
)  # fmt: skip
_COLUMNS: Final = ", ".join(_NAMES).replace("size", "bytes")
_OPEN: Final = "('ready', 'sending', 'unconfirmed')"


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of a grant; times in ms UTC.

    `consent` is a row number; `body` holds the
    exact bytes that were shown (of a stop: the statement), `size` how many; `envelope` the bytes
    that go over the wire, kept from before the first one leaves until a right receipt is there.
    """

    uid: str
    consent: int
    kind: SendingKind
    state: SendingState
    made: int
    body_sha256: bytes
    size: int
    items: int
    body: bytes | None = field(default=None, repr=False)
    seq: int | None = None
    envelope: bytes | None = field(default=None, repr=False)
    envelope_sha256: bytes | None = None
    fresh_until: int | None = None
    auto: int = 0
    tries: int = 0
    next_try: int | None = None
    problem: str | None = None
    answered: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class SentItem:
    """One item of a share: the fact it shows, and what proves that it was inside.

    `ref` is `<Type>/<id>` as the service sees it, `fact` our own uid; digest = SHA-256 of the salt
    and the item's bytes.
    """

    ref: str
    fact: str
    version: int
    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)


class Sendings:
    """Every sending of one vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sending: Sending) -> Sending:
        """Write a sending, new or changed; return it with its row number."""
        changes = ", ".join(f"{n} = excluded.{n}" for n in _COLUMNS.split(", ") if n != "uid")
        ((row,),) = self._database.run(
            f"INSERT INTO sending ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"
            f" ON CONFLICT (uid) DO UPDATE SET {changes} RETURNING id",
            *(getattr(sending, name) for name in _NAMES),
        )
        return replace(sending, row=row)

    def of(self, consent: int, kind: str | None = None) -> tuple[Sending, ...]:
        """Return the sendings of a grant, the oldest first."""
        return self._where("consent = ?1 AND (?2 IS NULL OR kind = ?2)", consent, kind)

    def open(self) -> tuple[Sending, ...]:
        """Return what has no final answer yet, of signed grants, the oldest first."""
        return self._where(
            f"state IN {_OPEN} AND consent IN (SELECT id FROM consent WHERE state <> 'draft')"
        )

    def keep_items(self, row: int, items: Sequence[SentItem]) -> None:
        """Keep what a sending holds, in place of what an earlier envelope of it held."""
        self._database.run("DELETE FROM sent_item WHERE sending = ?", row)
        for item in items:
            self._database.run(
                "INSERT INTO sent_item VALUES (?, ?, ?, ?, ?, ?)",
                row, item.ref, item.fact, item.version, item.salt, item.digest,
            )  # fmt: skip

    def items(self, row: int) -> tuple[SentItem, ...]:
        """Return what a sending holds, in no order."""
        rows = self._database.run(
            "SELECT ref, fact, version, salt, digest FROM sent_item WHERE sending = ?", row
        )
        return tuple(SentItem(*one) for one in rows)

    def sent(self, consent: int) -> tuple[tuple[SentItem, SendingState], ...]:
        """Return every item of every sending of a grant with its state, the last sending last."""
        rows = self._database.run(
            "SELECT i.ref, i.fact, i.version, i.salt, i.digest, s.state FROM sent_item i"
            " JOIN sending s ON s.id = i.sending WHERE s.consent = ? ORDER BY s.id",
            consent,
        )
        return tuple((SentItem(*item), state) for *item, state in rows)

    def receivers(self, fact: str) -> tuple[str, ...]:
        """Return the names of those who were sent a fact (uid), the first one first."""
        rows = self._database.run(
            "SELECT c.name FROM sent_item i JOIN sending s ON s.id = i.sending"
            " JOIN consent c ON c.id = s.consent WHERE i.fact = ? AND s.state = 'confirmed'"
            " GROUP BY c.name ORDER BY min(s.made)",
            fact,
        )
        return tuple(name for (name,) in rows)

    def _where(self, condition: str, *values: object) -> tuple[Sending, ...]:
        rows = self._database.run(
            f"SELECT id, {_COLUMNS} FROM sending WHERE {condition} ORDER BY id", *values
        )
        return tuple(_sending(row) for row in rows)


def _sending(row: tuple[Any, ...]) -> Sending:
    number, *rest = row
    return Sending(**dict(zip(_NAMES, rest, strict=True)), row=number)
