"""Signed statements: compact JWS (RFC 7515), the rules for each of them, and our own limits.

One list of algorithms stands here and nowhere else. A statement is taken only after all the rules
of `docs/sharing-protocol.md` held, in their order; until then nothing of it is read for meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from vault.crypto.base64url import sha256, unb64
from vault.crypto.keys import PrivateKey, PublicKey, as_jose, person, read
from vault.crypto.strict_json import read_object, written
from vault.errors import SignatureInvalid

if TYPE_CHECKING:
    from joserfc.jws import JWSRegistry

ALGORITHMS: Final = ("ES256", "Ed25519")
SKEW: Final = 60  # seconds that two clocks may differ
MOST: Final = 64 * 1024  # bytes of a statement
MOST_OF_A_CATALOGUE: Final = 6 * 1024 * 1024
GRANT: Final = "consent-grant+jwt"
NO_JTI: Final = frozenset({"catalogue+jwt", "catalogue-keys+jws", "ledger-head+jwt"})
UNDERSTOOD: Final = frozenset({"act"})
_HEADER: Final = frozenset({"alg", "typ", "kid"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose rules held; `claims` is its payload, `token` the bytes that were signed."""

    claims: Mapping[str, Any]
    token: str = field(repr=False)
    key: PublicKey  # that signed it

    @property
    def sha256(self) -> str:
        """Return the hash by which other statements name it."""
        return sha256(self.token)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a statement must be: its `typ`, who may have signed, at what time it is read.

    `iss` and `aud` are compared when given; `personal` asks that `iss` is the name of the person
    whose key signed (RFC 9278); `limit` is in bytes. `at` is in seconds since 1970 UTC;
    None reads an old statement as of its own `iat`, as an evidence file asks.
    """

    typ: str
    keys: tuple[PublicKey, ...]
    at: int | None
    aud: str | None = None
    iss: str | None = None
    limit: int = MOST
    personal: bool = False

    def key(self, kid: object) -> PublicKey:
        """Return the key of that name; it never comes from the statement."""
        for key in self.keys:
            if key.thumbprint == kid:
                return key
        raise refused(self.typ, "bad-signature")


def refused(typ: str, problem: str) -> SignatureInvalid:
    """Return the error for a statement of this type that breaks the rule of this name."""
    return SignatureInvalid(what=typ, problem=problem)


def sign(typ: str, claims: Mapping[str, Any], key: PrivateKey) -> str:
    """Sign `claims`, to which `csp: 1` is added, as a compact JWS with ES256."""
    from joserfc import jws

    payload = written({"csp": 1, **claims})
    return jws.serialize_compact(_header(typ, key), payload, as_jose(key), registry=registry())


def peek(
    token: str, typ: str = "", limit: int = MOST_OF_A_CATALOGUE
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and payload **without any check**: only to find out which key to try.

    Raises SignatureInvalid: `too-large`, or `bad-statement` when they are no JSON objects.
    """
    if len(token) > limit:
        raise refused(typ, "too-large")
    parts = token.split(".")
    try:
        header, payload, _mark = parts
        return read_object(unb64(header)), read_object(unb64(payload))
    except ValueError:
        raise refused(typ, "bad-statement") from None


def verify(token: str, expected: Expected) -> Statement:
    """Apply the rules to a compact statement, in their order; return it when all hold.

    Raises:
        SignatureInvalid: `problem` is the name of the first rule that it breaks: too-large,
            bad-statement, bad-typ, bad-signature, unsupported-version, wrong-audience,
            not-yet-valid, statement-expired, unsupported-claim.
    """
    typ = expected.typ
    header, claims = peek(token, typ, expected.limit)
    key = check_header(header, expected)
    check_signature(token, key, typ)
    check_claims(claims, expected)
    if expected.personal and claims["iss"] != person(key.thumbprint):
        raise refused(typ, "bad-signature")
    return Statement(claims, token, key)


