"""Statements made by hand: any header, any payload, a real signature of whichever key."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from vault.crypto.base64url import b64
from vault.crypto.keys import PrivateKey, PublicKey

NOW = 1_795_428_000
CLAIMS = {
    "csp": 1, "iss": "urn:x:someone", "aud": "https://service.example.org",
    "jti": "0f8fad5b-d9cb-469f-a165-70867728950e", "iat": NOW,
}  # fmt: skip
_SIZES = {"P-256": 32, "P-384": 48}


def claims(**change: Any) -> dict[str, Any]:
    told = {**CLAIMS, "jti": str(uuid4()), **change}
    return {name: value for name, value in told.items() if value is not ...}


def joined(header: str | dict[str, Any], payload: str | dict[str, Any], mark: bytes) -> str:
    return f"{signed_part(header, payload)}.{b64(mark)}"


def signed_part(header: str | dict[str, Any], payload: str | dict[str, Any]) -> str:
    texts = [one if isinstance(one, str) else json.dumps(one) for one in (header, payload)]
    return ".".join(b64(one.encode()) for one in texts)


def by_hand(
    key: PrivateKey, header: str | dict[str, Any], payload: str | dict[str, Any] | None = None
) -> str:
    """Sign by ECDSA on P-256 whatever the header says."""
    told = claims() if payload is None else payload
    private = ec.derive_private_key(int.from_bytes(key.scalar, "big"), ec.SECP256R1())
    signature = private.sign(signed_part(header, told).encode(), ec.ECDSA(hashes.SHA256()))
    r, s = decode_dss_signature(signature)
    return joined(header, told, r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def by_secret(secret: bytes, header: dict[str, Any]) -> str:
    told = claims()
    mark = hmac.new(secret, signed_part(header, told).encode(), hashlib.sha256).digest()
    return joined(header, told, mark)


def header(key: PrivateKey | PublicKey, typ: str = "share+jwt", **change: Any) -> dict[str, Any]:
    told = {"alg": "ES256", "typ": typ, "kid": key.thumbprint, **change}
    return {name: value for name, value in told.items() if value is not ...}


def edwards() -> tuple[ed25519.Ed25519PrivateKey, PublicKey]:
    private = ed25519.Ed25519PrivateKey.generate()
    return private, PublicKey("Ed25519", b64(private.public_key().public_bytes_raw()))


def by_edwards(
    private: ed25519.Ed25519PrivateKey, told: dict[str, Any], payload: dict[str, Any] | None = None
) -> str:
    said = claims() if payload is None else payload
    return joined(told, said, private.sign(signed_part(told, said).encode()))
