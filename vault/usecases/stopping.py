"""Stops a share: here at once and without a network; the service is told until it answers."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Final, Literal
from uuid import uuid4

from vault.crypto import jws
from vault.crypto.base64url import sha256, unb64
from vault.errors import Cancelled, NotFound
from vault.record import ledger as kinds
from vault.record.consent_states import GrantState
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.sync import outbox, receipts, stop_letter
from vault.sync.http import Exchange, Request
from vault.sync.receipts import StopAnswer
from vault.sync.sending import Ask, Heard, heard, posted
from vault.usecases import answers, catalogues, ledgers, queues, signatories
from vault.usecases.sending import Done, receipt_keys, waiting
from vault.usecases.session import Session

_SECOND: Final = 1000
_NEVER_LEFT: Final = ("ready", "cancelled")
_STOPS: Final[dict[outbox.State, str]] = {
    "confirmed": "acknowledged", "refused": "refused",
}  # fmt: skip


def stop(session: Session, grant: str, *, erase: bool = False) -> Consent:
    """Stop a share now; asks for no passphrase and no reason, needs no network.

    Nothing of it is sent any more. When something had left, a revocation is signed and waits to be
    sent; `erase` asks the service to erase what it received, now or after an earlier stop.

    Raises:
        NotFound: there is no such share.
    """
    consent = session.vault.consents.find(grant)
    if consent is None or consent.state == "draft":
        raise NotFound(what="grant")
    if not GrantState(consent.state).live:
        return _erasure_asked(session, consent) if erase else consent
    left = _left(session, consent)
    body: dict[str, object] = {"grant": consent.uid, "erase": erase, "told": left}
    with session.act("share_stopped", consent.person, body) as told:
        queues.drop(session, consent)
        stopped = replace(consent, state=GrantState.STOPPED.value)
        if left:
            stopped = replace(stopped, stop_state="asked", stop_asked=session.ms())
            _revoked(session, consent, erase=erase)
        stopped = session.vault.consents.keep(stopped)
        told["ledger"] = ledgers.state(session, consent.person)
    return stopped


def unanswered(session: Session, consent: Consent) -> tuple[Sending, ...]:
    """Return the stops and requests for erasure of a share that the service has not answered."""
    every = session.vault.sendings.of(consent.row)
    return tuple(
        one
        for one in every
        if one.kind in ("revocation", "erasure")
        and outbox.due(waiting(consent, one), session.ms(), asked=True)
    )


def tell(session: Session, ask: Ask, consent: Consent, sending: Sending) -> Done:
    """Tell the service of a stop or a request for erasure, and keep what it answers.

    Works under a catalogue that has expired and for a service that was withdrawn.

    Raises:
        Cancelled: the person stopped it; it stays to be told.
    """
    started, request = begun(session, consent, sending)
    try:
        exchange = ask(request)
    except (KeyboardInterrupt, Cancelled):
        told(session, consent, started, Exchange(None, left=True))
        raise
    return told(session, consent, started, exchange)


def begun(session: Session, consent: Consent, sending: Sending) -> tuple[Sending, Request]:
    """Keep the word that a stop is being told; return it with what goes to the service now."""
    request = _request(session, consent, sending)
    started = replace(sending, state="sending", tries=sending.tries + 1, next_try=None)
    return session.vault.sendings.keep(started), request


def told(session: Session, consent: Consent, sending: Sending, exchange: Exchange) -> Done:
    """Keep what the service answered to a stop or a request for erasure."""
    assert sending.envelope is not None
    held = next(one for one in catalogues.held(session) if one.kept.row == consent.catalogue)
    check = (
        receipts.revocation_receipt if sending.kind == "revocation" else receipts.erasure_receipt
    )
    asked = sending.envelope.decode("ascii")
    keys, now = receipt_keys(session, consent, held), session.ms()
    found: Heard[StopAnswer] = heard(
        exchange, lambda token: check(token, asked, keys, now // _SECOND)
    )
    chance = secrets.randbelow(_SECOND) / _SECOND
    before = replace(waiting(consent, sending), state="unconfirmed")
    move = outbox.moved(before, found.reply, now, chance)
    stop_state = "pending" if found.reply.said == "pending" else _STOPS.get(move.state, "asked")
    body: dict[str, object] = {"grant": consent.uid, "about": sending.kind, "answer": stop_state}
    with session.act(_line(sending), consent.person, body) as line:
        sending = session.vault.sendings.keep(
            replace(sending, state=move.state, problem=move.problem, next_try=move.next_try)
        )
        if found.right is not None:
            kind = (
                kinds.REVOCATION_RECEIPT if sending.kind == "revocation" else kinds.ERASURE_RECEIPT
            )
            token = found.right.statement.token
            ledgers.add(session, consent.person, kind, token, consent.row, sending.row)
        answers.keep(session, consent, sending, found)
        if sending.kind == "revocation":
            consent = session.vault.consents.keep(
                replace(
                    consent,
                    stop_state=stop_state,
                    stop_answered=now if stop_state != "asked" else consent.stop_answered,
                )
            )
        line["ledger"] = ledgers.state(session, consent.person)
    return Done(consent, sending, answers.error(found, consent.name))


def _line(sending: Sending) -> str:
    return "share_stopped" if sending.kind == "revocation" else "erasure_asked"


def _left(session: Session, consent: Consent) -> bool:
    """Tell whether anything of a share may have reached the service."""
    shares = session.vault.sendings.of(consent.row, "share")
    return any(one.state not in _NEVER_LEFT or one.problem is not None for one in shares)


def _revoked(session: Session, consent: Consent, *, erase: bool) -> None:
    key = signatories.of_row(session, _row(consent))
    jti, at = str(uuid4()), session.ms() // _SECOND
    token = stop_letter.revocation(_token(consent), key, jti, at, erase=erase)
    _queued(session, consent, "revocation", kinds.REVOCATION, jti, token)


def _erasure_asked(session: Session, consent: Consent) -> Consent:
    """Ask for the erasure of what was received under a share that is over; once."""
    if not erasable(session, consent):
        return consent
    key = signatories.of_row(session, _row(consent))
    jti, at = str(uuid4()), session.ms() // _SECOND
    with session.act("erasure_asked", consent.person, {"grant": consent.uid}):
        token = stop_letter.erasure(_token(consent), key, jti, at)
        _queued(session, consent, "erasure", kinds.ERASURE, jti, token)
    return consent


def erasable(session: Session, consent: Consent) -> bool:
    """Tell whether erasure may still be asked for: something left, and it was never asked."""
    erased = any(
        jws.peek(one.token.decode("ascii"))[1].get("erase") is True
        for one in session.vault.statements.of(consent.row, kinds.REVOCATION)
    )
    asked = erased or session.vault.sendings.of(consent.row, "erasure")
    return not asked and _left(session, consent)


def _queued(
    session: Session, consent: Consent, kind: Literal["revocation", "erasure"], typ: str, jti: str,
    token: str,
) -> None:  # fmt: skip
    data = token.encode("ascii")
    sending = session.vault.sendings.keep(
        Sending(
            jti,
            consent.row,
            kind,
            "ready",
            session.ms(),
            unb64(sha256(token)),
            len(data),
            0,
            body=data,
            envelope=data,
            envelope_sha256=unb64(sha256(token)),
            auto=1,
        )
    )
    ledgers.add(session, consent.person, typ, token, consent.row, sending.row)


def _request(session: Session, consent: Consent, sending: Sending) -> Request:
    """Address the service where the catalogue has it now, else where the grant says."""
    held = next(one for one in catalogues.held(session) if one.kept.row == consent.catalogue)
    service = held.catalogue.service(consent.service)
    now = service.endpoints if service is not None else {}
    if sending.kind == "revocation":
        signed = str(jws.peek(_token(consent))[1]["revocation"]["url"])
        address = now.get("revoke", signed)
    else:
        address = now.get("erase", "")
    assert sending.envelope is not None
    practice = held.kept.kind == "practice"
    return posted(address, sending.envelope.decode("ascii"), practice=practice)


def _token(consent: Consent) -> str:
    assert consent.token is not None
    return consent.token


def _row(consent: Consent) -> int:
    assert consent.key is not None
    return consent.key
