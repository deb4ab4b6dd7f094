"""Statements signed by several keys: General JSON JWS (RFC 7515 section 7.2.1).

A rotation is signed by the old key (or the recovery key) and by the new one; new roots of a
catalogue by one root that is already trusted and by each new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vault.crypto.base64url import sha256, unb64
from vault.crypto.jws import Expected, check_claims, check_header, check_signature, refused, sign
from vault.crypto.keys import PrivateKey
from vault.crypto.strict_json import read_object, written


@dataclass(frozen=True, slots=True)
class JointStatement:
    """A statement that each of `kids` signed, in the order of its signatures."""

    claims: Mapping[str, Any]
    document: bytes = field(repr=False)
    kids: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Return the hash by which other statements name it: of its bytes as sent."""
        return sha256(self.document)


def sign_together(typ: str, claims: Mapping[str, Any], keys: Sequence[PrivateKey]) -> bytes:
    """Sign `claims`, to which `csp: 1` is added, by each of the keys; the document as sent."""
    compact = [sign(typ, claims, key).split(".") for key in keys]
    signatures = [{"protected": header, "signature": mark} for header, _payload, mark in compact]
    return written({"payload": compact[0][1], "signatures": signatures})


def peek_together(document: bytes, typ: str = "") -> dict[str, Any]:
    """Return the payload **without any check**: only to find out which keys to try.

    Raises SignatureInvalid (`bad-statement`) when it is no JSON object.
    """
    return _parts(document, typ)[0]


def verify_together(document: bytes, expected: Expected) -> JointStatement:
    """Apply the rules to every signature; each must come from another one of `expected.keys`.

    Who must have signed is for the caller to say, from `kids`. Raises SignatureInvalid as
    `jws.verify` does.
    """
    typ = expected.typ
    if len(document) > expected.limit:
        raise refused(typ, "too-large")
    claims, compact = _parts(document, typ)
    kids = []
    for token in compact:
        header = _header(token, typ)
        key = check_header(header, expected)
        check_signature(token, key, typ)
        kids.append(key.thumbprint)
    if len(set(kids)) != len(kids):
        raise refused(typ, "bad-signature")
    check_claims(claims, expected)
    return JointStatement(claims, document, tuple(kids))


def _parts(document: bytes, typ: str) -> tuple[dict[str, Any], list[str]]:
    try:
        whole = read_object(document)
        payload, signatures = whole["payload"], whole["signatures"]
        compact = [f"{one['protected']}.{payload}.{one['signature']}" for one in signatures]
        claims = read_object(unb64(payload))
    except (ValueError, KeyError, TypeError):
        raise refused(typ, "bad-statement") from None
    alien = whole.keys() != {"payload", "signatures"}
    if alien or not compact or any(one.keys() != {"protected", "signature"} for one in signatures):
        raise refused(typ, "bad-statement")
    return claims, compact


def _header(token: str, typ: str) -> dict[str, Any]:
    try:
        return read_object(unb64(token.partition(".")[0]))
    except ValueError:
        raise refused(typ, "bad-statement") from None
