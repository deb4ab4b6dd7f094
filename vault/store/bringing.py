"""Which facts of a batch became what: for the report of an import, opened line by line."""

from __future__ import annotations

from typing import Final, Literal

from vault.store.database import Database

Became = Literal["added", "already_present", "corrected", "duplicate_of_other_source", "to_check"]
_BATCH: Final = "(SELECT id FROM batch WHERE uid = ?1)"
_LIVE: Final = "f.deleted IS NULL"
_DOUBT: Final = "f.status IN ('to_check', 'implausible')"
_WHERE: Final[dict[Became, str]] = {
    "added": f"f.batch = ?1 AND {_LIVE} AND f.duplicate_of IS NULL AND NOT {_DOUBT}"
    " AND f.version = 1",
    "already_present": f"f.id IN (SELECT fact FROM fact_seen WHERE batch = ?1) AND {_LIVE}",
    "corrected": f"f.batch = ?1 AND {_LIVE} AND f.version > 1",
    "duplicate_of_other_source": f"f.batch = ?1 AND {_LIVE} AND f.duplicate_of IS NOT NULL",
    "to_check": f"f.batch = ?1 AND {_LIVE} AND {_DOUBT}",
}


def facts(database: Database, batch: str, became: Became, limit: int) -> tuple[str, ...]:
    """Return uids of facts that became so by a batch (uid), the newest first."""
    rows = database.run(
        f"SELECT f.uid FROM fact f WHERE {_WHERE[became].replace('?1', _BATCH)}"
        " ORDER BY f.start_ms DESC, f.id DESC LIMIT ?2",
        batch, limit,
    )  # fmt: skip
    return tuple(uid for (uid,) in rows)
