"""The keys a person signs with: one for each service, so that no two of them see one person."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from vault.crypto import keys
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.record.person import Person
from vault.store.signing_keys import KeptKey
from vault.usecases.session import Session

_SECRET = 32


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person towards one service.

    `id_key` makes the ids of what is sent, `recovery` is the thumbprint of the key that the
    recovery sheet leads to ("" when no sheet was ever made); `row` is the number of the kept key.
    """

    person: str
    service: str
    key: PrivateKey
    id_key: bytes = field(repr=False)
    recovery: str
    row: int


def towards(session: Session, person: Person, service: str) -> Signatory:
    """Return the keys of a person for a service, made and kept when it is the first time.

    Call it inside a transaction: what is previewed, signed and sent bears the same keys.
    """
    row = session.vault.people.row_id(person.uid)
    key = _kept(session, row, f"service:{service}") or _made(session, row, f"service:{service}")
    secret = _kept(session, row, f"id:{service}") or _made_secret(session, row, f"id:{service}")
    return Signatory(
        person.uid, service, keys.of_scalar(key.private), secret.private,
        _recovery(session, row, service), key.row,
    )  # fmt: skip


def identity(session: Session, person: str) -> PrivateKey:
    """Return the identity key of a person (uid): heads and local statements only, never sent."""
    row = session.vault.people.row_id(person)
    kept = _kept(session, row, "identity") or _made(session, row, "identity")
    return keys.of_scalar(kept.private)


def caregiver(session: Session, service: str) -> PrivateKey:
    """Return the holder's key for signing in somebody else's place towards a service."""
    holder = next((one for one in session.vault.people.all() if one.relation == "self"), None)
    row = None if holder is None else session.vault.people.row_id(holder.uid)
    use = f"caregiver:{service}"
    return keys.of_scalar((_kept(session, row, use) or _made(session, row, use)).private)


def of_row(session: Session, row: int) -> PrivateKey:
    """Return the key that a grant was signed with."""
    return keys.of_scalar(session.vault.signing_keys.by_row(row).private)


def _kept(session: Session, person: int | None, use: str) -> KeptKey | None:
    return session.vault.signing_keys.find(person, use)


def _made(session: Session, person: int | None, use: str) -> KeptKey:
    key = keys.new()
    public = json.dumps(key.public.jwk())
    kept = KeptKey(0, use, key.thumbprint, public, key.scalar)
    return session.vault.signing_keys.keep(person, kept, session.ms())


def _made_secret(session: Session, person: int, use: str) -> KeptKey:
    secret = secrets.token_bytes(_SECRET)
    kept = KeptKey(0, use, sha256(secret), "", secret)
    return session.vault.signing_keys.keep(person, kept, session.ms())


def recovery(session: Session, person: int, service: str) -> PrivateKey | None:
    """Return the key that the recovery sheet leads to, for a person (row) and a service.

    None when no sheet was ever made.
    """
    seed = session.vault.signing_keys.find(None, "recovery-seed")
    if seed is None:
        return None
    return keys.recovery_key(seed.private, _index(session, person), service)


def _recovery(session: Session, person: int, service: str) -> str:
    found = recovery(session, person, service)
    return "" if found is None else found.thumbprint


def _index(session: Session, person: int) -> int:
    """Return the place of a person among all ever made in this vault, given once and for ever."""
    return int(session.vault.settings.get(person, "recovery_index") or 0)
