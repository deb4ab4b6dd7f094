"""Answers of a service, compared member by member with what was sent.

Only an answer in which nothing differs makes « Reçu »; everything else is kept as evidence and
leaves the sending unconfirmed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from vault.crypto import jws
from vault.crypto.base64url import sha256
from vault.crypto.keys import PublicKey
from vault.errors import SignatureInvalid
from vault.record.consent import DAY
from vault.record.ledger import ERASURE_RECEIPT, REVOCATION_RECEIPT, SHARE_RECEIPT


@dataclass(frozen=True, slots=True)
class Rejected:
    """One item that a service did not take, and its reason as it says it."""

    ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A right receipt of a share; `delete_by` in seconds since 1970 UTC."""

    status: Literal["accepted", "partial"]
    rejected: tuple[Rejected, ...]
    delete_by: int
    statement: jws.Statement = field(repr=False)


@dataclass(frozen=True, slots=True)
class StopAnswer:
    """A right receipt of a revocation or of a request for erasure; `answer_by` in seconds."""

    status: Literal["done", "pending", "refused"]
    erased: tuple[str, ...]  # jti of shares
    retained: tuple[Mapping[str, Any], ...]  # what, legal_basis, until
    answer_by: int | None
    statement: jws.Statement = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What left: the grant and the share (compact), the envelope, how long it may be kept.

    Without the envelope, as in an evidence file, its hash in the receipt is taken as it stands.
    """

    grant: str = field(repr=False)
    share: str = field(repr=False)
    envelope: str | None = field(repr=False)
    retention_days: int


def receipt(token: str, sent: Sent, keys: tuple[PublicKey, ...], at: int | None) -> Receipt:
    """Check a receipt of a share, signed by one of the service's `keys`, at seconds UTC.

    `at` None reads an old one as of the moment it was signed.

    Raises:
        SignatureInvalid: a rule of statements is broken, or a member is not ours; then `problem` is
            "wrong-" and its name.
    """
    grant, share = jws.peek(sent.grant)[1], jws.peek(sent.share)[1]
    expected = jws.Expected(SHARE_RECEIPT, keys, at, aud=share["iss"], iss=grant["aud"])
    statement = jws.verify(token, expected)
    _compare(
        statement,
        {
            "grant": {"jti": grant["jti"], "sha256": sha256(sent.grant)},
            "share": {"jti": share["jti"], "sha256": sha256(sent.share)},
            "content": share["content"],
            "witness": share["ledger"]["commit"],
        },
    )
    if sent.envelope is not None:
        _compare(statement, {"envelope_sha256": sha256(sent.envelope)})
    return _receipt(statement, sent.retention_days)


def _receipt(statement: jws.Statement, retention_days: int) -> Receipt:
    claims = statement.claims
    status, rejected = claims.get("status"), _rejected(statement)
    if status not in ("accepted", "partial") or (status == "partial") != bool(rejected):
        raise _wrong(statement, "status")
    delete_by = claims.get("delete_by")
    if type(delete_by) is not int or delete_by > claims["iat"] + retention_days * DAY + jws.SKEW:
        raise _wrong(statement, "delete_by")
    return Receipt(status, rejected, delete_by, statement)


def _rejected(statement: jws.Statement) -> tuple[Rejected, ...]:
    stated = statement.claims.get("rejected")
    try:
        return tuple(Rejected(str(one["ref"]), str(one["reason"])) for one in stated or ())
    except (KeyError, TypeError):
        raise _wrong(statement, "rejected") from None


def revocation_receipt(
    token: str, revocation: str, keys: tuple[PublicKey, ...], at: int | None
) -> StopAnswer:
    """Check the answer to a revocation (compact); SignatureInvalid as `receipt`."""
    asked = jws.peek(revocation)[1]
    expected = jws.Expected(REVOCATION_RECEIPT, keys, at, aud=asked["iss"], iss=asked["aud"])
    statement = jws.verify(token, expected)
    named = {"jti": asked["jti"], "sha256": sha256(revocation)}
    _compare(statement, {"revocation": named, "grant": asked["grant"]})
    return _answer(statement)


def erasure_receipt(
    token: str, request: str, keys: tuple[PublicKey, ...], at: int | None
) -> StopAnswer:
    """Check the answer to a request for erasure (compact); SignatureInvalid as `receipt`."""
    asked = jws.peek(request)[1]
    expected = jws.Expected(ERASURE_RECEIPT, keys, at, aud=asked["iss"], iss=asked["aud"])
    statement = jws.verify(token, expected)
    _compare(statement, {"request": sha256(request)})
    return _answer(statement)


def _answer(statement: jws.Statement) -> StopAnswer:
    claims = statement.claims
    if claims.get("status") not in ("done", "pending", "refused"):
        raise _wrong(statement, "status")
    answer_by = claims.get("answer_by")
    try:
        erased = tuple(str(one["share"]) for one in claims.get("erased", ()))
        retained = tuple({**one} for one in claims.get("retained", ()))
    except (KeyError, TypeError):
        raise _wrong(statement, "erased") from None
    if answer_by is not None and type(answer_by) is not int:
        raise _wrong(statement, "answer_by")
    return StopAnswer(claims["status"], erased, retained, answer_by, statement)


def _compare(statement: jws.Statement, ours: Mapping[str, Any]) -> None:
    for member, value in ours.items():
        if _exact(statement.claims.get(member)) != _exact(value):
            raise _wrong(statement, member)


def _exact(value: object) -> str:
    """Write a member so that 1, 1.0 and true differ, and the order of names does not."""
    return json.dumps(value, sort_keys=True)


def _wrong(statement: jws.Statement, member: str) -> SignatureInvalid:
    typ = str(jws.peek(statement.token)[0]["typ"])
    return SignatureInvalid(what=typ, problem=f"wrong-{member}")
