"""Takes everything about one person out of a vault."""

from __future__ import annotations

from typing import Final

from vault.store.database import Database

_OWN: Final = "(SELECT id FROM instrument WHERE person = :p)"
_FACTS: Final = "(SELECT id FROM fact WHERE person = :p)"
_STREAMS: Final = "(SELECT id FROM stream WHERE person = :p)"
_AGREED: Final = "(SELECT id FROM consent WHERE person = :p)"
_LEDGERS: Final = (
    "(SELECT ledger FROM statement WHERE person = :p"
    " EXCEPT SELECT ledger FROM statement WHERE person <> :p)"
)

# rows that hang on others go with them (ON DELETE CASCADE); foreign keys are looked at in the end
_STEPS: Final = (
    f"DELETE FROM search WHERE rowid IN {_FACTS}",
    "DELETE FROM fact WHERE person = :p",
    f"DELETE FROM chunk WHERE stream IN {_STREAMS}",
    "DELETE FROM stream WHERE person = :p",
    "DELETE FROM day_total WHERE person = :p",
    "DELETE FROM nothing_known WHERE person = :p",
    "DELETE FROM reference WHERE person = :p",
    "DELETE FROM identity_number WHERE person = :p",
    "DELETE FROM draft WHERE person = :p",
    "DELETE FROM setting WHERE person = :p",
    f"DELETE FROM frame WHERE instrument IN {_OWN}",
    f"DELETE FROM reading_key WHERE instrument IN {_OWN}",
    f"DELETE FROM clock_check WHERE instrument IN {_OWN}",
    f"DELETE FROM inbox WHERE instrument IN {_OWN}",
    "DELETE FROM instrument WHERE person = :p",
    "UPDATE inbox SET proposed = NULL, reason = NULL WHERE proposed = :p",
    f"DELETE FROM head WHERE ledger IN {_LEDGERS}",
    f"DELETE FROM witness WHERE ledger IN {_LEDGERS}",
    "DELETE FROM statement WHERE person = :p",
    f"DELETE FROM link WHERE consent IN {_AGREED}",
    f"DELETE FROM sending WHERE consent IN {_AGREED}",
    "DELETE FROM consent WHERE person = :p",
    "DELETE FROM signing_key WHERE person = :p",
    "DELETE FROM recovery_run WHERE person = :p",
    "DELETE FROM batch WHERE person = :p",
    (
        "DELETE FROM blob WHERE id NOT IN (SELECT blob FROM document)"
        " AND id NOT IN (SELECT blob FROM attachment)"
    ),
    "DELETE FROM person WHERE id = :p",
)


def live_shares(database: Database, person: int) -> int:
    """Count the shares of a person that are not over."""
    rows = database.run(
        "SELECT count(*) FROM consent WHERE person = ? AND state IN ('signed', 'active', 'paused')",
        person,
    )
    return int(rows[0][0])


def remove(database: Database, person: int) -> None:
    """Delete everything of a person (row number), ledger included; inside a transaction.

    The uid stays in the journal, which then speaks of somebody who is no longer there.
    """
    database.run("PRAGMA defer_foreign_keys = ON")
    for step in _STEPS:
        database.named(step, p=person)


def compact(database: Database) -> None:
    """Give back to the disk what was freed, and empty the write-ahead log; outside transactions."""
    database.run("PRAGMA incremental_vacuum")
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
