"""References of a person: chosen for a measure, taken away, offered where a public one covers."""

from __future__ import annotations

from collections.abc import Sequence

from vault.errors import WrongUse
from vault.record.changes import Changes
from vault.record.measures import Measure
from vault.record.person import Person
from vault.record.references import Reference
from vault.usecases.session import Session


def of(session: Session, person: Person, measure: Measure) -> tuple[Reference, ...]:
    """Return what holds for a measure: one, or one for each part of a panel; () where none does."""
    row = session.vault.people.row_id(person.uid)
    return session.vault.references.of(row, measure.key)


def choose(
    session: Session, person: Person, measure: Measure, chosen: Sequence[Reference]
) -> Changes:
    """Let these hold in the place of what held; none of them takes the reference away.

    Raises:
        WrongUse: one is of another measure or unit, has no end, or its ends lie the wrong way
            round.
    """
    for one in chosen:
        if not _is_sound(one, measure):
            raise WrongUse("reference")
    row = session.vault.people.row_id(person.uid)
    kind = "reference_chosen" if chosen else "reference_ended"
    body = {"measure": measure.key, "origins": sorted({one.origin for one in chosen})}
    with session.act(kind, person.uid, body):
        session.vault.references.end(row, measure.key, session.ms())
        session.vault.references.add(row, chosen, session.ms())
    return Changes(frozenset({(person.uid, measure.key)}))


def _is_sound(one: Reference, measure: Measure) -> bool:
    parts = {part.name for part in measure.components} if measure.panel else {""}
    ends = [end for end in (one.low, one.high) if end is not None]
    return (
        (one.measure, one.unit) == (measure.key, measure.unit)
        and one.part in parts
        and bool(ends)
        and ends == sorted(ends)
    )
