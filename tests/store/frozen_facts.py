"""What a frozen vault contains, told without any code of the schema it was made by."""

from __future__ import annotations

import hashlib
from typing import Any

from vault.store import integrity
from vault.usecases.session import Session

COUNTED = ("person", "batch", "source", "stream", "chunk", "fact", "document", "day_total", "blob")


def facts(session: Session) -> dict[str, Any]:
    """Count the rows, hash what recognises facts and samples, tell the head of the journal."""
    run = session.database.run
    seq, head = session.vault.journal.head()
    assert integrity.pages(session.database) == 0
    return {
        "schema": run("PRAGMA user_version")[0][0],
        "counts": {name: run(f"SELECT count(*) FROM {name}")[0][0] for name in COUNTED},  # noqa: S608
        "people": [
            list(row) for row in run("SELECT uid, called, born, sex FROM person ORDER BY uid")
        ],
        "facts": hashed(run("SELECT uid, type, hex(key), hex(digest) FROM fact ORDER BY uid")),
        "samples": hashed(run("SELECT hex(digest) FROM chunk ORDER BY digest, id")),
        "journal": {"seq": seq, "hash": head.hex()},
    }


def hashed(rows: list[tuple[Any, ...]]) -> str:
    """Hash rows, one a line."""
    lines = "\n".join(" ".join(map(str, row)) for row in rows)
    return hashlib.sha256(lines.encode()).hexdigest()
