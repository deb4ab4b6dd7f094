"""What was taken back from services: each run, and a token where somebody wants more of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.store.database import Database

_NAMES: Final = ("uid", "service", "how", "started", "finished", "batch", "refresh")
_READ: Final = ", ".join(f"r.{name}" for name in _NAMES)


@dataclass(frozen=True, slots=True)
class RecoveryRun:
    """One run; `how`: "everything", "search", "export"; times in ms UTC; `batch` a row number.

    `refresh` is what the next run logs in with; it never leaves the vault but to its service.
    """

    uid: str
    person: str  # uid
    service: str
    how: str
    started: int
    finished: int | None = None
    batch: int | None = None
    refresh: bytes | None = field(default=None, repr=False)
    report: Mapping[str, Any] = field(default_factory=dict)
    row: int = 0


class Recoveries:
    """Every run of every person of one vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, run: RecoveryRun) -> RecoveryRun:
        """Write a run, new or changed; return it with its row number."""
        changes = ", ".join(f"{name} = excluded.{name}" for name in (*_NAMES[1:], "report"))
        ((row,),) = self._database.run(
            f"INSERT INTO recovery_run ({', '.join(_NAMES)}, report, person)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM person WHERE uid = ?))"
            f" ON CONFLICT (uid) DO UPDATE SET {changes} RETURNING id",
            *(getattr(run, name) for name in _NAMES), json.dumps(dict(run.report)), run.person,
        )  # fmt: skip
        return replace(run, row=row)

    def of(self, person: str, service: str | None = None) -> tuple[RecoveryRun, ...]:
        """Return the runs of a person (uid), of one service or of all, the oldest first."""
        rows = self._database.run(
            f"SELECT r.id, p.uid, r.report, {_READ} FROM recovery_run r"
            " JOIN person p ON p.id = r.person"
            " WHERE p.uid = ?1 AND (?2 IS NULL OR r.service = ?2) ORDER BY r.id",
            person, service,
        )  # fmt: skip
        return tuple(_run(row) for row in rows)


def _run(row: tuple[Any, ...]) -> RecoveryRun:
    number, person, report, *rest = row
    told = dict(zip(_NAMES, rest, strict=True))
    return RecoveryRun(**told, person=person, report=json.loads(report), row=number)
