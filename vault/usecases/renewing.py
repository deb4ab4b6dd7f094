"""A grant in the place of another: a renewal or a change, signed anew, never by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vault.crypto import jws
from vault.crypto.base64url import sha256
from vault.errors import WrongUse
from vault.record import consent as grants
from vault.record.consent_states import GrantState, may_become
from vault.record.person import Person
from vault.store.consents import Consent
from vault.usecases import ledgers, queues
from vault.usecases.session import Session
from vault.usecases.terms import Choice


@dataclass(frozen=True, slots=True)
class Replaced:
    """The grant whose place a new one takes; `named` is how the new one names it: jti, sha256."""

    row: int
    named: tuple[str, str]


def replaced(session: Session, person: Person, choice: Choice) -> Replaced | None:
    """Return the grant that a choice renews; None when it renews none.

    Raises:
        WrongUse: there is no such grant of this person to this service for this purpose.
    """
    if choice.replaces is None:
        return None
    old = session.vault.consents.find(choice.replaces)
    if old is None or old.token is None:
        raise WrongUse("--replaces")
    asked = (person.uid, choice.service, choice.finality)
    if (old.person, old.service, old.finality) != asked:
        raise WrongUse("--replaces")
    return Replaced(old.row, (old.uid, sha256(old.token)))


def again(consent: Consent) -> Choice:
    """Return the choice that renews a grant as it was signed, to be shown and signed anew."""
    assert consent.token is not None
    (detail, *_more) = grants.read(jws.peek(consent.token)[1]).details
    return Choice(
        consent.service, detail.finality, only=detail.categories,
        start=None if detail.period is None else detail.period.start,
        sensitive=detail.sensitive, include=detail.include, mode=detail.mode,
        replaces=consent.uid,
    )  # fmt: skip


def received(session: Session, consent: Consent) -> None:
    """End the grant that this one replaces, now that the service has received something under it.

    Call it inside a transaction.
    """
    if consent.replaces is None:
        return
    old = session.vault.consents.by_row(consent.replaces)
    if not may_become(GrantState(old.state), GrantState.REPLACED):
        return
    queues.drop(session, old)
    session.vault.consents.keep(replace(old, state=GrantState.REPLACED.value))
    body: dict[str, object] = {"grant": old.uid, "by": consent.uid}
    ledgers.happened(session, old.person, "replaced", body, old.row)
    session.note("share_replaced", old.person, body)
