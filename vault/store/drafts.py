"""Forms that were begun and not finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from vault.record.draft import Draft
from vault.store.database import Database

_ROW: Final = "person IS (SELECT id FROM person WHERE uid = ?) AND form = ? AND target = ?"


class Drafts:
    """What lies here is encrypted with the rest; no line of the journal tells of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, draft: Draft) -> None:
        """Put a draft in the place of the older one; inside a transaction."""
        self.drop(draft)
        self._database.run(
            "INSERT INTO draft (person, form, target, body, saved)"
            " VALUES ((SELECT id FROM person WHERE uid = ?), ?, ?, ?, ?)",
            draft.person, draft.form, draft.target,
            json.dumps(dict(draft.body), ensure_ascii=False), draft.saved,
        )  # fmt: skip

    def drop(self, draft: Draft) -> None:
        """Forget the draft of the same person, form and target; nothing where there is none."""
        self._database.run(
            f"DELETE FROM draft WHERE {_ROW}", draft.person, draft.form, draft.target
        )

    def all(self) -> tuple[Draft, ...]:
        """Return every draft, the latest first; one that cannot be read is passed over."""
        rows = self._database.run(
            "SELECT p.uid, d.form, d.target, d.body, d.saved FROM draft d"
            " LEFT JOIN person p ON p.id = d.person ORDER BY d.saved DESC, d.id DESC"
        )
        read = ((uid, form, target, _body(body), saved) for uid, form, target, body, saved in rows)
        return tuple(
            Draft(uid, form, target or "", body, saved)
            for uid, form, target, body, saved in read
            if body is not None
        )

    def purge(self, before: int) -> int:
        """Forget what was saved before an instant (ms since 1970 UTC); return how many."""
        old = self._database.run("SELECT count(*) FROM draft WHERE saved < ?", before)
        self._database.run("DELETE FROM draft WHERE saved < ?", before)
        return int(old[0][0])


def _body(text: str) -> Mapping[str, object] | None:
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
