"""Which cards a person wants on the overview, and in which order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from vault.record.changes import Changes
from vault.record.person import Person
from vault.usecases import glance
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
    kept = json.loads(session.vault.settings.get(row, _CARDS) or "null")
    return None if kept is None else tuple(kept)


def choose(session: Session, person: Person, keys: Sequence[str] | None) -> Changes:
    """Keep the cards of a person, in this order; None: as if nobody had arranged."""
    row = session.vault.people.row_id(person.uid)
    wanted = None if keys is None else list(dict.fromkeys(keys))
    with session.database.transaction():
        session.vault.settings.put(row, _CARDS, json.dumps(wanted))
    return Changes(frozenset({(person.uid, "")}))


def order(session: Session, person: Person, held: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that have a card: what was chosen, else the six people ask for most.

    `held` are the keys of which there are values: no other has a card.
    """
    keys = chosen(session, person)
    if keys is not None:
        return tuple(key for key in keys if key in held)
    usual = [key for key in _FIRST if key in held]
    return tuple((usual + [key for key in held if key not in _FIRST])[:MOST])


def cards(session: Session, person: Person) -> tuple[Glance, ...]:
    """Look at each measure that has a card, in the order of the cards, and at no other."""
    held = glance.keys(session, person)
    looked = (glance.glance(session, person, key) for key in order(session, person, held))
    return tuple(one for one in looked if one is not None)


def every_card(session: Session, person: Person) -> tuple[tuple[str, bool], ...]:
    """Return each measure that could have a card, and whether it has: these first, in order."""
    held = glance.keys(session, person)
    shown = order(session, person, held)
    rest = (key for key in held if key not in shown)
    return (*((key, True) for key in shown), *((key, False) for key in rest))
