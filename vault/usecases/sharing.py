"""Shares as a person sees them: what is live, what was sent and answered, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.crypto import jws
from vault.crypto.base64url import b64
from vault.errors import GrantExpired, GrantStopped, NotFound, ServiceRefused, VaultError
from vault.record import ledger as kinds
from vault.record.consent_states import GrantState
from vault.record.service import Service
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.store.statements import Statement
from vault.sync import outbox
from vault.sync.sending import Ask
from vault.usecases import catalogues, ledgers, queues, standing, stopping
from vault.usecases.sending import Done, deliver, waiting
from vault.usecases.session import Session

# what of a service or of its purpose a person agreed to; keys and addresses are no part of it
_OF_SERVICE: Final = (
    "publisher", "status", "economic_model", "advertising", "hosting", "onward", "terms", "privacy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """A right receipt, as it lies in the ledger; `at` in ms UTC, `delete_by` in seconds UTC.

    `signed` is what the service signed, to the letter (RFC 7515, compact).
    """

    sha256: str
    at: int
    status: str
    delete_by: int
    sending: int | None
    rejected: tuple[tuple[str, str], ...]
    signed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SendingSeen:
    """One sending with its answer; `state` as found: what was cut off is unconfirmed."""

    sending: Sending
    state: outbox.State
    receipt: ReceiptSeen | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A term that a service states differently today than when the person signed."""

    what: str
    signed: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Share:
    """A grant with all that happened under it; `state` counts an end that has passed.

    `zone` is the IANA name of the zone of the person.
    """

    consent: Consent
    zone: str
    state: GrantState
    sendings: tuple[SendingSeen, ...]
    receipts: tuple[ReceiptSeen, ...]

    @property
    def unconfirmed(self) -> bool:
        """Tell whether something left for which no right receipt came."""
        return any(one.state == "unconfirmed" for one in self.sendings)


def shares(session: Session, person: str | None = None) -> tuple[Share, ...]:
    """Return every grant of a person (uid) or of everybody, the oldest first."""
    return tuple(_seen(session, one) for one in session.vault.consents.all(person))


def share(session: Session, grant: str) -> Share:
    """Return one grant; NotFound when there is none of this id."""
    return _seen(session, _consent(session, grant))


def differences(session: Session, grant: str) -> tuple[Difference, ...]:
    """Say what the service asks or states differently today; the grant stays as it was signed."""
    consent = _consent(session, grant)
    assert consent.token is not None
    held = next(
        (one for one in catalogues.held(session) if one.kept.row == consent.catalogue), None
    )
    if held is None:
        return ()
    number = jws.peek(consent.token)[1]["cat"]["version"]
    pinned = catalogues.version(session, held.kept, number)
    before = pinned.service(consent.service) if pinned is not None else None
    if before is None:
        return ()
    now = held.catalogue.service(consent.service)
    return tuple(_differences(before, now, consent.finality or ""))


def send(session: Session, ask: Ask, grant: str | None = None) -> tuple[Done, ...]:
    """Send what is due, of one grant or of all: shares, then stops not yet acknowledged.

    A person asked for it: no wait holds anything up. What goes wrong with one of them stands in its
    `error`.

    Raises:
        NotFound: no grant has this id.
        Cancelled: the person stopped it; nothing is lost.
    """
    if grant is not None:
        return tuple(_of_one(session, ask, _consent(session, grant), named=True))
    every = session.vault.consents.all()
    return tuple(done for one in every for done in _of_one(session, ask, one, named=False))


def _of_one(session: Session, ask: Ask, consent: Consent, *, named: bool) -> Iterator[Done]:
    consent = _settled(session, consent)
    state = GrantState(consent.state)
    if state.sends:
        standing.gather(session, consent)
        for sending in session.vault.sendings.of(consent.row, "share"):
            if outbox.due(waiting(consent, sending), session.ms(), asked=True):
                yield _delivered(session, ask, consent, sending)
    for sending in stopping.unanswered(session, consent):
        yield stopping.tell(session, ask, consent, sending)
    if named and not state.live:
        yield Done(consent, _last(session, consent), _over(session, consent))


def due(session: Session, grant: str) -> tuple[tuple[Consent, Sending], ...]:
    """Return what of a grant may be sent when a person asks for it; NotFound: there is no grant.

    One whose last moment has passed is ended first.
    """
    consent = _settled(session, _consent(session, grant))
    if not GrantState(consent.state).sends:
        return ()
    standing.gather(session, consent)
    return tuple(
        (consent, one)
        for one in session.vault.sendings.of(consent.row, "share")
        if outbox.due(waiting(consent, one), session.ms(), asked=True)
    )


