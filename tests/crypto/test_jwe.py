from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crypto.forge import edwards
from vault.crypto import jwe, keys
from vault.crypto.base64url import b64, unb64
from vault.errors import SignatureInvalid

KEY = keys.new()
ENVELOPE = jwe.seal(b'{"a":1}', KEY.public, sender="me", to="https://service.example.org")


def problem(envelope: str, key: keys.PrivateKey = KEY) -> str:
    try:
        jwe.unseal(envelope, key)
    except SignatureInvalid as refusal:
        return refusal.problem
    return "opened"


def test_what_is_sealed_opens_with_that_key_only() -> None:
    assert jwe.unseal(ENVELOPE, KEY) == b'{"a":1}'
    assert problem(ENVELOPE, keys.new()) == "bad-envelope"
    assert jwe.unseal(jwe.seal(b"", KEY.public, sender="me", to="x"), KEY) == b""


def test_the_header_says_for_whom_and_by_whom() -> None:
    header = jwe.header(ENVELOPE)
    assert unb64(header["apu"]) == b"me"
    assert unb64(header["apv"]) == b"https://service.example.org"
    assert header["kid"] == KEY.thumbprint


def changed(**change: Any) -> str:
    first, rest = ENVELOPE.split(".", maxsplit=1)
    told = {**json.loads(unb64(first)), **change}
    header = {name: value for name, value in told.items() if value is not ...}
    return f"{b64(json.dumps(header).encode())}.{rest}"


@pytest.mark.parametrize(
    "change",
    [
        {"alg": "ECDH-ES"}, {"alg": "dir"}, {"alg": "RSA-OAEP"}, {"enc": "A128GCM"}, {"typ": "x"},
        {"cty": "text/plain"}, {"zip": "DEF"}, {"crit": ["exp"]}, {"epk": ...}, {"epk": "x"},
        {"epk": {"kty": "oct", "k": "AAAA"}}, {"epk": KEY.public.jwk() | {"y": KEY.public.x}},
        {"epk": edwards()[1].jwk()}, {"apu": ...}, {"apv": b64(b"https://other.example.org")},
        {"apu": b64(b"another")},
    ],
    ids=lambda one: str(one)[:24] if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_another_header_opens_nothing(change: dict[str, Any]) -> None:
    assert problem(changed(**change)) == "bad-envelope"


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_changed_bit_opens(place: int, bit: int) -> None:
    parts = [bytearray(unb64(part)) for part in ENVELOPE.split(".")]
    part = parts[place % 5]
    part[place % len(part)] ^= 1 << bit
    assert problem(".".join(b64(bytes(one)) for one in parts)) == "bad-envelope"


@given(st.text(max_size=200))
def test_noise_is_refused(text: str) -> None:
    assert problem(text) == "bad-envelope"


@pytest.mark.parametrize("cut", range(5))
def test_a_part_that_lacks_is_refused(cut: int) -> None:
    parts = ENVELOPE.split(".")
    parts[cut] = ""
    assert problem(".".join(parts)) == "bad-envelope"
    del parts[cut]
    assert problem(".".join(parts)) == "bad-envelope"