def verify_grant(token: str, *, at: int | None, aud: str | None = None) -> Statement:
    """Apply the rules to a grant, the one statement that carries its own key, in `cnf.jwk`.

    `iss` must be the thumbprint of that key (`bad-signature`). SignatureInvalid as `verify`.
    """
    claims = peek(token, GRANT, MOST)[1]
    try:
        key = read(claims["cnf"]["jwk"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refused(GRANT, "bad-signature") from None
    return verify(token, Expected(GRANT, (key,), at, aud=aud, iss=person(key.thumbprint)))


def reading_time(token: str, at: int) -> int:
    """Return the time at which to verify a statement whose end is told apart: never after it."""
    exp = peek(token)[1].get("exp")
    return min(at, exp) if type(exp) is int else at


def check_header(header: Mapping[str, Any], expected: Expected) -> PublicKey:
    """Apply rules 1 to 3 to a header; return the key that must have signed."""
    typ = expected.typ
    if header.keys() != _HEADER:
        raise refused(typ, "bad-statement")
    if header["typ"] != typ:
        raise refused(typ, "bad-typ")
    if header["alg"] not in ALGORITHMS:
        raise refused(typ, "bad-signature")
    key = expected.key(header["kid"])
    if header["alg"] != key.algorithm:
        raise refused(typ, "bad-signature")
    return key


def check_claims(claims: Mapping[str, Any], expected: Expected) -> None:
    """Apply rules 4 to 6 to a payload whose signature held; SignatureInvalid as `verify`."""
    typ = expected.typ
    if claims.get("csp") != 1 or claims["csp"] is True:
        raise refused(typ, "unsupported-version")
    if not _well_formed(claims, typ):
        raise refused(typ, "bad-statement")
    if expected.iss is not None and claims["iss"] != expected.iss:
        raise refused(typ, "bad-signature")
    if expected.aud is not None and claims.get("aud") != expected.aud:
        raise refused(typ, "wrong-audience")
    at = claims["iat"] if expected.at is None else expected.at
    if max(claims["iat"], claims.get("nbf", 0)) > at + SKEW:
        raise refused(typ, "not-yet-valid")
    if claims.get("exp", at) < at - SKEW:
        raise refused(typ, "statement-expired")
    if not UNDERSTOOD.issuperset(claims.get("must_understand", ())):
        raise refused(typ, "unsupported-claim")


def _well_formed(claims: Mapping[str, Any], typ: str) -> bool:
    times = [claims.get("iat"), claims.get("nbf", 0), claims.get("exp", 0)]
    named = claims.get("must_understand", [])
    return (
        isinstance(claims.get("iss"), str)
        and (typ in NO_JTI or _is_uuid4(claims.get("jti")))
        and all(type(time) is int for time in times)
        and isinstance(named, list)
        and all(isinstance(name, str) for name in named)
    )


def _is_uuid4(text: object) -> bool:
    try:
        found = UUID(str(text))
    except ValueError:
        return False
    return found.version == 4 and str(found) == text  # noqa: PLR2004 - random, RFC 9562


def check_signature(token: str, key: PublicKey, typ: str) -> None:
    """Check the signature alone; SignatureInvalid (`bad-signature`) when this key did not sign."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        jws.deserialize_compact(token, as_jose(key), registry=registry())
    except (JoseError, ValueError):
        raise refused(typ, "bad-signature") from None


def _header(typ: str, key: PrivateKey) -> dict[str, Any]:
    return {"alg": key.public.algorithm, "typ": typ, "kid": key.thumbprint}


@cache
def registry() -> JWSRegistry:
    """Make our registry: the two algorithms, and a catalogue's size where joserfc has 128,000."""
    from joserfc.jws import JWSRegistry

    ours = JWSRegistry(algorithms=list(ALGORITHMS))
    ours.max_payload_length = MOST_OF_A_CATALOGUE  # characters of base64url
    return ours
