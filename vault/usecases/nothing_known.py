"""What was said to be absent ends once something of it stands in the record, and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vault.store.nothing_known import Ended
from vault.usecases.session import Session


def ended(session: Session, person: int, before: Sequence[Ended] = ()) -> dict[str, Any]:
    """End what the facts of a person contradict; return what the journal line keeps of it.

    `person` is the number of a row; call it inside the act that brings the facts. `before` is what
    stood when an act began that may say something surer itself: what it replaced has ended too. The
    line holds under "ended" what was said, since when (ms UTC) and by whom; it is empty where
    nothing ended.
    """
    known = session.vault.nothing_known
    gone = known.settle(person)
    still = {*gone, *known.standing(person)}
    gone += tuple(one for one in before if one not in still)
    return {"ended": [asdict(one) for one in gone]} if gone else {}


def brought_back(session: Session, person: str) -> dict[str, Any]:
    """Say again what imports had ended that are taken back by now; return it for the journal line.

    `person` is a uid; call it inside the act that takes an import back. Nothing comes back where a
    fact of the section still stands, where something is said since, or where what said it was
    taken back too; of a section the last line of the journal decides.
    """
    known, row = session.vault.nothing_known, session.vault.people.row_id(person)
    batches = {one.batch.uid: one for one in session.vault.batches.all()}
    kept = {uid: one.row for uid, one in batches.items() if one.state == "kept"}
    said = []
    for one, by in _last(session, person).values():
        if by and kept.keys().isdisjoint(by) and (one.batch is None or one.batch in kept):
            batch = None if one.batch is None else kept[one.batch]
            if known.say(row, one.section, one.state, one.at, one.actor, batch):
                said.append(one.section)
    against = {one.section for one in known.settle(row)}
    again = sorted(set(said) - against)
    return {"said_again": again} if again else {}


def _last(session: Session, person: str) -> dict[str, tuple[Ended, list[str]]]:
    """Return what ended last in each section, with the imports that ended it (none: by hand)."""
    last: dict[str, tuple[Ended, list[str]]] = {}
    for entry in session.vault.journal.of_person(person, "ended"):
        for one in entry.body["ended"]:
            last[one["section"]] = (Ended(**one), entry.body.get("batches", []))
    return last
