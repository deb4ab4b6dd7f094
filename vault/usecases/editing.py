"""Facts by hand: into the trash and out of it, back to an older version, erased for good."""

from __future__ import annotations

from typing import Final

from vault.record.facts import Kept
from vault.record.person import Person
from vault.store.facts import Act, Did
from vault.usecases.nothing_known import ended
from vault.usecases.recording import batch_by_hand
from vault.usecases.session import Session

_DAY: Final = 86_400_000  # ms


def delete(session: Session, uid: str) -> Kept:
    """Put a fact into the trash, for 30 days.

    Raises:
        NotFound: no fact has this id, or it lies there already.
    """
    kept = session.vault.facts.get(uid)
    with session.act("deleted", kept.person, {"fact": uid}):
        session.vault.facts.delete(uid, _act(session, "deleted"))
    return session.vault.facts.get(uid)


def restore(session: Session, uid: str, version: int | None = None) -> Kept:
    """Take a fact out of the trash, or make it say again what an older version said.

    Raises:
        NotFound: no fact has this id, it is not in the trash, or it has no such version.
        AlreadyThere: the same thing was added again since.
    """
    kept, facts = session.vault.facts.get(uid), session.vault.facts
    with session.act("restored", kept.person, {"fact": uid}) as told:
        row = session.vault.people.row_id(kept.person)
        if version is None:
            restored = facts.restore(uid, _act(session, "restored"))
            told.update(ended(session, row))
            return restored
        told["version"] = version
        batch = session.vault.batches.open(batch_by_hand(), row, session.ms(), session.actor)
        restored = facts.restore_version(uid, version, _act(session, "restored", batch))
        session.vault.batches.finish(batch, {"added": 0}, session.ms())
        return restored


def empty_trash(session: Session, person: Person) -> int:
    """Erase all that lies in the trash of a person, at once; return how many facts.

    Each leaves its id in the journal, and its key, so that no file brings it back.
    """
    row = session.vault.people.row_id(person.uid)
    with session.act("purged", person.uid) as told:
        gone = session.vault.facts.purge(session.ms(), row)
        told["facts"] = list(gone)
    session.database.run("PRAGMA incremental_vacuum")
    return len(gone)


def purge(session: Session) -> int:
    """Erase what lay in the trash for 30 days, once a day; return how many facts.

    Call it once per opening, when the work is done or the first page is shown: nobody waits for it.
    """
    now, last = session.ms(), session.vault.meta.get("last_purge")
    if last is not None and 0 <= now - last < _DAY:
        return 0
    with session.database.transaction():
        session.vault.meta.put("last_purge", now)
        gone = session.vault.facts.purge(now)
        if gone:
            session.vault.journal.note(
                session.at(), "carnet", "purged", None, {"facts": list(gone)}
            )
    return len(gone)


def _act(session: Session, did: Did, batch: int | None = None) -> Act:
    return Act(did, batch, session.ms(), session.actor)
