"""Sends what is due: the same bytes until a right receipt is there, and nothing twice.

`send` does all of it where one thread does everything; a window calls `begun`, makes the exchange
in its own lane, and gives what came back to `ended`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from vault.crypto import jws
from vault.crypto.base64url import sha256, unb64
from vault.crypto.keys import PublicKey, read_all
from vault.errors import Cancelled, ServiceRefused, VaultError
from vault.record import consent as grants
from vault.record import ledger as kinds
from vault.record.consent_states import GrantState, may_become
from vault.record.service import Service
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.sync import outbox, receipts, share_letter
from vault.sync.http import Exchange, Request
from vault.sync.outbox import Move, Waiting
from vault.sync.receipts import Receipt, Sent
from vault.sync.sending import Ask, Heard, heard, posted
from vault.sync.share_letter import ShareDraft
from vault.sync.slices import resources
from vault.usecases import answers, catalogues, ledgers, renewing, signatories
from vault.usecases.catalogues import Held
from vault.usecases.session import Session

_ENVELOPES: Final = 3  # that one command makes of one sending, at most
_SECOND: Final = 1000


@dataclass(frozen=True, slots=True)
class Begun:
    """A sending whose envelope is kept; `request` is what goes to the service now.

    `before` is the state it had: "ready" when no byte ever left.
    """

    consent: Consent
    sending: Sending
    before: outbox.State
    request: Request
    keys: tuple[PublicKey, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a sending; `rejected` = (item, reason) as the service says it."""

    consent: Consent
    sending: Sending
    error: VaultError | None = None
    rejected: tuple[tuple[str, str], ...] = ()
    then: outbox.Then = "rest"


def waiting(consent: Consent, sending: Sending) -> Waiting:
    """Return what the queue knows of a sending, which may have been cut off in the middle."""
    return Waiting(
        sending.kind, outbox.found(sending.state), sending.made, consent.until,
        once=consent.mode == "once", auto=bool(sending.auto), tries=sending.tries,
        next_try=sending.next_try, problem=sending.problem,
    )  # fmt: skip


def deliver(session: Session, ask: Ask, consent: Consent, sending: Sending) -> Done:
    """Send one share now and keep what became of it; nothing of the network is raised.

    Raises:
        CatalogueStale, CatalogueForked, ServiceRefused: nothing may be sent to this service now.
        Cancelled: the person stopped it; it stands as unconfirmed.
    """
    done = Done(consent, sending)
    for _envelope in range(_ENVELOPES):
        start = begun(session, ask, consent, sending)
        try:
            exchange = ask(start.request)
        except (KeyboardInterrupt, Cancelled):
            ended(session, start, Exchange(None, left=True))
            raise
        done = ended(session, start, exchange)
        if done.then == "rest":
            break
        if done.then == "refresh":
            catalogues.refreshed(session, ask, _held(session, consent), now=True)
        consent, sending = done.consent, done.sending
    return done


def begun(session: Session, ask: Ask, consent: Consent, sending: Sending) -> Begun:
    """Keep the envelope and the word that it is being sent; only then may a byte leave.

    The catalogue is fetched first when it is older than 24 hours. Raises as `deliver`.
    """
    held = catalogues.refreshed(session, ask, _held(session, consent))
    catalogues.open_for_new(session, held)
    service = held.catalogue.service(consent.service)
    if service is None or not service.usable:
        raise ServiceRefused(service=consent.name, problem="service-not-available")
    before = outbox.found(sending.state)
    body: dict[str, object] = {"grant": consent.uid, "sending": sending.uid}
    with session.act("share_sent", consent.person, body) as told:
        if before == "ready" or sending.envelope is None:
            consent, sending = _sealed(session, consent, sending, service)
        sending = replace(sending, state="sending", tries=sending.tries + 1, next_try=None)
        sending = session.vault.sendings.keep(sending)
        told |= {"try": sending.tries, "ledger": ledgers.state(session, consent.person)}
    assert sending.envelope is not None
    request = posted(
        service.endpoints["share"], sending.envelope.decode("ascii"),
        practice=held.kept.kind == "practice",
    )  # fmt: skip
    return Begun(consent, sending, before, request, receipt_keys(session, consent, held))


def ended(session: Session, start: Begun, exchange: Exchange) -> Done:
    """Keep what an exchange changed: state, receipt or wrong answer, one line in the journal."""
    consent, sending = start.consent, start.sending
    found = heard(exchange, lambda token: _receipt(session, start, token))
    now, chance = session.ms(), secrets.randbelow(_SECOND) / _SECOND
    before = replace(waiting(consent, sending), state=start.before)
    move = outbox.moved(before, found.reply, now, chance)
    outbox.turned("sending", move.state)
    body: dict[str, object] = {"grant": consent.uid, "sending": sending.uid, "state": move.state}
    with session.act(_LINES.get(move.state, "share_sent"), consent.person, body) as told:
        sending = _kept(session, sending, move, now)
        if found.right is not None:
            told["receipt"] = found.right.statement.sha256
            _keep_receipt(session, start, found.right)
        answers.keep(session, consent, sending, found)
        consent = _turned(session, consent, move)
        told["ledger"] = ledgers.state(session, consent.person)
    return Done(consent, sending, answers.error(found, consent.name), _rejected(found), move.then)


