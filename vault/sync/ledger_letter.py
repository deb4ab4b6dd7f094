"""Statements of the identity key: heads of the ledger, and what happened here only. Never sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vault.crypto import jws
from vault.crypto.base64url import b64, unb64
from vault.crypto.keys import PrivateKey, PublicKey
from vault.errors import SignatureInvalid
from vault.record.ledger import HEAD, LOCAL_EVENT, Head


def sign_head(head: Head, identity: PrivateKey) -> str:
    """Sign a state of a ledger; RFC 6962 calls it a tree head."""
    claims: dict[str, Any] = {
        "iss": identity.person,
        "iat": head.at,
        "ledger": head.ledger,
        "size": head.size,
        "root": b64(head.root),
        **({"prev": head.previous} if head.previous else {}),
    }
    return jws.sign(HEAD, claims, identity)


def check_head(token: str, identity: PublicKey) -> Head:
    """Check a head of whatever age; SignatureInvalid when it is not one that `identity` signed."""
    claims = jws.verify(token, jws.Expected(HEAD, (identity,), None)).claims
    try:
        head = Head(
            ledger=str(claims["ledger"]),
            size=claims["size"],
            root=unb64(claims["root"]),
            at=claims["iat"],
            previous=str(claims.get("prev", "")),
        )
    except (KeyError, TypeError, ValueError):
        raise SignatureInvalid(what=HEAD, problem="bad-statement") from None
    if type(head.size) is not int or head.size < 0:
        raise SignatureInvalid(what=HEAD, problem="bad-statement")
    return head


def sign_event(event: str, body: Mapping[str, Any], identity: PrivateKey, jti: str, at: int) -> str:
    """Sign something that happened here only: a pause, a resume, a refused answer."""
    claims = {"iss": identity.person, "jti": jti, "iat": at, "event": event, **body}
    return jws.sign(LOCAL_EVENT, claims, identity)


def sign_local(kind: str, body: Mapping[str, Any], identity: PrivateKey, jti: str, at: int) -> str:
    """Sign what was done here and is never sent: a recovery, a portability test, a link."""
    return jws.sign(kind, {"iss": identity.person, "jti": jti, "iat": at, **body}, identity)
