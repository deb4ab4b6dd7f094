"""Advertisements that a bind key opens."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from vault.crypto.beacons import TAG, opened

KEY, NONCE = bytes(range(16)), bytes(12)


def test_what_is_whole_is_opened_and_a_changed_byte_or_another_key_opens_nothing() -> None:
    sealed = AESCCM(KEY, tag_length=TAG).encrypt(NONCE, b"72.3 kg", b"\x11")
    assert opened(KEY, NONCE, sealed, b"\x11") == b"72.3 kg"
    assert opened(bytes(16), NONCE, sealed, b"\x11") is None
    assert opened(KEY, NONCE, sealed) is None
    assert opened(KEY, NONCE, bytes([sealed[0] ^ 1]) + sealed[1:], b"\x11") is None
    assert opened(KEY, NONCE, sealed[:TAG]) is None
