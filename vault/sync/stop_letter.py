"""Stopping and erasing: the revocation and the request for erasure; new keys of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from vault.crypto import joint, jws
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.record.consent import DAY
from vault.record.ledger import ERASURE, REVOCATION, ROTATION, STATUS_QUERY

ANSWER_WITHIN: Final = 30 * DAY
LEGAL_BASIS: Final = "GDPR art. 17(1)(b)"
QUERY_LIVES: Final = 60


def revocation(grant: str, key: PrivateKey, jti: str, at: int, *, erase: bool) -> str:
    """Sign that a grant (compact) is stopped; `erase` asks for erasure of what was received."""
    return jws.sign(REVOCATION, {**_addressed(grant, key, jti, at), "erase": erase}, key)


def erasure(
    grant: str,
    key: PrivateKey,
    jti: str,
    at: int,
    *,
    what: Literal["everything", "grant", "shares"] = "grant",
    shares: Sequence[str] = (),
) -> str:
    """Sign a request for erasure (GDPR article 17), to be answered within 30 days.

    `shares` lists the jti of those meant when `what` is "shares".
    """
    claims: dict[str, Any] = {
        **_addressed(grant, key, jti, at),
        "what": what,
        "shares": list(shares),
        "legal_basis": LEGAL_BASIS,
        "answer_by": at + ANSWER_WITHIN,
    }
    if what == "everything":
        del claims["grant"]
    return jws.sign(ERASURE, claims, key)


def status_query(grant: str, key: PrivateKey, jti: str, at: int) -> str:
    """Sign a question about what a service says it holds under a grant; lives a minute."""
    claims = {**_addressed(grant, key, jti, at), "exp": at + QUERY_LIVES}
    return jws.sign(STATUS_QUERY, claims, key)


@dataclass(frozen=True, slots=True)
class Rotation:
    """A change of keys towards one service; `by` is the old key, or the recovery key."""

    service: str
    old: str  # thumbprint
    by: PrivateKey
    new: PrivateKey
    reason: Literal["scheduled", "suspected", "lost"]


def rotation(change: Rotation, jti: str, at: int) -> bytes:
    """Sign that a new key takes the place of an old one; both sign, the document as sent."""
    by, new = change.by, change.new
    claims: dict[str, Any] = {
        "iss": by.person,
        "aud": change.service,
        "jti": jti,
        "iat": at,
        "old": change.old,
        "new": new.public.jwk(),
        "reason": change.reason,
    }
    if by.thumbprint != change.old:
        claims["recovery"] = by.public.jwk()
    return joint.sign_together(ROTATION, claims, (by, new))


def _addressed(grant: str, key: PrivateKey, jti: str, at: int) -> dict[str, Any]:
    claims = jws.peek(grant)[1]
    return {
        "iss": key.person,
        "aud": claims["aud"],
        "jti": jti,
        "iat": at,
        "grant": {"jti": claims["jti"], "sha256": sha256(grant)},
    }
