"""The people of a vault: add, edit, remove, find by name."""

from __future__ import annotations

from vault.crypto import keys, strict_json
from vault.errors import AlreadyThere, UnknownPerson, WhichPerson
from vault.record.changes import Changes
from vault.record.person import Person
from vault.store.signing_keys import KeptKey
from vault.usecases.session import Session


def add(session: Session, person: Person) -> Changes:
    """Add a person to the open vault, with an identity key; one transaction, one journal line.

    Raises:
        AlreadyThere: somebody of the vault has this name.
    """
    _free(session, person)
    key, vault = keys.new(), session.vault
    with session.act("person_added", person.uid):
        vault.people.add(person, session.ms())
        row, index = vault.people.row_id(person.uid), vault.meta.get("people_made") or 0
        public = strict_json.written(key.public.jwk()).decode()
        kept = KeptKey(0, "identity", key.thumbprint, public, key.scalar)
        vault.signing_keys.keep(row, kept, session.ms())
        vault.settings.put(row, "recovery_index", str(index))  # never reused
        vault.meta.put("people_made", index + 1)
    return Changes(frozenset({(person.uid, "")}))


def edit(session: Session, person: Person) -> Changes:
    """Put what is now known of a person in the place of what was; the uid stays.

    Raises:
        AlreadyThere: somebody else of the vault has this name.
    """
    _free(session, person)
    with session.act("person_edited", person.uid):
        session.vault.people.edit(person)
    return Changes(frozenset({(person.uid, "")}))


def _free(session: Session, person: Person) -> None:
    name = person.called.casefold()
    others = [one for one in session.vault.people.all() if one.uid != person.uid]
    if any(one.called.casefold() == name for one in others):
        raise AlreadyThere


def told_by(person: Person) -> tuple[str, ...]:
    """Return what somebody who knows a person would try first as a passphrase."""
    names = (person.called, person.given, person.family_birth, person.family_used)
    born = person.born or ""
    words = [word for name in names if name for word in (name, *name.split())]
    turned = "".join(reversed(born.split("-")))
    return tuple(word for word in (*words, born, born.replace("-", ""), turned) if word)


def everybody(session: Session) -> tuple[Person, ...]:
    """Return the people of the vault, the oldest entry first."""
    return session.vault.people.all()


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
