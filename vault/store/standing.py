"""What stands in a record under the keys of a batch: looked up together, a key each afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from vault.record.facts import Fact
from vault.store.database import Database

Live = tuple[int, str, int, bytes, str]  # row, uid, batch that brought it, digest, its kind
Name = tuple[str, bytes]  # type and key of a fact
_AT_ONCE: Final = 500  # keys of one statement
_LIVE: Final = (
    "SELECT f.key, f.id, f.uid, f.batch, f.digest, b.kind FROM fact f"
    " JOIN batch b ON b.id = f.batch WHERE f.person = ? AND f.type = ?"
    " AND f.deleted IS NULL AND f.status <> 'superseded'"
)
_GONE: Final = (
    "SELECT key, id FROM fact WHERE person = ? AND type = ?"
    " AND (deleted IS NOT NULL OR status = 'superseded')"
)


class Standing:
    """The facts of a person by type and key; a statement for each would cost more than keeping.

    Rows that the batch itself adds are the caller's to remember; of a row that it changes the
    caller says `forget`, and it is read again.
    """

    def __init__(self, database: Database, person: int) -> None:
        self._database, self._person = database, person
        self._live: dict[Name, list[Live]] = {}
        self._gone: dict[Name, list[int]] = {}

    def look(self, facts: Iterable[Fact]) -> None:
        """Look up all keys of a batch."""
        keys: dict[str, set[bytes]] = defaultdict(set)
        for fact in facts:
            keys[fact.type].add(fact.key)
        for kind, some in keys.items():
            ordered = sorted(some)
            for first in range(0, len(ordered), _AT_ONCE):
                self._look(kind, ordered[first : first + _AT_ONCE])

    def live(self, kind: str, key: bytes) -> list[Live]:
        """Return what stands under a key: one fact, or none."""
        if (kind, key) not in self._live:
            self._look(kind, [key])
        return self._live[kind, key]

    def gone(self, kind: str, key: bytes) -> list[int]:
        """Return the rows of what a person deleted under a key."""
        if (kind, key) not in self._gone:
            self._look(kind, [key])
        return self._gone[kind, key]

    def forget(self, kind: str, key: bytes) -> None:
        """Read what stands under a key again when it is asked for."""
        self._live.pop((kind, key), None)

    def _look(self, kind: str, keys: list[bytes]) -> None:
        self._live |= {(kind, key): [] for key in keys}
        self._gone |= {(kind, key): [] for key in keys}
        for key, *found in self._rows(_LIVE, kind, keys):
            self._live[kind, key].append((*found,))
        for key, row in self._rows(_GONE, kind, keys):
            self._gone[kind, key].append(row)

    def _rows(self, select: str, kind: str, keys: list[bytes]) -> list[tuple[Any, ...]]:
        """Look keys up, unless nothing of this type stands there at all."""
        if not self._database.run(f"{select} LIMIT 1", self._person, kind):
            return []
        asked = f"{select} AND key IN ({', '.join('?' * len(keys))})"
        return self._database.run(asked, self._person, kind, *keys)
