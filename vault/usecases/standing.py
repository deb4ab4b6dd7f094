"""Standing grants: what is new or corrected is gathered, and goes in one sending.

Nothing here speaks to anybody: a sending is made ready, with the very bytes that will leave. What
a service was sent is known item by item, from the digests of what was sent.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import uuid4

from vault.crypto import jws
from vault.crypto.base64url import sha256, unb64
from vault.errors import GrantExpired, GrantStopped, NotFound, WrongUse
from vault.fhir import outgoing
from vault.record import consent as grants
from vault.record.consent_states import GrantState, SendingState, may_become
from vault.record.disclosure import Chosen, Wish, select
from vault.store.consents import Consent
from vault.store.sendings import Sending, SentItem
from vault.sync import outbox
from vault.usecases import ledgers
from vault.usecases.gathering import gathered, opened
from vault.usecases.session import Session
from vault.usecases.terms import Choice

MOST_ITEMS: Final = 5_000  # of one sending; the rest goes with the next one
_SALT: Final = 16
_ITEMS: Final = "share_items:"  # setting of a person, by grant: what was ticked one by one
_SEEN: Final = "share_seen:"  # and up to when the record was looked through, ms UTC


@dataclass(frozen=True, slots=True)
class News:
    """What a service was not sent yet under a standing grant, as it would leave."""

    body: bytes = field(repr=False)
    items: tuple[SentItem, ...]


def remember(session: Session, consent: Consent, choice: Choice) -> None:
    """Keep what was ticked one by one: it holds for every sending. Inside a transaction."""
    if choice.mode == "standing" and (choice.documents or choice.unticked):
        row = session.vault.people.row_id(consent.person)
        told = {"ticked": choice.documents, "unticked": choice.unticked}
        session.vault.settings.put(row, _ITEMS + consent.uid, json.dumps(told))


def here(session: Session, consent: Consent) -> bool:
    """Tell whether this computer is the one that sends: of several, one does."""
    return consent.sender in (None, ledgers.name(session, consent.person))


def due(session: Session, consent: Consent) -> bool:
    """Tell whether what is new was gathered long enough to go by itself now."""
    if not _gathers(session, consent):
        return False
    row = session.vault.people.row_id(consent.person)
    seen = session.vault.settings.get(row, _SEEN + consent.uid)
    since = consent.since if seen is None else int(seen)
    oldest = session.vault.facts.stirred(row, since)
    return outbox.gathered(oldest, session.ms())


def gather(session: Session, consent: Consent) -> None:
    """Make a sending of what is new, when there is something and nothing else is on its way."""
    if not _gathers(session, consent):
        return
    found, row = news(session, consent), session.vault.people.row_id(consent.person)
    with session.database.transaction():
        session.vault.settings.put(row, _SEEN + consent.uid, str(session.ms()))
        if found is not None:
            _keep(session, consent, found, "ready")


def pause(session: Session, grant: str) -> Consent:
    """Pause a standing share: nothing is sent, the service is told nothing, its end stays.

    Raises:
        NotFound: there is no such share.
        GrantStopped, GrantExpired: it is over.
        WrongUse: it is no standing share that runs.
    """
    consent = running(session, grant)
    if consent.state == GrantState.PAUSED:
        return consent
    if consent.mode != "standing" or not may_become(GrantState(consent.state), GrantState.PAUSED):
        raise WrongUse("GRANT")
    paused = replace(consent, state=GrantState.PAUSED.value, paused=session.ms())
    return _turned(session, paused, "share_paused", "paused")


def resume(session: Session, grant: str, *, catch_up: bool = False) -> Consent:
    """Go on with a share that was paused.

    What came in during the pause stays here unless `catch_up`. Raises as `pause`.
    """
    consent = running(session, grant)
    if consent.state != GrantState.PAUSED:
        raise WrongUse("GRANT")
    resumed = replace(consent, state=GrantState.ACTIVE.value, paused=None)
    missed = None if catch_up else news(session, resumed)
    resumed = _turned(session, resumed, "share_resumed", "resumed")
    if missed is not None:
        with session.database.transaction():
            _keep(session, resumed, replace(missed, body=b""), "cancelled")
    return resumed


def missed(session: Session, consent: Consent) -> int:
    """Return how many items came in that were not sent, for the question when a pause ends."""
    found = news(session, consent)
    return 0 if found is None else len(found.items)


def news(session: Session, consent: Consent) -> News | None:
    """Return what is new or corrected since the last sendings; None when nothing is.

    An item goes again when its bytes differ from those sent last; one that the service refused goes
    along with the next that is new.
    """
    assert consent.token is not None
    grant = grants.read(jws.peek(consent.token)[1])
    details = tuple(one for one in grant.details if one.direction == "read")
    person = next(one for one in session.vault.people.all() if one.uid == consent.person)
    held = gathered(session, person, details[0])
    selection = select(held.kept, _wish(session, consent, details))
    pairwise = grant.person.rpartition(":")[2]
    opens = tuple(opened(session, selection.chosen))
    whole = outgoing.bundle(opens, details, consent.id_key, pairwise)
    sent = {one.ref: (one, state) for one, state in session.vault.sendings.sent(consent.row)}
    new = {one.fact for one in whole.items if not _same(whole.body, one, sent)}
    if not new:
        return None
    again = {one.fact for one, state in sent.values() if state == "refused"}
    chosen = [one for one in opens if one.kept.uid in new | again][:MOST_ITEMS]
    return _news(chosen, details, consent.id_key, pairwise)


def _news(
    chosen: list[Chosen], details: tuple[grants.Detail, ...], id_key: bytes, pairwise: str
) -> News:
    made = outgoing.bundle(chosen, details, id_key, pairwise)
    items = []
    for one in made.items:
        salt = secrets.token_bytes(_SALT)
        digest = hashlib.sha256(salt + made.body[one.at : one.at + one.bytes]).digest()
        items.append(SentItem(one.ref, one.fact, one.version, salt, digest))
    return News(made.body, tuple(items))


def _same(
    body: bytes, item: outgoing.Item, sent: Mapping[str, tuple[SentItem, SendingState]]
) -> bool:
    if item.ref not in sent:
        return False
    before = sent[item.ref][0]
    part = body[item.at : item.at + item.bytes]
    return hashlib.sha256(before.salt + part).digest() == before.digest


def _wish(session: Session, consent: Consent, details: tuple[grants.Detail, ...]) -> Wish:
    row = session.vault.people.row_id(consent.person)
    kept = session.vault.settings.get(row, _ITEMS + consent.uid)
    told = json.loads(kept) if kept else {"ticked": (), "unticked": ()}
    return Wish(details, frozenset(told["ticked"]), frozenset(told["unticked"]))


def _gathers(session: Session, consent: Consent) -> bool:
    """Tell whether something more may be made ready: a standing grant that runs, all of it sent."""
    if consent.mode != "standing" or not GrantState(consent.state).sends:
        return False
    if session.ms() > consent.until or not here(session, consent):
        return False
    sendings = session.vault.sendings.of(consent.row, "share")
    return all(one.state in outbox.FINAL for one in sendings)


def _keep(session: Session, consent: Consent, found: News, state: SendingState) -> None:
    sending = Sending(
        str(uuid4()), consent.row, "share", state, session.ms(), unb64(sha256(found.body)),
        len(found.body), len(found.items), body=found.body or None,
        answered=session.ms() if state in outbox.FINAL else None,
    )  # fmt: skip
    row = session.vault.sendings.keep(sending).row
    session.vault.sendings.keep_items(row, found.items)


def running(session: Session, grant: str) -> Consent:
    """Return a share that is not over; NotFound, GrantStopped, GrantExpired."""
    consent = session.vault.consents.find(grant)
    if consent is None or consent.token is None:
        raise NotFound(what="grant")
    if consent.state == GrantState.STOPPED:
        raise GrantStopped(consent.name)
    if not GrantState(consent.state).live or session.ms() > consent.until:
        raise GrantExpired(consent.name)
    return consent


def _turned(session: Session, consent: Consent, line: str, event: str) -> Consent:
    with session.act(line, consent.person, {"grant": consent.uid}) as told:
        ledgers.happened(session, consent.person, event, {"grant": consent.uid}, consent.row)
        consent = session.vault.consents.keep(consent)
        told["ledger"] = ledgers.state(session, consent.person)
    return consent
