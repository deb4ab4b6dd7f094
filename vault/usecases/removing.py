"""Takes a person out of the vault, with everything that is known of them."""

from __future__ import annotations

from vault.errors import PassphraseNeeded, WrongUse
from vault.record.changes import Changes
from vault.record.person import Person
from vault.store import removal
from vault.usecases.session import Session


def remove(session: Session, person: Person) -> Changes:
    """Delete a person and everything of theirs; the journal keeps the id, older backups keep all.

    Raises:
        PassphraseNeeded: the vault was not opened by its passphrase.
        WrongUse: a share of this person is still live; it is stopped first, so that the service
            hears of it.
    """
    if not session.by_passphrase:
        raise PassphraseNeeded
    row = session.vault.people.row_id(person.uid)
    if removal.live_shares(session.database, row):
        raise WrongUse("share stop")
    with session.act("person_removed", person.uid):
        removal.remove(session.database, row)
    removal.compact(session.database)
    return Changes(frozenset({(person.uid, "")}))
