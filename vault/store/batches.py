"""The acts that brought facts: each import, reading of a device, or form filled by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from vault.errors import NotFound
from vault.record.provenance import Batch
from vault.store.database import Database
from vault.store.fact_rows import Act
from vault.store.totals import Totals
from vault.store.undoing import Undoing, Undone

BatchState = Literal["open", "kept", "undone"]
_COLUMNS: Final = (
    "uid, kind, format, reader_version, format_version, file_name, file_hash, file_size, zone"
)
_SELECT: Final = (
    f"SELECT b.id, p.uid, b.started, b.finished, b.state, b.report, b.undone,"
    f" {', '.join(f'b.{name}' for name in _COLUMNS.split(', '))}"
    " FROM batch b JOIN person p ON p.id = b.person"
)


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """A batch as it lies in the vault; times are ms UTC."""

    row: int
    batch: Batch
    person: str  # uid
    started: int
    finished: int | None
    state: BatchState
    report: Mapping[str, Any]
    undone: int | None


class Batches:
    """Opened before the first fact of an act, finished after its last, in one transaction."""

    def __init__(self, database: Database, totals: Totals) -> None:
        self._database, self._totals = database, totals

    def open(self, batch: Batch, person: int, at: int, actor: str = "carnet") -> int:
        """Begin a batch for a person (row of `person`), at ms UTC; return its row.

        `actor` is who acts, for the history of what the batch brings.
        """
        ((row,),) = self._database.run(
            f"INSERT INTO batch ({_COLUMNS}, person, started, state, report)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?) RETURNING id",
            batch.uid, batch.kind, batch.format, batch.reader_version, batch.format_version,
            batch.file_name, batch.file_hash, batch.file_size, batch.zone, person, at,
            json.dumps({"actor": actor, "replaced": []}),
        )  # fmt: skip
        return int(row)

    def finish(
        self, row: int, report: Mapping[str, Any], at: int,
        look: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Keep a batch with its report: counts and times, never a value of the record.

        The totals of the days it touched are made again; `look` may stop it before it is done.
        """
        self._totals.settle(look)
        self._database.run(
            "UPDATE batch SET state = 'kept', finished = ?, report = json_patch(report, ?)"
            " WHERE id = ?",
            at, json.dumps(report, ensure_ascii=False, default=float), row,
        )  # fmt: skip

    def add_to_report(self, uid: str, more: Mapping[str, Any]) -> None:
        """Add to the report of a batch; what it says under the same names is replaced."""
        self._database.run(
            "UPDATE batch SET report = json_patch(report, ?) WHERE uid = ?",
            json.dumps(more, ensure_ascii=False), uid,
        )  # fmt: skip

    def undo(self, uid: str, at: int, actor: str, *, remove_edited: bool = False) -> Undone:
        """Take a batch back, whole; call it inside a transaction.

        What later batches brought too is handed to them, what it corrected says again what it said
        before. Facts typed over since stay, unless `remove_edited`.

        Raises:
            NotFound: no batch has this uid, or it was taken back already.
        """
        kept = self.get(uid)
        if kept.state == "undone":
            raise NotFound(what="batch")
        act = Act("undone", None, at, actor)
        undone = Undoing(self._database, kept.row, act, self._totals).undo(
            remove_edited=remove_edited
        )
        self._totals.settle()
        return undone

    def all(self) -> tuple[KeptBatch, ...]:
        """Return every batch, the oldest first."""
        return tuple(_kept(row) for row in self._database.run(f"{_SELECT} ORDER BY b.id"))

    def get(self, uid: str) -> KeptBatch:
        """Return one batch by its uid.

        Raises:
            NotFound: no batch has this uid.
        """
        rows = self._database.run(f"{_SELECT} WHERE b.uid = ?", uid)
        if not rows:
            raise NotFound(what="batch")
        return _kept(rows[0])

    def to_check(self, person: int) -> tuple[tuple[str, int, str | None, int], ...]:
        """Return the batches with facts a person (row) has to look at, the oldest first.

        Each is (uid, start in ms UTC, name of its file, how many).
        """
        rows = self._database.run(
            "SELECT b.uid, b.started, b.file_name, count(*) FROM fact f JOIN batch b"
            " ON b.id = f.batch WHERE f.person = ? AND f.status IN ('to_check', 'implausible')"
            " AND f.deleted IS NULL GROUP BY b.id ORDER BY b.id",
            person,
        )
        return tuple(rows)

    def of_file(self, person: int, file_hash: bytes) -> KeptBatch | None:
        """Return the last kept batch that read a file of this SHA-256 for a person."""
        rows = self._database.run(
            f"{_SELECT} WHERE b.person = ? AND b.file_hash = ? AND b.state = 'kept'"
            " ORDER BY b.id DESC LIMIT 1",
            person, file_hash,
        )  # fmt: skip
        return _kept(rows[0]) if rows else None


def _kept(row: tuple[Any, ...]) -> KeptBatch:
    number, person, started, finished, state, report, undone, *rest = row
    uid, kind, form, reader, *more = rest
    batch = Batch(uid, kind, form, reader, *more)
    return KeptBatch(number, batch, person, started, finished, state, json.loads(report), undone)