def untold(session: Session, grant: str) -> tuple[tuple[Consent, Sending], ...]:
    """Return the stops and requests for erasure of a grant that its service has not answered."""
    consent = _consent(session, grant)
    return tuple((consent, one) for one in stopping.unanswered(session, consent))


def by_itself(session: Session) -> tuple[str, ...]:
    """Return the grants under which something goes now without a click: chosen so, or a stop.

    What is new under a standing grant is made ready here, once it was gathered long enough.
    """
    every = session.vault.consents.all()
    return tuple(one.uid for one in every if one.token is not None and _goes(session, one))


def _goes(session: Session, consent: Consent) -> bool:
    over = not GrantState(consent.state).sends or session.ms() > consent.until
    if standing.due(session, consent):
        standing.gather(session, consent)
    return any(
        outbox.due(waiting(consent, one), session.ms(), asked=False)
        for one in session.vault.sendings.of(consent.row)
        if (one.kind != "share" or not over) and one.kind != "rotation"
    )


def _delivered(session: Session, ask: Ask, consent: Consent, sending: Sending) -> Done:
    try:
        return deliver(session, ask, consent, sending)
    except VaultError as error:
        return Done(consent, sending, error)


def _over(session: Session, consent: Consent) -> VaultError:
    if consent.state == GrantState.STOPPED:
        return GrantStopped(consent.name)
    if consent.state == GrantState.REFUSED:
        problem = _last(session, consent).problem or ""
        return ServiceRefused(service=consent.name, problem=problem)
    return GrantExpired(consent.name)


def _last(session: Session, consent: Consent) -> Sending:
    return session.vault.sendings.of(consent.row, "share")[-1]


def _settled(session: Session, consent: Consent) -> Consent:
    """End a grant whose last moment has passed: nothing more is sent under it."""
    if not GrantState(consent.state).live or session.ms() <= consent.until:
        return consent
    with session.act("share_ended", consent.person, {"grant": consent.uid}) as told:
        queues.drop(session, consent)
        ended = session.vault.consents.keep(replace(consent, state=GrantState.ENDED.value))
        told["ledger"] = ledgers.state(session, consent.person)
    return ended


def _consent(session: Session, grant: str) -> Consent:
    consent = session.vault.consents.find(grant)
    if consent is None or consent.token is None:
        raise NotFound(what="grant")
    return consent


def _seen(session: Session, consent: Consent) -> Share:
    statements = session.vault.statements.of(consent.row, kinds.SHARE_RECEIPT)
    receipts = tuple(_receipt(one) for one in statements)
    by_sending = {one.sending: one for one in receipts}
    sendings = tuple(
        SendingSeen(one, outbox.found(one.state), by_sending.get(one.row))
        for one in session.vault.sendings.of(consent.row, "share")
    )
    state = GrantState(consent.state)
    ended = state.live and session.ms() > consent.until
    zone = next(one.zone for one in session.vault.people.all() if one.uid == consent.person)
    return Share(consent, zone, GrantState.ENDED if ended else state, sendings, receipts)


def _receipt(statement: Statement) -> ReceiptSeen:
    token = statement.token.decode("ascii")
    claims = jws.peek(token)[1]
    rejected = tuple((str(one["ref"]), str(one["reason"])) for one in claims.get("rejected", ()))
    return ReceiptSeen(
        b64(statement.sha256), statement.at, str(claims["status"]), int(claims["delete_by"]),
        statement.sending, rejected, token,
    )  # fmt: skip


def _differences(before: Service, now: Service | None, finality: str) -> Iterator[Difference]:
    if now is None:
        yield Difference("service", before.id, None)
        return
    for name in _OF_SERVICE:
        if before.entry.get(name) != now.entry.get(name):
            yield Difference(name, before.entry.get(name), now.entry.get(name))
    signed, asked = _stated(before, finality), _stated(now, finality)
    for name in sorted(signed.keys() | asked.keys()):
        if signed.get(name) != asked.get(name):
            yield Difference(f"finality.{name}", signed.get(name), asked.get(name))


def _stated(service: Service, code: str) -> Mapping[str, Any]:
    stated = service.entry.get("finalities")
    every = stated if isinstance(stated, list) else []
    found = (one for one in every if isinstance(one, dict) and one.get("code") == code)
    return next(found, {})
