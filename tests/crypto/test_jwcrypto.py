"""S01: a second library reads what we sign and seal, and we read what it makes."""

from __future__ import annotations

import json

from jwcrypto import jwe as other_jwe
from jwcrypto import jwk as other_jwk
from jwcrypto import jws as other_jws

from tests.crypto.forge import NOW, claims, edwards, header
from vault.crypto import joint, jwe, jws, keys
from vault.crypto.base64url import b64

KEY = keys.new()
PRIVATE = other_jwk.JWK(**KEY.public.jwk(), d=b64(KEY.scalar))
PUBLIC = other_jwk.JWK(**KEY.public.jwk())
SHARE = jws.Expected("share+jwt", (KEY.public,), NOW)


def test_both_name_a_key_alike() -> None:
    assert PUBLIC.thumbprint() == KEY.thumbprint
    _private, public = edwards()
    assert other_jwk.JWK(**public.jwk()).thumbprint() == public.thumbprint


def test_it_reads_what_we_sign() -> None:
    told = claims()
    read = other_jws.JWS()
    read.deserialize(jws.sign("share+jwt", told, KEY), PUBLIC, alg="ES256")
    assert json.loads(read.payload) == told


def test_it_reads_what_two_keys_sign() -> None:
    other = keys.new()
    document = joint.sign_together("key-rotation+jws", claims(), (KEY, other)).decode()
    for key in (KEY, other):
        read = other_jws.JWS()
        read.deserialize(document)
        read.verify(other_jwk.JWK(**key.public.jwk()), alg="ES256")
        assert read.is_valid


def test_we_read_what_it_signs() -> None:
    made = other_jws.JWS(json.dumps(claims()))
    made.add_signature(PRIVATE, None, json.dumps(header(KEY)))
    assert jws.verify(made.serialize(compact=True), SHARE).key == KEY.public


def test_it_opens_what_we_seal() -> None:
    envelope = jwe.seal(b"clear", KEY.public, sender="me", to="https://service.example.org")
    read = other_jwe.JWE()
    read.deserialize(envelope, PRIVATE)
    assert read.payload == b"clear"


def test_we_open_what_it_seals() -> None:
    told = {
        "alg": jwe.ALGORITHM, "enc": "A256GCM", "typ": jwe.TYP, "cty": "application/json",
        "kid": KEY.thumbprint, "apu": b64(b"me"), "apv": b64(b"https://service.example.org"),
    }  # fmt: skip
    made = other_jwe.JWE(b"clear", json.dumps(told), recipient=PUBLIC)
    assert jwe.unseal(made.serialize(compact=True), KEY) == b"clear"
