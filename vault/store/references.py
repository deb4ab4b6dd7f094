"""The references that people chose; those that no longer hold stay, with their end."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from vault.record.references import Reference
from vault.store.database import Database

_COLUMNS: Final = "measure, low, high, unit, given_by, source, source_date, context"


class References:
    """References by person (their row) and measure."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: int, measure: str) -> tuple[Reference, ...]:
        """Return what holds now, in the order in which it was said."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM reference WHERE person = ? AND measure = ?"
            " AND until IS NULL ORDER BY id",
            person, measure,
        )  # fmt: skip
        return tuple(
            Reference(
                key, _decimal(low), _decimal(high), unit, by, name or "", on or "", part or ""
            )
            for key, low, high, unit, by, name, on, part in rows
        )

    def end(self, person: int, measure: str, at: int) -> int:
        """End what holds, at ms UTC; return how many."""
        rows = self._database.run(
            "UPDATE reference SET until = ? WHERE person = ? AND measure = ? AND until IS NULL"
            " RETURNING id",
            at, person, measure,
        )  # fmt: skip
        return len(list(rows))

    def add(self, person: int, references: Iterable[Reference], at: int) -> None:
        """Let these hold from now on, beside what holds."""
        for one in references:
            self._database.run(
                f"INSERT INTO reference (person, {_COLUMNS}, since)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                person, one.measure, _real(one.low), _real(one.high), one.unit, one.origin,
                one.name or None, one.dated or None, one.part or None, at,
            )  # fmt: skip


def _decimal(value: float | None) -> Decimal | None:
    """Return the shortest number that the column can mean: what was typed."""
    return None if value is None else Decimal(repr(value))


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
