"""The versions of a fact: each change keeps the row it replaces."""

from __future__ import annotations

from typing import Final

from vault.errors import NotFound
from vault.store import fact_rows
from vault.store.database import Database
from vault.store.fact_rows import Act, State, Version
from vault.store.search import Search

_CREATED: Final = (
    "SELECT f.id, f.created, b.report ->> '$.actor', b.kind FROM fact f"
    " JOIN batch b ON b.id = f.batch WHERE f.uid = ?"
)


class History:
    """What facts said before; a purged fact takes its history along."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, row: int, act: Act, new: State) -> int:
        """Put a new version in the place of the present one; return its number."""
        version, old = self._present(row)
        self._note(row, version + 1, act, old)
        if act.did != "undone":  # the batch that said it before is found when it is taken back
            self._database.run(
                "INSERT OR IGNORE INTO fact_seen VALUES (?, ?)", old[fact_rows.BATCH], row
            )
        self._database.run(
            f"UPDATE fact SET version = ?, changed = ?, {fact_rows.SET} WHERE id = ?",
            version + 1, act.at, *new, row,
        )  # fmt: skip
        return version + 1

    def mark(self, row: int, act: Act, *, deleted: int | None) -> int:
        """Put a fact into the trash, or take it out; what it says stays."""
        version, old = self._present(row)
        self._note(row, version + 1, act, old)
        self._database.run(
            "UPDATE fact SET version = ?, changed = ?, deleted = ? WHERE id = ?",
            version + 1, act.at, deleted, row,
        )  # fmt: skip
        return version + 1

    def begin(self, row: int, act: Act) -> None:
        """Note who made the first version; without this line it is the one who made the batch."""
        _version, said = self._present(row)
        self._note(row, 1, act, said)

    def contents(self, row: int) -> list[tuple[int, State]]:
        """Return what each version said, the oldest first, the present one last."""
        lines = self._database.run(
            "SELECT version - 1, row FROM fact_version WHERE fact = ? AND version > 1"
            " ORDER BY version",
            row,
        )
        older = [(version, fact_rows.read(text)) for version, text in lines]
        return [*older, self._present(row)]

    def attribute(self, row: int, version: int, said: State, batch: int | None) -> None:
        """Say that an older version belongs to another batch, or to none that is kept."""
        other = (*said[: fact_rows.BATCH], batch, *said[fact_rows.BATCH + 1 :])
        self._database.run(
            "UPDATE fact_version SET row = ? WHERE fact = ? AND version = ?",
            fact_rows.written(other), row, version + 1,
        )  # fmt: skip

    def versions(self, uid: str) -> tuple[Version, ...]:
        """Return the history of a fact, the oldest first.

        Raises:
            NotFound: no fact has this uid.
        """
        rows = self._database.run(_CREATED, uid)
        if not rows:
            raise NotFound(what="fact")
        row, created, actor, _kind = rows[0]
        lines = [
            Version(version, at, by, did)
            for version, at, by, did in self._database.run(
                "SELECT version, at, actor, act FROM fact_version WHERE fact = ? ORDER BY version",
                row,
            )
        ]
        if lines and lines[0].version == 1:
            return tuple(lines)
        return (Version(1, created, actor or "carnet", "created"), *lines)

    def erase(self, row: int) -> None:
        """Take a fact out of the record, with its history, its search words and its links."""
        Search(self._database).remove(row)
        self._database.run("UPDATE fact SET duplicate_of = NULL WHERE duplicate_of = ?", row)
        self._database.run("UPDATE fact SET document = NULL WHERE document = ?", row)
        self._database.run("DELETE FROM fact WHERE id = ?", row)

    def entomb(self, row: int, at: int) -> None:
        """Leave only the key of a fact, so that no file brings it back."""
        Search(self._database).remove(row)
        for table in ("fact_version", "fact_seen", "document", "attachment", "intake"):
            self._database.run(f"DELETE FROM {table} WHERE fact = ?", row)
        self._database.run("DELETE FROM fact_link WHERE from_fact = ?1 OR to_fact = ?1", row)
        self._database.run("UPDATE fact SET duplicate_of = NULL WHERE duplicate_of = ?", row)
        self._database.run("UPDATE fact SET document = NULL WHERE document = ?", row)
        self._database.run(
            "UPDATE fact SET status = 'superseded', title = '', resource = '{}', system = NULL,"
            " code = NULL, measure = NULL, value = NULL, value2 = NULL, unit = NULL,"
            " start_ms = NULL, end_ms = NULL, offset_min = NULL, when_text = NULL, native = NULL,"
            " document = NULL, duplicate_of = NULL, sensitive = NULL, digest = x'', changed = ?,"
            " deleted = NULL WHERE id = ?",
            at, row,
        )  # fmt: skip

    def _present(self, row: int) -> tuple[int, State]:
        ((version, _deleted, *said),) = self._database.run(fact_rows.STATE_OF, row)
        return version, tuple(said)

    def _note(self, row: int, version: int, act: Act, old: State) -> None:
        self._database.run(
            "INSERT INTO fact_version VALUES (?, ?, ?, ?, ?, ?, ?)",
            row, version, act.at, act.actor, act.did, act.batch, fact_rows.written(old),
        )  # fmt: skip
