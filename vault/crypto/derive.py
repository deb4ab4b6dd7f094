"""Keys out of keys: HKDF-SHA-256 (RFC 5869), one name a use, and the MAC of the header."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Use = Literal["record.db", "header-mac", "backup-wrap", "outside"]


def subkey(data_key: bytes | bytearray, vault_id: str, use: Use) -> bytes:
    """Derive the 32-byte key of one use from the data key of this vault."""
    return _hkdf(bytes(data_key), UUID(vault_id).bytes, f"carnet/v1/{use}".encode())


def kek_of_words(secret: bytes, salt: bytes) -> bytes:
    """Derive the key of a slot from the 16 bytes of the recovery sheet."""
    return _hkdf(secret, salt, b"carnet/v1/recovery")


def kek_of_file(secret: bytes, salt: bytes) -> bytes:
    """Derive the key of a slot from the 64 bytes of a key file."""
    return _hkdf(secret, salt, b"carnet/v1/keyfile")


def mac(key: bytes, told: bytes) -> bytes:
    """Return the HMAC-SHA-256 of some bytes."""
    return hmac.digest(key, told, hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Compare two MACs in constant time."""
    return hmac.compare_digest(one, other)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)
