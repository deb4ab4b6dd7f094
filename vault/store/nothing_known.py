"""What a source says there is none of, or nothing known of: no allergy, no treatment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault.store.database import Database

State = Literal["none", "unknown", "not_asked"]


@dataclass(frozen=True, slots=True)
class Ended:
    """What was said of a section until a fact contradicted it.

    `at` in ms UTC; `actor` as in the journal; `batch` is the uid of the import that said it.
    """

    section: str
    state: State
    at: int
    actor: str
    batch: str | None


class NothingKnownSections:
    """Sections of the record about which it is said that there is nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(
        self, person: int, section: str, state: State, at: int, actor: str, batch: int | None
    ) -> bool:
        """Say it, unless something as sure stands already; tell whether it was new.

        « None » outweighs « unknown » and « not asked »: a known absence is not the absence of
        knowledge.
        """
        rows = self._database.run(
            "SELECT state FROM nothing_known WHERE person = ? AND section = ?", person, section
        )
        if rows and (rows[0][0] == "none" or state != "none"):
            return False
        self._database.run(
            "INSERT OR REPLACE INTO nothing_known VALUES (?, ?, ?, ?, ?, ?)",
            person, section, state, at, actor, batch,
        )  # fmt: skip
        return True

    def settle(self, person: int) -> tuple[Ended, ...]:
        """End what a fact of the record contradicts; return what was said."""
        return tuple(
            Ended(*row)
            for row in self._database.run(
                "DELETE FROM nothing_known WHERE person = ?1 AND section IN ("
                "SELECT type FROM fact WHERE person = ?1 AND deleted IS NULL"
                " AND status IN ('active', 'inactive', 'completed'))"
                " RETURNING section, state, at, actor,"
                " (SELECT uid FROM batch WHERE batch.id = nothing_known.batch)",
                person,
            )
        )

    def standing(self, person: int) -> tuple[Ended, ...]:
        """Return all that is said of a person, as `settle` would if it ended now."""
        rows = self._database.run(
            "SELECT n.section, n.state, n.at, n.actor, b.uid FROM nothing_known n"
            " LEFT JOIN batch b ON b.id = n.batch WHERE n.person = ? ORDER BY n.section",
            person,
        )
        return tuple(Ended(*row) for row in rows)

    def of(self, person: int) -> tuple[tuple[str, State, int], ...]:
        """Return section, state and time (ms UTC), by section."""
        return tuple(
            (section, state, at)
            for section, state, at in self._database.run(
                "SELECT section, state, at FROM nothing_known WHERE person = ? ORDER BY section",
                person,
            )
        )
