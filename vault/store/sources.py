"""Where numbers come from: one row for each source that was ever met."""

from __future__ import annotations

from typing import Any, Final

from vault.record.provenance import Source
from vault.store.database import Database

_COLUMNS: Final = "vendor, app, model, device_class, label"


class Sources:
    """Every device, app, laboratory and person that numbers came from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def id_of(self, source: Source) -> int:
        """Return the row of a source, made when it is met for the first time."""
        key = source.key
        rows = self._database.run("SELECT id FROM source WHERE key = ?", key)
        if not rows:
            rows = self._database.run(
                f"INSERT INTO source (key, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                key, source.vendor, source.app, source.model, source.device_class, source.label,
            )  # fmt: skip
        return int(rows[0][0])

    def get(self, row: int) -> Source:
        """Return a source by its row; its serial is part of the key only, and is not given back."""
        ((*columns,),) = self._database.run(f"SELECT {_COLUMNS} FROM source WHERE id = ?", row)
        return _source(columns)

    def all(self) -> dict[int, Source]:
        """Return every source by its row."""
        rows = self._database.run(f"SELECT id, {_COLUMNS} FROM source")
        return {int(row): _source(columns) for row, *columns in rows}

    def ranks(self) -> dict[int, int]:
        """Return the place the person gave each source: 1 is first, 0 where nothing was chosen."""
        return {
            int(row): int(rank) for row, rank in self._database.run("SELECT id, rank FROM source")
        }

    def rename(self, row: int, label: str) -> None:
        """Set the person's own name of a source."""
        self._database.run("UPDATE source SET label = ? WHERE id = ?", label, row)


def _source(columns: list[Any]) -> Source:
    vendor, app, model, device_class, label = columns
    return Source(vendor or "", app or "", model or "", device_class, label=label or "")
