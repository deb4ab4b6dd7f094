from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto import keys
from vault.crypto.base64url import b64

KEY = keys.new()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_a_key_comes_back_from_its_32_bytes() -> None:
    assert keys.of_scalar(KEY.scalar) == KEY
    assert len(KEY.scalar) == 32
    assert keys.new() != KEY


@pytest.mark.parametrize(
    "scalar",
    [b"", bytes(32), bytes(31), bytes(33), ORDER.to_bytes(32, "big"), b"\xff" * 32],
    ids=["none", "zero", "short", "long", "order", "above"],
)
def test_bytes_that_are_no_key_are_refused(scalar: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        keys.of_scalar(scalar)


def test_a_jwk_is_read_and_named_by_its_thumbprint() -> None:
    # RFC 8037, appendix A.3: the thumbprint of an Ed25519 key
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    read = keys.read(jwk)
    assert read.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert read.jwk() == {**jwk, "kid": read.thumbprint}
    assert read.algorithm == "Ed25519"
    assert keys.read(KEY.public.jwk(use="sig", alg="ES256")) == KEY.public
    assert KEY.person == f"urn:ietf:params:oauth:jwk-thumbprint:sha-256:{KEY.thumbprint}"


def p384() -> dict[str, str]:
    point = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
    x, y = (b64(part.to_bytes(48, "big")) for part in (point.x, point.y))
    return {"kty": "EC", "crv": "P-384", "x": x, "y": y}


GOOD = KEY.public.jwk()


@pytest.mark.parametrize(
    "jwk",
    [
        {}, p384(), {**p384(), "crv": "P-256"}, {**GOOD, "d": b64(KEY.scalar)}, {**GOOD, "k": ""},
        {**GOOD, "kid": "another"}, {**GOOD, "y": GOOD["x"]}, {**GOOD, "x": ""}, {**GOOD, "x": 1},
        {**GOOD, "x": GOOD["x"] + "="}, {**GOOD, "kty": "OKP"}, {**GOOD, "crv": "secp256k1"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}, {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "OKP", "crv": "X25519", "x": b64(bytes(32))}, {"kty": "RSA", "n": "AQAB"},
        {"kty": "oct", "k": "AAAA"},
    ],
    ids=lambda jwk: "-".join(jwk) or "empty",
)  # fmt: skip
def test_what_is_no_public_key_of_ours_is_refused(jwk: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        keys.read(jwk)


def test_keys_of_a_set_are_read_by_their_use() -> None:
    other = keys.new().public
    both = [KEY.public.jwk(use="sig"), other.jwk(use="enc")]
    assert keys.read_all(both) == (KEY.public, other)
    assert keys.read_all(both, "enc") == (other,)


def test_a_private_key_is_never_shown() -> None:
    for shown in (repr(KEY), str(KEY), f"{KEY}"):
        assert b64(KEY.scalar) not in shown
        assert KEY.scalar.hex() not in shown
        assert repr(KEY.scalar)[2:-1] not in shown


def test_a_recovery_key_is_of_one_person_and_one_service() -> None:
    seed = keys.recovery_seed(bytes(range(16)))
    first = keys.recovery_key(seed, 0, "https://a.example.org")
    assert first == keys.recovery_key(seed, 0, "https://a.example.org")
    others = {
        keys.recovery_key(seed, 1, "https://a.example.org").thumbprint,
        keys.recovery_key(seed, 0, "https://b.example.org").thumbprint,
        keys.recovery_key(keys.recovery_seed(bytes(16)), 0, "https://a.example.org").thumbprint,
    }
    assert len(others | {first.thumbprint}) == 4


@given(st.binary(min_size=16, max_size=16), st.integers(0, 31))
def test_any_sheet_gives_a_key(secret: bytes, index: int) -> None:
    key = keys.recovery_key(keys.recovery_seed(secret), index, "https://a.example.org")
    assert 0 < int.from_bytes(key.scalar, "big") < ORDER
