"""Signing and sealing keys: P-256 to write, Ed25519 to read too; private halves never shown.

Pairwise keys (one for each person and service), identity keys (one for each person) and caregiver
keys are random; a recovery key is derived from the seed of the recovery sheet. A key is named by
its thumbprint (RFC 7638, SHA-256), a person by the URN of RFC 9278.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.strict_json import written

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, OKPKey

PERSON: Final = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
_SIZE: Final = 32


@dataclass(frozen=True)
class PublicKey:
    """A point that signs (P-256, Ed25519) or that is sealed to (P-256); `x`, `y` as in a JWK."""

    curve: Literal["P-256", "Ed25519"]
    x: str
    y: str = ""

    @property
    def algorithm(self) -> Literal["ES256", "Ed25519"]:
        """Return the one signature algorithm that fits (RFC 7518, RFC 9864)."""
        return "ES256" if self.curve == "P-256" else "Ed25519"

    @cached_property
    def thumbprint(self) -> str:
        """Return the RFC 7638 thumbprint, SHA-256, base64url."""
        return sha256(written(dict(sorted(self._members().items()))))

    def jwk(self, **more: str) -> dict[str, str]:
        """Return the JWK with its thumbprint as `kid`; `more` is "use" and "alg" where wanted."""
        return {**self._members(), "kid": self.thumbprint, **more}

    def _members(self) -> dict[str, str]:
        if self.curve == "P-256":
            return {"kty": "EC", "crv": self.curve, "x": self.x, "y": self.y}
        return {"kty": "OKP", "crv": self.curve, "x": self.x}


@dataclass(frozen=True)
class PrivateKey:
    """A P-256 key that signs or opens; `scalar` is its 32 bytes, big endian."""

    scalar: bytes = field(repr=False)
    public: PublicKey

    @property
    def thumbprint(self) -> str:
        """Return the thumbprint of the public half."""
        return self.public.thumbprint

    @property
    def person(self) -> str:
        """Return the name of who holds it (RFC 9278)."""
        return person(self.thumbprint)


def person(thumbprint: str) -> str:
    """Return the name of the person who holds the key of this thumbprint (RFC 9278)."""
    return PERSON + thumbprint


def new() -> PrivateKey:
    """Make a random P-256 key."""
    return _of(ec.generate_private_key(ec.SECP256R1()))


def of_scalar(scalar: bytes) -> PrivateKey:
    """Return the key of 32 bytes, big endian, as they lie in the vault; ValueError for no key."""
    if len(scalar) != _SIZE:
        raise ValueError("a key of P-256 has 32 bytes")
    return _of(ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1()))


def read(jwk: Mapping[str, Any]) -> PublicKey:
    """Read a public JWK (RFC 7517): P-256 or Ed25519, on its curve, nothing private in it.

    Raises:
        ValueError: another type or curve, a private member, a point that is none, or a `kid` that
            is not its thumbprint.
    """
    if _PRIVATE & jwk.keys():
        raise ValueError("a private member in a public key")
    if (jwk.get("kty"), jwk.get("crv")) == ("EC", "P-256"):
        key = PublicKey("P-256", _text(jwk, "x"), _text(jwk, "y"))
        x, y = (int.from_bytes(_coordinate(part), "big") for part in (key.x, key.y))
        ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    elif (jwk.get("kty"), jwk.get("crv")) == ("OKP", "Ed25519"):
        key = PublicKey("Ed25519", _text(jwk, "x"))
        ed25519.Ed25519PublicKey.from_public_bytes(_coordinate(key.x))
    else:
        raise ValueError("another type of key")
    if jwk.get("kid", key.thumbprint) != key.thumbprint:
        raise ValueError("the name of the key is not its thumbprint")
    return key


def read_all(jwks: Iterable[Mapping[str, Any]], use: str | None = None) -> tuple[PublicKey, ...]:
    """Read the keys of a set, those for this `use` ("sig", "enc") only; ValueError as `read`."""
    return tuple(read(jwk) for jwk in jwks if use is None or jwk.get("use") == use)


def as_jose(key: PrivateKey | PublicKey) -> ECKey | OKPKey:
    """Return the key as joserfc takes it; for `crypto` alone."""
    from joserfc.jwk import ECKey, OKPKey

    public = key.public if isinstance(key, PrivateKey) else key
    members: dict[str, str | list[str]] = dict(public.jwk())
    members.pop("kid")
    if isinstance(key, PrivateKey):
        members["d"] = b64(key.scalar)
    return (ECKey if public.curve == "P-256" else OKPKey).import_key(members)


def recovery_seed(secret: bytes) -> bytes:
    """Derive the seed kept in the vault from the 16 bytes of the recovery sheet (HKDF-SHA-256).

    It does not lead back to the words.
    """
    return HKDF(hashes.SHA256(), 32, None, b"carnet/csp1/recovery-seed").derive(secret)


def recovery_key(seed: bytes, person_index: int, service: str) -> PrivateKey:
    """Derive the key that moves a lost identity to a new one, for one person and one service.

    `person_index` counts the people ever made in the vault, from 0; `service` is its id. FIPS 186-5
    A.2.1: 48 bytes of HKDF-SHA-256, modulo n - 1, plus 1.
    """
    info = f"carnet/csp1/recovery|{person_index}|{service}".encode()
    wide = HKDF(hashes.SHA256(), 48, None, info).derive(seed)
    scalar = int.from_bytes(wide, "big") % (_ORDER - 1) + 1
    return of_scalar(scalar.to_bytes(_SIZE, "big"))


def _of(private: ec.EllipticCurvePrivateKey) -> PrivateKey:
    numbers = private.private_numbers()
    point = numbers.public_numbers
    x, y = (b64(part.to_bytes(_SIZE, "big")) for part in (point.x, point.y))
    return PrivateKey(numbers.private_value.to_bytes(_SIZE, "big"), PublicKey("P-256", x, y))


def _text(jwk: Mapping[str, Any], member: str) -> str:
    value = jwk.get(member)
    if not isinstance(value, str):
        raise ValueError("a coordinate is missing")  # noqa: TRY004 - content of a key
    return value


def _coordinate(text: str) -> bytes:
    data = unb64(text)
    if len(data) != _SIZE:
        raise ValueError("a coordinate has 32 bytes")
    return data