_LINES: Final[dict[outbox.State, str]] = {
    "confirmed": "share_confirmed", "refused": "share_refused",
}  # fmt: skip


def receipt_keys(session: Session, consent: Consent, held: Held) -> tuple[PublicKey, ...]:
    """Return the keys whose answers count: of the version the grant pins and of the present one."""
    assert consent.token is not None
    pinned = jws.peek(consent.token)[1]["cat"]["version"]
    known = [held.catalogue, catalogues.version(session, held.kept, pinned)]
    services = [one.service(consent.service) for one in known if one is not None]
    stated = [key for one in services if one is not None for key in one.keys("sig")]
    return tuple({key.thumbprint: key for key in read_all(stated)}.values())


def _held(session: Session, consent: Consent) -> Held:
    return next(one for one in catalogues.held(session) if one.kept.row == consent.catalogue)


def _sealed(
    session: Session, consent: Consent, sending: Sending, service: Service
) -> tuple[Consent, Sending]:
    """Sign a share that lives ten minutes and seal it to the service's present key."""
    assert consent.token is not None
    assert consent.key is not None
    assert sending.body is not None
    key = signatories.of_row(session, consent.key)
    salted = {item.ref: item for item in session.vault.sendings.items(sending.row)}
    salts = iter([salted[ref].salt for ref, _at, _end in resources(sending.body)])
    items = share_letter.items(sending.body, lambda _size: next(salts))
    seq = sending.seq or consent.seq + 1
    share = ShareDraft(
        jti=str(uuid4()), at=session.ms() // _SECOND, seq=seq, grant=consent.token,
        bundle=sending.body, items=items,
        commit=ledgers.commitment(session, consent.person, consent.service),
        supersedes=_earlier(session, consent, sending),
    )  # fmt: skip
    token = share_letter.sign(share, key)
    (recipient,) = read_all(service.keys("enc"))
    envelope = share_letter.seal(share, token, key.public, recipient)
    ledgers.add(session, consent.person, kinds.SHARE, token, consent.row, sending.row)
    session.vault.sendings.keep_items(
        sending.row, [replace(salted[item.ref], digest=item.digest) for item in items]
    )
    consent = session.vault.consents.keep(replace(consent, seq=max(consent.seq, seq)))
    return consent, replace(
        sending, seq=seq, envelope=envelope.encode("ascii"),
        envelope_sha256=unb64(sha256(envelope)),
        fresh_until=(share.at + share_letter.LIVES) * _SECOND,
    )  # fmt: skip


def last_share(session: Session, consent: Consent, sending: Sending) -> str | None:
    """Return the share that was signed last for a sending."""
    made = session.vault.statements.of(consent.row, kinds.SHARE)
    tokens = [one.token.decode("ascii") for one in made if one.sending == sending.row]
    return tokens[-1] if tokens else None


def _earlier(session: Session, consent: Consent, sending: Sending) -> str | None:
    token = last_share(session, consent, sending)
    return None if token is None else str(jws.peek(token)[1]["jti"])


def _receipt(session: Session, start: Begun, token: str) -> Receipt:
    consent, sending = start.consent, start.sending
    share = last_share(session, consent, sending)
    assert consent.token is not None
    assert share is not None
    assert sending.envelope is not None
    retention = grants.read(jws.peek(consent.token)[1]).retention_days
    sent = Sent(consent.token, share, sending.envelope.decode("ascii"), retention)
    return receipts.receipt(token, sent, start.keys, session.ms() // _SECOND)


def _keep_receipt(session: Session, start: Begun, receipt: Receipt) -> None:
    consent, token = start.consent, receipt.statement.token
    ledgers.add(session, consent.person, kinds.SHARE_RECEIPT, token, consent.row, start.sending.row)
    commit = unb64(receipt.statement.claims["witness"])
    ledgers.witnessed(session, consent.person, commit, token)


def _kept(session: Session, sending: Sending, move: Move, now: int) -> Sending:
    """Write the new state; the envelope stays until nothing can ask for the same bytes again."""
    keeps = move.state in ("unconfirmed", "sending")
    return session.vault.sendings.keep(
        replace(
            sending,
            state=move.state,
            problem=move.problem,
            next_try=move.next_try,
            envelope=sending.envelope if keeps else None,
            answered=now if move.state in outbox.FINAL else None,
        )
    )


def _turned(session: Session, consent: Consent, move: Move) -> Consent:
    new = {"confirmed": GrantState.ACTIVE, "refused": GrantState.REFUSED}.get(move.state)
    if new is None or not may_become(GrantState(consent.state), new):
        return consent
    if new is GrantState.ACTIVE:
        renewing.received(session, consent)
    return session.vault.consents.keep(replace(consent, state=new.value))


def _rejected(found: Heard[Receipt]) -> tuple[tuple[str, str], ...]:
    if found.right is None:
        return ()
    return tuple((one.ref, one.reason) for one in found.right.rejected)
