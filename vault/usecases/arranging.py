"""Which cards a person wants on the overview, and in which order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from vault.record.changes import Changes
from vault.record.person import Person
from vault.usecases.glance import Glance
from vault.usecases.session import Session

MOST: Final = 6  # cards of a record that nobody arranged
_CARDS: Final = "overview.cards"
_FIRST: Final = (
    "body_weight", "blood_pressure", "resting_heart_rate", "heart_rate", "steps", "sleep",
    "glucose", "glucose_interstitial", "body_temperature", "spo2", "body_height",
    "head_circumference",
)  # fmt: skip


def chosen(session: Session, person: Person) -> tuple[str, ...] | None:
    """Return the keys of the cards a person chose, in their order; None when nobody arranged."""
    row = session.vault.people.row_id(person.uid)
    kept = session.vault.settings.get(row, _CARDS)
    return None if kept is None else tuple(json.loads(kept))


def choose(session: Session, person: Person, keys: Sequence[str]) -> Changes:
    """Keep the cards of a person, in this order."""
    row = session.vault.people.row_id(person.uid)
    with session.database.transaction():
        session.vault.settings.put(row, _CARDS, json.dumps(list(dict.fromkeys(keys))))
    return Changes(frozenset({(person.uid, "")}))


def arranged(
    session: Session, person: Person, glances: Sequence[Glance]
) -> tuple[Glance, ...]:  # fmt: skip
    """Return what stands on the overview: what was chosen, else the six that people ask for most.

    A measure that has no value any more has no card.
    """
    found = {one.key: one for one in glances}
    keys = chosen(session, person)
    if keys is None:
        rest = [key for key in found if key not in _FIRST]
        keys = tuple([key for key in _FIRST if key in found][:MOST] + rest)[:MOST]
    return tuple(found[key] for key in keys if key in found)
