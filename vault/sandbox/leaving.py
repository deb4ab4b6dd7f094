"""The other things a person asks of a service: stop, erase, what is held, a new key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from vault.crypto import joint, jws
from vault.crypto.base64url import sha256
from vault.crypto.keys import person, read
from vault.errors import SignatureInvalid
from vault.record.consent import DAY
from vault.record.ledger import (
    ERASURE,
    ERASURE_RECEIPT,
    REVOCATION,
    REVOCATION_RECEIPT,
    ROTATION,
    STATUS,
    STATUS_QUERY,
)
from vault.sandbox.desk import Desk, Known
from vault.sandbox.problems import Problem, named

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def _by_name(
    work: Callable[Concatenate[Desk, _Given], _Answer],
) -> Callable[Concatenate[Desk, _Given], _Answer]:
    """Refuse a statement that breaks a rule by the name of the rule."""

    def refusing(desk: Desk, /, *given: _Given.args, **more: _Given.kwargs) -> _Answer:
        try:
            return work(desk, *given, **more)
        except SignatureInvalid as refusal:
            raise named(refusal) from None

    return refusing


@_by_name
def revoke(desk: Desk, token: str, *, refusing: bool = False) -> str:
    """Take a revocation; return its receipt, the same one for a grant revoked before.

    `refusing` answers that it does not want to hear of it, and keeps the grant.
    """
    known = _named(desk, jws.peek(token, REVOCATION)[1])
    expected = jws.Expected(REVOCATION, (desk.signer(known),), desk.now(), desk.id, personal=True)
    claims = jws.verify(token, expected).claims
    if claims["grant"] != {"jti": known.grant.jti, "sha256": known.sha256}:
        raise Problem("hash-mismatch")
    if known.revoked:
        return known.revoked
    shares = [one.share for one in desk.held if one.grant == known.grant.jti]
    gone = shares if claims.get("erase") is True and not refusing else []
    receipt = jws.sign(
        REVOCATION_RECEIPT,
        {
            **_answer(desk, claims["iss"]),
            "revocation": {"jti": claims["jti"], "sha256": sha256(token)},
            "grant": claims["grant"],
            "status": "refused" if refusing else "done",
            "effective": desk.now(),
            "erased": [{"share": share} for share in gone if desk.drop(share)],
            "retained": [],
        },
        desk.signing,
    )
    if not refusing:
        known.revoked = receipt
    return receipt


@_by_name
def erase(desk: Desk, token: str) -> str:
    """Take a request for erasure; return its receipt."""
    iss = jws.peek(token, ERASURE)[1].get("iss")
    mine = [one for one in desk.grants.values() if _speaks(desk, one) == iss]
    if not mine:
        raise Problem("unknown-grant")
    expected = jws.Expected(ERASURE, (desk.signer(mine[0]),), desk.now(), desk.id, personal=True)
    claims = jws.verify(token, expected).claims
    held = [one for one in desk.held if one.grant in {known.grant.jti for known in mine}]
    if claims.get("what") == "grant":
        held = [one for one in held if one.grant == claims.get("grant", {}).get("jti")]
    elif claims.get("what") == "shares":
        held = [one for one in held if one.share in claims.get("shares", ())]
    elif claims.get("what") != "everything":
        raise Problem("bad-statement")
    answer = {
        **_answer(desk, claims["iss"]),
        "request": sha256(token),
        "status": "done",
        "erased": [{"share": one.share} for one in held if desk.drop(one.share)],
        "retained": [],
    }
    return jws.sign(ERASURE_RECEIPT, answer, desk.signing)


@_by_name
def status(desk: Desk, jti: str, token: str) -> str:
    """Say what is held under a grant, to who may ask."""
    known = desk.grants.get(jti)
    if known is None:
        raise Problem("unknown-grant")
    expected = jws.Expected(STATUS_QUERY, (desk.signer(known),), desk.now(), desk.id, personal=True)
    claims = jws.verify(token, expected).claims
    keep = known.grant.retention_days * DAY
    shares = [
        {"jti": one.share, "received": one.at, "delete_by": one.at + keep}
        for one in desk.held
        if one.grant == jti
    ]
    answer = {
        **_answer(desk, claims["iss"]),
        "grant": {"jti": jti, "sha256": known.sha256},
        "state": "revoked" if known.revoked else "active",
        "shares": shares,
        "holds": [],
        "accesses": [],
        "pending": [],
    }
    return jws.sign(STATUS, answer, desk.signing)


@_by_name
def rotate(desk: Desk, document: bytes) -> None:
    """Take a new key of a person, signed by the old key or the recovery key, and by the new one."""
    stated = joint.peek_together(document, ROTATION)
    if sha256(document) in desk.rotated:  # the first answer may have been lost
        return
    old = stated.get("old")
    mine = [one for one in desk.grants.values() if desk.signer(one).thumbprint == old]
    if not mine:
        raise Problem("unknown-grant")
    known = mine[0]
    try:
        new = read(stated["new"])
        recovery = read(stated["recovery"]) if "recovery" in stated else None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise Problem("bad-signature") from None
    by = recovery or desk.signer(known)
    if recovery and recovery.thumbprint != desk.commitments[known.key.thumbprint]:
        raise Problem("bad-signature")
    expected = jws.Expected(ROTATION, (by, new), desk.now(), aud=desk.id)
    if joint.verify_together(document, expected).kids != (by.thumbprint, new.thumbprint):
        raise Problem("bad-signature")
    for one in mine:
        desk.successors[one.key.thumbprint] = new
    desk.rotated.add(sha256(document))


def _named(desk: Desk, claims: dict[str, Any]) -> Known:
    named_grant = claims.get("grant")
    jti = named_grant.get("jti") if isinstance(named_grant, dict) else None
    known = desk.grants.get(str(jti))
    if known is None:
        raise Problem("unknown-grant")
    return known


def _speaks(desk: Desk, known: Known) -> str:
    return person(desk.signer(known).thumbprint)


def _answer(desk: Desk, aud: str) -> dict[str, Any]:
    return {"iss": desk.id, "aud": aud, "jti": str(uuid4()), "iat": desk.now()}
