"""The people of a vault: add, edit, remove, find by name."""

from __future__ import annotations

from vault.errors import UnknownPerson, WhichPerson
from vault.record.changes import Changes
from vault.record.person import Person
from vault.usecases.session import Session


def add(session: Session, person: Person) -> Changes:
    """Add a person to the open vault; one transaction with its journal line."""
    with session.act("person_added", person.uid):
        session.vault.people.add(person, session.ms())
    return Changes(frozenset({(person.uid, "")}))


def named(session: Session, asked: str | None) -> Person:
    """Find a person by name or id; None stands for the only person of the vault.

    Raises:
        WhichPerson: nobody was named and there are several.
        UnknownPerson: nobody has this name or id, or several share the name.
    """
    everybody = session.vault.people.all()
    if asked is None:
        if len(everybody) != 1:
            raise WhichPerson
        return everybody[0]
    found = [one for one in everybody if asked in (one.uid, one.called)]
    found = found or [one for one in everybody if one.called.casefold() == asked.casefold()]
    if len(found) != 1:
        raise UnknownPerson
    return found[0]
