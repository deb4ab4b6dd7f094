"""Readings that no person has claimed: apart from every record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from vault.errors import NotFound
from vault.record.inbox import Waiting
from vault.store.database import Database

_SELECT: Final = (
    "SELECT w.uid, i.uid, w.received, p.uid, w.reason, w.key, w.body FROM inbox w"
    " JOIN instrument i ON i.id = w.instrument LEFT JOIN person p ON p.id = w.proposed"
)


class Inbox:
    """What waits to be assigned or discarded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, waiting: Waiting) -> None:
        """Put a reading in."""
        self._database.run(
            "INSERT INTO inbox (uid, instrument, received, proposed, reason, key, body) VALUES (?,"
            " (SELECT id FROM instrument WHERE uid = ?), ?, (SELECT id FROM person WHERE uid = ?),"
            " ?, ?, ?)",
            waiting.uid, waiting.instrument, waiting.received, waiting.proposed, waiting.reason,
            waiting.key, _written(waiting.body),
        )  # fmt: skip

    def all(self) -> tuple[Waiting, ...]:
        """Return what waits, in order of arrival."""
        return tuple(_read(row) for row in self._database.run(f"{_SELECT} ORDER BY w.id"))

    def get(self, uid: str) -> Waiting:
        """Return one reading by its uid.

        Raises:
            NotFound: no reading that waits has this uid.
        """
        rows = self._database.run(f"{_SELECT} WHERE w.uid = ?", uid)
        if not rows:
            raise NotFound(what="reading")
        return _read(rows[0])

    def keyed(self, key: bytes) -> Waiting | None:
        """Return the reading of a key."""
        rows = self._database.run(f"{_SELECT} WHERE w.key = ?", key)
        return _read(rows[0]) if rows else None

    def rewrite(self, uid: str, body: Mapping[str, Any]) -> None:
        """Put another body in the place of the old one: a stream that went on."""
        self._database.run("UPDATE inbox SET body = ? WHERE uid = ?", _written(body), uid)

    def remove(self, uid: str) -> None:
        """Take a reading out."""
        self._database.run("DELETE FROM inbox WHERE uid = ?", uid)


def _read(row: tuple[Any, ...]) -> Waiting:
    uid, instrument, received, proposed, reason, key, body = row
    return Waiting(uid, instrument, received, proposed, reason or "", key, json.loads(body))


def _written(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
