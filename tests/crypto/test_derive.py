"""V01: the vectors of keys made of keys."""

from __future__ import annotations

from typing import get_args

import pytest

from vault.crypto.derive import Use, kek_of_file, kek_of_words, mac, same, subkey

DATA_KEY, SALT = bytes(range(32)), bytes(range(0x10, 0x20))
VAULT = "00010203-0405-4607-8809-0a0b0c0d0e0f"
SUBKEYS: dict[Use, str] = {
    "record.db": "6a26a54abf77582d846e5647c76f96451a12b8e7b7d69d4eb6185c27b9736f85",
    "header-mac": "4fb3b26fa69a12190a041483efa61ed5edac22bca3cda7e593f95a85c66fc0f1",
    "backup-wrap": "cb14f1c4c56c26367b9fa864a24de489d28c51347303100dafea6b3ae77b5616",
    "outside": "089ee9a9eeb14c6ca28b9939939c221627464778cff65f124e23621a13b762af",
}


@pytest.mark.parametrize(("use", "expected"), SUBKEYS.items())
def test_each_use_has_its_key(use: Use, expected: str) -> None:
    assert subkey(bytearray(DATA_KEY), VAULT, use).hex() == expected


def test_no_use_is_left_out() -> None:
    assert set(SUBKEYS) == set(get_args(Use))


def test_the_key_of_a_sheet_and_of_a_file() -> None:
    expected = "18ead805a35e8562b4ac9f281ea3a787608bc4321be66f02230059f63c13c2c7"
    assert kek_of_words(bytes(range(16)), SALT).hex() == expected
    assert kek_of_file(bytes(64), SALT) != kek_of_words(bytes(64), SALT)


def test_macs_are_compared() -> None:
    told = mac(DATA_KEY, b"x")
    assert same(told, mac(DATA_KEY, b"x"))
    assert not same(told, mac(DATA_KEY, b"y"))
