"""Bytes as text in JOSE: base64url without padding (RFC 7515 section 2), read strictly."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

_ALPHABET: Final = re.compile(r"[A-Za-z0-9_-]*")


def b64(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read base64url; only the one way of writing these bytes is taken.

    Raises:
        ValueError: padding, another alphabet, a length or last bits that no bytes give.
    """
    if not _ALPHABET.fullmatch(text):
        raise ValueError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text:
        raise ValueError("not the one way to write it")
    return data


def sha256(data: bytes | str) -> str:
    """Return SHA-256 of bytes, or of a compact statement, as base64url (43 characters)."""
    return b64(hashlib.sha256(data.encode() if isinstance(data, str) else data).digest())
