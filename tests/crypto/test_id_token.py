"""Who logged in: an id token is taken only when it answers this very login (S18)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from vault.crypto import id_token
from vault.crypto.base64url import b64
from vault.crypto.id_token import Login
from vault.errors import SignatureInvalid

EC = ECKey.generate_key("P-256", {"kid": "one"})
RSA = RSAKey.generate_key(2048, {"kid": "two"})
LOGIN = Login("https://op.example", "carnet-desktop", "n-1", 1_700_000_000)
CLAIMS = {"iss": LOGIN.iss, "aud": LOGIN.aud, "nonce": LOGIN.nonce, "exp": LOGIN.at + 300}


def token(key: Any, algorithm: str, kid: str | None = None, **change: Any) -> str:
    head = {"alg": algorithm, **({"kid": kid} if kid else {})}
    claims = {name: one for name, one in {**CLAIMS, **change}.items() if one is not None}
    return jws.serialize_compact(head, json.dumps(claims), key, algorithms=[algorithm])


def public(key: Any, **more: Any) -> dict[str, Any]:
    return {**key.as_dict(private=False), **more}


def test_a_token_of_either_algorithm_is_taken_with_and_without_the_name_of_its_key() -> None:
    keys = [public(EC), public(RSA)]
    for key, algorithm in ((EC, "ES256"), (RSA, "RS256")):
        for kid in (key.kid, None):
            assert id_token.verify(token(key, algorithm, kid), keys, LOGIN)["nonce"] == "n-1"
    many = token(EC, "ES256", aud=["other", LOGIN.aud], azp=LOGIN.aud)
    assert id_token.verify(many, keys, LOGIN)["iss"] == LOGIN.iss


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"iss": "https://other.example"}, "wrong-issuer"),
        ({"aud": "another"}, "wrong-audience"),
        ({"aud": None}, "wrong-audience"),
        ({"azp": "another"}, "wrong-audience"),
        ({"nonce": "n-2"}, "wrong-login"),
        ({"exp": LOGIN.at - 61}, "statement-expired"),
        ({"exp": "soon"}, "statement-expired"),
    ],
)
def test_a_token_for_something_else_is_refused_by_name(
    change: dict[str, Any], problem: str
) -> None:
    with pytest.raises(SignatureInvalid) as refusal:
        id_token.verify(token(EC, "ES256", **change), [public(EC)], LOGIN)
    assert (refusal.value.what, refusal.value.problem) == ("id_token", problem)


def test_a_token_that_no_key_of_the_provider_signed_is_refused() -> None:
    good = token(EC, "ES256", "one")
    stranger = ECKey.generate_key("P-256", {"kid": "one"})
    secret = b64(b"0" * 32)
    payload = good.split(".")[1]
    none, shared = b64(b'{"alg":"none"}'), b64(b'{"alg":"HS256"}')
    bad = [
        (good, []),
        (good, [public(stranger)]),
        (good, [public(EC, kid="other")]),
        (good, [public(RSA, kid="one")]),  # a key of another type
        (good, [{"kty": "EC", "kid": "one"}]),
        (token(EC, "ES256").rsplit(".", 1)[0] + ".", [public(EC)]),
        (f"{none}.{payload}.", [public(EC)]),
        (f"{shared}.{payload}.{secret}", [{"kty": "oct", "k": secret}]),
    ]
    for forged, keys in bad:
        with pytest.raises(SignatureInvalid) as refusal:
            id_token.verify(forged, keys, LOGIN)
        assert refusal.value.problem == "bad-signature"


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "x" * 70_000, f"{b64(b'[]')}.e30."])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(SignatureInvalid) as refusal:
        id_token.verify(text, [public(EC)], LOGIN)
    assert refusal.value.problem == "bad-statement"
