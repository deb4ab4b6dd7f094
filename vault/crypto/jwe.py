"""Sealed envelopes: compact JWE (RFC 7516), ECDH-ES+A256KW on P-256 with A256GCM, never `zip`.

A length of clear text may tell what was compressed beside it, and inflating is a way to fill a
memory: so nothing is compressed here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from vault.crypto.base64url import b64, unb64
from vault.crypto.jws import refused
from vault.crypto.keys import PrivateKey, PublicKey, as_jose, read
from vault.crypto.strict_json import read_object

if TYPE_CHECKING:
    from joserfc.jwe import JWERegistry

TYP: Final = "health-share+jwe"
ALGORITHM: Final = "ECDH-ES+A256KW"
MOST: Final = 24 * 1024 * 1024  # bytes of an envelope
_ENCRYPTION: Final = "A256GCM"
_MOST_HEADER: Final = 2048
_HEADER: Final = frozenset({"alg", "enc", "typ", "cty", "kid", "apu", "apv", "epk"})
_PARTS: Final = 5


def seal(plaintext: bytes, recipient: PublicKey, *, sender: str, to: str) -> str:
    """Seal JSON to the key of a service; a new content key each time.

    `sender` is the pairwise thumbprint (`apu`), `to` the id of the service (`apv`): both are bound
    into the key agreement. An envelope longer than `MOST` must not be sent.
    """
    from joserfc import jwe

    header = {
        "alg": ALGORITHM,
        "enc": _ENCRYPTION,
        "typ": TYP,
        "cty": "application/json",
        "kid": recipient.thumbprint,
        "apu": b64(sender.encode()),
        "apv": b64(to.encode()),
    }
    return jwe.encrypt_compact(header, plaintext, as_jose(recipient), registry=registry())


def header(envelope: str) -> dict[str, Any]:
    """Return the header of an envelope when it is one of ours, before any decryption.

    Raises:
        SignatureInvalid: `problem` is too-large or bad-envelope.
    """
    if len(envelope) > MOST:
        raise refused(TYP, "too-large")
    first, *rest = envelope.split(".")
    try:
        found = read_object(unb64(first))
        curve = read(found["epk"]).curve
    except (ValueError, KeyError, AttributeError):
        raise refused(TYP, "bad-envelope") from None
    if found.keys() != _HEADER or len(first) > _MOST_HEADER or len(rest) != _PARTS - 1:
        raise refused(TYP, "bad-envelope")
    asked = (found["alg"], found["enc"], found["typ"], found["cty"], curve)
    if asked != (ALGORITHM, _ENCRYPTION, TYP, "application/json", "P-256"):
        raise refused(TYP, "bad-envelope")
    return found


def unseal(envelope: str, key: PrivateKey) -> bytes:
    """Open an envelope.

    Raises:
        SignatureInvalid: `problem` is too-large, or bad-envelope whatever else is wrong with it.
    """
    from joserfc import jwe
    from joserfc.errors import JoseError

    header(envelope)
    try:
        opened = jwe.decrypt_compact(envelope, as_jose(key), registry=registry())
    except (JoseError, ValueError):
        raise refused(TYP, "bad-envelope") from None
    return opened.plaintext or b""


@cache
def registry() -> JWERegistry:
    """Make our registry: two algorithms, an envelope of 24 MiB where joserfc stops at 64 KiB."""
    from joserfc.jwe import JWERegistry

    ours = JWERegistry(algorithms=[ALGORITHM, _ENCRYPTION])
    ours.max_ciphertext_length = MOST
    ours.max_protected_header_length = _MOST_HEADER
    return ours
