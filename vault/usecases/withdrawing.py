"""Telling a service that an item it was sent was an error: only when a person asks for it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from vault.crypto import jws
from vault.crypto.base64url import sha256, unb64
from vault.errors import NotFound, WrongUse
from vault.fhir import outgoing
from vault.record.shared_form import shared_form
from vault.store.consents import Consent
from vault.store.sendings import Sending, SentItem
from vault.sync.slices import resources
from vault.usecases import standing
from vault.usecases.session import Session

_SALT: Final = 16


def withdraw(session: Session, grant: str, facts: Sequence[str]) -> Consent:
    """Make ready, for each deleted item (uid), a sending that says it was an error.

    Raises:
        NotFound: there is no such share, or an item was never sent under it.
        GrantStopped, GrantExpired: it is over.
        WrongUse: it is no standing share, or an item was not deleted.
    """
    consent = standing.running(session, grant)
    if consent.mode != "standing":
        raise WrongUse("GRANT")
    sent = {one.fact for one, _state in session.vault.sendings.sent(consent.row)}
    if not sent.issuperset(facts):
        raise NotFound(what="item")
    made = [_bundle(session, consent, uid) for uid in facts]
    with session.database.transaction():
        for uid, body in zip(facts, made, strict=True):
            _keep(session, consent, uid, body)
    return consent


def _bundle(session: Session, consent: Consent, uid: str) -> bytes:
    kept = session.vault.facts.get(uid)
    if kept.deleted is None:
        raise WrongUse("ID")
    assert consent.token is not None
    pairwise = str(jws.peek(consent.token)[1]["iss"]).rpartition(":")[2]
    return outgoing.withdrawn(shared_form(kept.fact), uid, consent.id_key, pairwise)


def _keep(session: Session, consent: Consent, uid: str, body: bytes) -> None:
    ((ref, at, end),) = resources(body)
    salt, version = secrets.token_bytes(_SALT), session.vault.facts.get(uid).version
    digest = hashlib.sha256(salt + body[at:end]).digest()
    sending = Sending(
        str(uuid4()), consent.row, "share", "ready", session.ms(), unb64(sha256(body)), len(body),
        1, body=body,
    )  # fmt: skip
    row = session.vault.sendings.keep(sending).row
    session.vault.sendings.keep_items(row, [SentItem(ref, uid, version, salt, digest)])
