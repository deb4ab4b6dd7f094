"""What came since a person last looked, and the import that was not yet told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vault.record.person import Person
from vault.store.listing import added_since
from vault.usecases.session import Session

_TOLD: Final = "overview.told_import"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An import of this visit: its uid, and how many measurements and facts it added."""

    batch: str
    added: int


def news(session: Session, person: Person) -> int:
    """Count the measurements added since the last visit in the window; 0 in the first one.

    A visit lasts from one opening of the carnet to the last thing done before the next one.
    """
    last = session.vault.journal.before_opening()
    if last is None:
        return 0
    return added_since(session.database, session.vault.people.row_id(person.uid), last)


def arrival(session: Session, person: Person) -> Arrival | None:
    """Return the last import into a record since the opening, until it was told."""
    opened = session.vault.journal.opened()
    found = [
        one
        for one in session.vault.batches.all()
        if one.person == person.uid and one.batch.kind == "import" and one.state == "kept"
    ]
    if not found or opened is None or (found[-1].finished or 0) < opened:
        return None
    last = found[-1]
    row = session.vault.people.row_id(person.uid)
    if session.vault.settings.get(row, _TOLD) == last.batch.uid:
        return None
    return Arrival(last.batch.uid, int(last.report.get("added", 0)))


def tell(session: Session, person: Person, arrived: Arrival) -> None:
    """Remember that the person was told of an import."""
    row = session.vault.people.row_id(person.uid)
    with session.database.transaction():
        session.vault.settings.put(row, _TOLD, arrived.batch)
