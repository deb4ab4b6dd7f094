"""A request that was left for later: kept as a draft that sends nothing; plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from vault.record.draft import Draft
from vault.record.person import Person
from vault.ui.keys import choice_key, choice_of
from vault.usecases import drafts
from vault.usecases.previewing import Choice
from vault.usecases.session import Session

FORM: Final = "sign"


@dataclass(frozen=True, slots=True)
class Undecided:
    """One request: `key` opens it again, `since` is the day it was left (UTC)."""

    key: str
    service: str
    since: date


def keep(session: Session, person: Person, choice: Choice, service: str) -> None:
    """Keep a request in the place of an earlier one for the same purpose."""
    forget(session, person, choice)
    body = {"service": service}
    drafts.keep(session, [Draft(person.uid, FORM, choice_key(choice), body)])


def forget(session: Session, person: Person, choice: Choice) -> None:
    """Forget what was left for later for this purpose: it was signed, declined or put aside."""
    for one, known in _mine(session, person):
        if (known.service, known.finality) == (choice.service, choice.finality):
            drafts.drop(session, one)


def waiting(session: Session, person: Person, today: date) -> tuple[Undecided, ...]:
    """Return what may still be signed, the latest first."""
    return tuple(
        Undecided(one.target, str(one.body.get("service", "")), _day(one.saved))
        for one, choice in _mine(session, person)
        if choice.until is None or choice.until >= today
    )


def _mine(session: Session, person: Person) -> list[tuple[Draft, Choice]]:
    return [
        (one, choice_of(one.target))
        for one in drafts.waiting(session)
        if one.form == FORM and one.person == person.uid
    ]


def _day(ms: int) -> date:
    return datetime.fromtimestamp(ms / 1000, UTC).date()
