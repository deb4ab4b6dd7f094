"""A new key of a person towards one service: both keys sign, the service answers, then it counts.

Until the service has answered, everything is signed with the old key, and the same document goes
again: nothing is lost between the two.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final, Literal
from uuid import uuid4

from vault.crypto import keys
from vault.crypto.base64url import sha256, unb64
from vault.errors import NotConfirmed, NotFound, ServiceRefused, ServiceUnreachable, VaultError
from vault.record import ledger as kinds
from vault.record.consent_states import GrantState
from vault.record.person import Person
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.store.signing_keys import KeptKey
from vault.sync import outbox, stop_letter
from vault.sync.http import Exchange, Request
from vault.sync.sending import Ask, problem_of
from vault.sync.stop_letter import Rotation
from vault.usecases import catalogues, ledgers, signatories, standing
from vault.usecases.session import Session

Reason = Literal["scheduled", "suspected", "lost"]
MEDIA: Final = "application/jose+json"
_DONE: Final = 204
_CLIENT: Final = range(400, 500)
_SECOND: Final = 1000


def rotate(
    session: Session, ask: Ask, person: Person, service: str, reason: Reason = "scheduled"
) -> str:
    """Put a new key in the place of the one that signs for a person towards a service.

    Returns the thumbprint of the new key, once the service has answered. "suspected" pauses the
    standing shares until the person looks; "lost" signs with the key of the recovery sheet.

    Raises:
        NotFound: no such service, or nothing was ever received there.
        NotConfirmed: a sending or a stop to this service has no answer yet; or none came now: ask
            again, the same document goes.
        ServiceUnreachable, ServiceRefused: it does not answer, or says no; nothing changed.
    """
    held, entry = catalogues.find(session, service)
    grants = _known(session, person, entry.id)
    if not grants or "rotate" not in entry.endpoints:
        raise NotFound(what="service")
    sending = _begun(session, person, entry.id, grants, reason)
    assert sending.body is not None
    practice = held.kept.kind == "practice"
    address = entry.endpoints["rotate"]
    exchange = ask(Request("POST", address, sending.body, MEDIA, practice=practice))
    return _ended(session, person, grants[-1], sending, exchange)


def _known(session: Session, person: Person, service: str) -> tuple[Consent, ...]:
    """Return the grants under which the service received something."""
    return tuple(
        one
        for one in session.vault.consents.all(person.uid)
        if one.service == service and session.vault.statements.of(one.row, kinds.SHARE_RECEIPT)
    )


def _begun(
    session: Session, person: Person, service: str, grants: tuple[Consent, ...], reason: Reason
) -> Sending:
    for one in grants:
        for sending in session.vault.sendings.of(one.row):
            if sending.kind == "rotation" and sending.state not in outbox.FINAL:
                return sending
            if sending.state not in (*outbox.FINAL, "ready"):
                raise NotConfirmed(one.name)
    row = session.vault.people.row_id(person.uid)
    old = session.vault.signing_keys.find(row, f"service:{service}")
    assert old is not None
    by = keys.of_scalar(old.private) if reason != "lost" else _recovery(session, row, service)
    new, jti, at = keys.new(), str(uuid4()), session.ms()
    change = Rotation(service, old.thumbprint, by, new, reason)
    document = stop_letter.rotation(change, jti, at // _SECOND)
    consent = grants[-1]
    body: dict[str, object] = {"service": consent.uid, "new": new.thumbprint, "reason": reason}
    with session.act("key_rotated", person.uid, body) as told:
        kept = KeptKey(0, _next(service), new.thumbprint, json.dumps(new.public.jwk()), new.scalar)
        session.vault.signing_keys.keep(row, kept, at)
        sending = session.vault.sendings.keep(
            Sending(
                jti, consent.row, "rotation", "unconfirmed", at, unb64(sha256(document)),
                len(document), 0, body=document,
            )
        )  # fmt: skip
        ledgers.add(session, person.uid, kinds.ROTATION, document, consent.row, sending.row)
        told["ledger"] = ledgers.state(session, person.uid)
    if reason == "suspected":
        _pause(session, grants)
    return sending


def _ended(
    session: Session, person: Person, consent: Consent, sending: Sending, exchange: Exchange
) -> str:
    answer, row = exchange.answer, session.vault.people.row_id(person.uid)
    use = f"service:{consent.service}"
    new = session.vault.signing_keys.find(row, _next(consent.service))
    assert new is not None
    if answer is not None and answer.status == _DONE:
        old = session.vault.signing_keys.find(row, use)
        assert old is not None
        with session.database.transaction():
            session.vault.signing_keys.follow(old.row, new.row, use, session.ms())
            session.vault.consents.rekeyed(old.row, new.row)
            _close(session, sending, "confirmed", None)
        return new.thumbprint
    if answer is not None and answer.status in _CLIENT:
        problem = problem_of(answer) or f"status-{answer.status}"
        with session.database.transaction():
            session.vault.signing_keys.retire(new.row, session.ms())
            _close(session, sending, "refused", problem)
        raise ServiceRefused(service=consent.name, problem=problem)
    raise _unanswered(exchange, consent.name)


def _unanswered(exchange: Exchange, service: str) -> VaultError:
    if exchange.answer is not None:
        return ServiceUnreachable(service)
    if exchange.error is not None and not exchange.left:
        return type(exchange.error)(service)
    return NotConfirmed(service)


def _close(session: Session, sending: Sending, state: outbox.State, problem: str | None) -> None:
    session.vault.sendings.keep(
        replace(sending, state=state, problem=problem, answered=session.ms())
    )


def _pause(session: Session, grants: tuple[Consent, ...]) -> None:
    for one in grants:
        if one.mode == "standing" and one.state == GrantState.ACTIVE:
            standing.pause(session, one.uid)


def _recovery(session: Session, person: int, service: str) -> keys.PrivateKey:
    found = signatories.recovery(session, person, service)
    if found is None:
        raise NotFound(what="recovery sheet")
    return found


def _next(service: str) -> str:
    return f"next:{service}"
