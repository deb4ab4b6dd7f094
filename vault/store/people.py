"""The people whose records a vault holds."""

from __future__ import annotations

from typing import Any, Final

from vault.record.person import Person
from vault.store.database import Database

_COLUMNS: Final = "uid, called, relation, basis, zone, born, sex, given, family_birth, family_used"


class People:
    """Whose records this vault holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person, at: int) -> None:
        """Add a person, at ms UTC; the colour is the next one, for recognition only."""
        self._database.run(
            f"INSERT INTO person ({_COLUMNS}, born_precision, colour, resource, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM person), '{}', ?)",
            person.uid, person.called, person.relation, person.basis, person.zone, person.born,
            person.sex, person.given, person.family_birth, person.family_used,
            _precision(person.born), at,
        )  # fmt: skip

    def edit(self, person: Person) -> None:
        """Put what is known of a person in the place of what was."""
        self._database.run(
            "UPDATE person SET called = ?, relation = ?, basis = ?, zone = ?, born = ?,"
            " born_precision = ?, sex = ?, given = ?, family_birth = ?, family_used = ?"
            " WHERE uid = ?",
            person.called, person.relation, person.basis, person.zone, person.born,
            _precision(person.born), person.sex, person.given, person.family_birth,
            person.family_used, person.uid,
        )  # fmt: skip

    def all(self) -> tuple[Person, ...]:
        """Return everybody, the oldest entry first."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM person WHERE deleted IS NULL ORDER BY id"
        )
        return tuple(_person(row) for row in rows)

    def row_id(self, uid: str) -> int:
        """Return the number that other tables use for a person.

        Raises:
            KeyError: nobody has this uid.
        """
        rows = self._database.run("SELECT id FROM person WHERE uid = ?", uid)
        if not rows:
            raise KeyError(uid)
        return int(rows[0][0])


def _person(row: tuple[Any, ...]) -> Person:
    uid, called, relation, basis, zone, *rest = row
    return Person(uid, called, relation, basis, zone, *rest)


def _precision(born: str | None) -> str | None:
    return None if born is None else {4: "year", 7: "month"}.get(len(born), "day")
