"""Pieces that leave memory for a moment, sealed with a key that exists nowhere else.

AES-256-GCM (NIST SP 800-38D); the number of a piece is its nonce, and each is used once.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import VaultDamaged

_NONCE = 12


class Passing:
    """A key for one work: what it sealed can be opened by nobody when the work is over."""

    def __init__(self) -> None:
        self._key = AESGCM(AESGCM.generate_key(256))
        self._next = 0

    def seal(self, body: bytes) -> tuple[int, bytes]:
        """Seal a piece; return its number, and the bytes that may leave."""
        number = self._next
        self._next += 1
        return number, self._key.encrypt(number.to_bytes(_NONCE), body, None)

    def open(self, number: int, sealed: bytes) -> bytes:
        """Open a piece.

        Raises:
            VaultDamaged: it is not the one that was sealed under this number.
        """
        try:
            return self._key.decrypt(number.to_bytes(_NONCE), sealed, None)
        except InvalidTag:
            raise VaultDamaged("staging") from None
