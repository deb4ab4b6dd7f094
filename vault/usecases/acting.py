"""Signing for somebody else: the share is theirs; the grant says who acted, on what ground."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from vault.crypto import jws
from vault.crypto.keys import PrivateKey
from vault.errors import WrongUse
from vault.record.ledger import ACT_PROOF
from vault.record.person import Person
from vault.sync.notice import ForWhom
from vault.usecases import signatories
from vault.usecases.session import Session

_OF_AGE: Final = 18  # years; parental authority ends there


def shown(person: Person, words: Callable[[str], str]) -> ForWhom | None:
    """Return the tenth fact of the notice; None when a person signs for themselves.

    `words` names "relation:<tie>" and "basis:<ground>" in the language of the notice.
    """
    if person.relation == "self":
        return None
    tie, ground = words(f"relation:{person.relation}"), words(f"basis:{person.basis}")
    return ForWhom(person.called, tie, ground)


def bounded(person: Person, until: int) -> int:
    """Return the end of a grant within the ground on which it is signed, in seconds UTC."""
    birthday = _of_age(person)
    if birthday is None:
        return until
    end = int(datetime.combine(birthday, time(), ZoneInfo(person.zone)).timestamp()) - 1
    return min(until, end)


def claims(
    session: Session, person: Person, grant: str, service: str, signer: PrivateKey
) -> dict[str, Any] | None:
    """Return the member `act` of a grant with the proof that the caregiver agrees; else None.

    Call it inside a transaction: the caregiver's key for this service is made the first time.
    """
    if person.relation == "self":
        return None
    key = signatories.caregiver(session, service)
    at = session.ms() // 1000
    proof = jws.sign(
        ACT_PROOF,
        {
            "iss": key.person,
            "aud": service,
            "jti": str(uuid4()),
            "iat": at,
            "sub": signer.person,
            "grant": grant,
        },
        key,
    )
    told = {"sub": key.person, "relation": person.relation, "basis": person.basis}
    birthday = _of_age(person)
    if birthday is not None:
        told |= {"kind": "parental-authority", "until": birthday.isoformat()}
    return {**told, "proof": proof}


def check(person: Person, now: datetime) -> None:
    """Raise WrongUse when the ground has ended: the child is of age."""
    birthday = _of_age(person)
    if birthday is not None and now.astimezone(ZoneInfo(person.zone)).date() >= birthday:
        raise WrongUse("--person")


def _of_age(person: Person) -> date | None:
    """Return the 18th birthday where parental authority is the ground, the earliest it may be."""
    if (person.relation, person.basis) != ("child", "legal") or person.born is None:
        return None
    year, month, day = (int(part) for part in f"{person.born}-01-01".split("-")[:3])
    last = 28 if (month, day) == (2, 29) else day  # 18 years later is no leap year
    return date(year + _OF_AGE, month, last)
