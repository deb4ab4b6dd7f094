"""S03: the rules of a statement, each by its name, in their order."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid1, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crypto.forge import NOW, by_edwards, by_hand, by_secret, claims, edwards, header, joined
from vault.crypto import jws, keys
from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.jws import Expected
from vault.errors import SignatureInvalid
from vault.record.ledger import KINDS

KEY = keys.new()
SHARE = Expected("share+jwt", (KEY.public,), NOW, aud=str(claims()["aud"]))
COMPACT = sorted(kind for kind in KINDS if kind.endswith("+jwt"))


def problem(token: str, expected: Expected = SHARE) -> str:
    try:
        jws.verify(token, expected)
    except SignatureInvalid as refusal:
        return refusal.problem if refusal.what == expected.typ else f"about {refusal.what}"
    return "taken"


def test_what_is_signed_is_taken_and_named_by_its_hash() -> None:
    token = jws.sign("share+jwt", claims(csp=...), KEY)
    found = jws.verify(token, SHARE)
    assert found.claims["csp"] == 1
    assert found.key == KEY.public
    assert found.sha256 == sha256(token)
    assert jws.peek(token)[0] == {"alg": "ES256", "typ": "share+jwt", "kid": KEY.thumbprint}


def test_a_statement_made_by_hand_is_taken() -> None:
    assert problem(by_hand(KEY, header(KEY))) == "taken"


def test_ed25519_is_read() -> None:
    private, public = edwards()
    expected = Expected("share+jwt", (KEY.public, public), NOW)
    assert problem(by_edwards(private, header(public, alg="Ed25519")), expected) == "taken"
    for alg in ("EdDSA", "ES256", "none"):
        assert problem(by_edwards(private, header(public, alg=alg)), expected) == "bad-signature"


@pytest.mark.parametrize(
    "more",
    [
        {"jwk": KEY.public.jwk()}, {"jku": "https://x"}, {"x5u": "https://x"}, {"x5c": []},
        {"crit": ["b64"], "b64": False}, {"cty": "JWT"}, {"zip": "DEF"}, {"anything": 1},
        {"alg": ...}, {"typ": ...}, {"kid": ...},
    ],
    ids=lambda one: str(one)[:24] if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_header_holds_three_members_and_no_other(more: dict[str, Any]) -> None:
    assert problem(by_hand(KEY, header(KEY, **more))) == "bad-statement"


@pytest.mark.parametrize("alg", ["none", "HS256", "ES384", "EdDSA", "RS256", "es256", "", None, 7])
def test_no_other_algorithm_is_taken(alg: object) -> None:
    assert problem(by_hand(KEY, header(KEY, alg=alg))) == "bad-signature"


def test_a_public_key_is_never_taken_for_a_secret() -> None:
    secret = json.dumps(KEY.public.jwk()).encode()
    assert problem(by_secret(secret, header(KEY, alg="HS256"))) == "bad-signature"
    assert problem(joined(header(KEY, alg="none"), claims(), b"")) == "bad-signature"
    assert problem(joined(header(KEY), claims(), b"")) == "bad-signature"


@pytest.mark.parametrize("typ", COMPACT)
def test_a_statement_of_one_kind_is_never_taken_for_another(typ: str) -> None:
    token = jws.sign(typ, claims(), KEY)
    found = {other: problem(token, Expected(other, (KEY.public,), NOW)) for other in COMPACT}
    assert found == {other: "taken" if other == typ else "bad-typ" for other in COMPACT}


@pytest.mark.parametrize(
    "token",
    [
        "", "a", "a.b", "a.b.c.d", "..", "e30.e30.", "W10.e30.", f"{b64(b'{')}.e30.",
        joined('{"alg":"ES256","alg":"none","typ":"share+jwt","kid":"k"}', {}, b""),
        joined("[" * 100_000, {}, b""), "é.é.é", "e30=.e30.", "e30 .e30.",
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused(token: str) -> None:
    assert problem(token) in {"bad-statement", "too-large"}


def test_a_name_twice_is_refused_even_when_it_is_signed() -> None:
    twice = json.dumps(claims())[:-1] + ', "iat": 0}'
    assert problem(by_hand(KEY, header(KEY), twice)) == "bad-statement"
    assert problem(by_hand(KEY, header(KEY), '{"iat": NaN}')) == "bad-statement"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"csp": 2}, "unsupported-version"), ({"csp": ...}, "unsupported-version"),
        ({"csp": True}, "unsupported-version"), ({"csp": "1"}, "unsupported-version"),
        ({"iss": ...}, "bad-statement"), ({"iss": 1}, "bad-statement"),
        ({"jti": ...}, "bad-statement"), ({"jti": "1"}, "bad-statement"),
        ({"jti": str(uuid1())}, "bad-statement"), ({"jti": uuid4().hex}, "bad-statement"),
        ({"jti": str(uuid4()).upper()}, "bad-statement"),
        ({"iat": ...}, "bad-statement"), ({"iat": str(NOW)}, "bad-statement"),
        ({"iat": float(NOW)}, "bad-statement"), ({"iat": True}, "bad-statement"),
        ({"exp": None}, "bad-statement"), ({"nbf": "x"}, "bad-statement"),
        ({"must_understand": "act"}, "bad-statement"), ({"must_understand": [1]}, "bad-statement"),
        ({"aud": ...}, "wrong-audience"), ({"aud": "https://other"}, "wrong-audience"),
        ({"aud": [claims()["aud"]]}, "wrong-audience"),
        ({"iat": NOW + 61}, "not-yet-valid"), ({"iat": NOW + 60}, "taken"),
        ({"nbf": NOW + 61}, "not-yet-valid"), ({"nbf": NOW + 60}, "taken"),
        ({"exp": NOW - 61}, "statement-expired"), ({"exp": NOW - 60}, "taken"),
        ({"must_understand": ["quantum"]}, "unsupported-claim"),
        ({"must_understand": ["act"]}, "taken"), ({"unknown": {"is": "ignored"}}, "taken"),
    ],
    ids=lambda one: str(one)[:24] if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_payload_is_held_against_the_rules(change: dict[str, Any], name: str) -> None:
    assert problem(by_hand(KEY, header(KEY), claims(**change))) == name


def test_the_first_rule_broken_gives_the_name() -> None:
    worse: dict[str, Any] = {"must_understand": ["quantum"]}
    assert problem(by_hand(KEY, header(KEY), claims(**worse))) == "unsupported-claim"
    worse["exp"] = NOW - 100
    assert problem(by_hand(KEY, header(KEY), claims(**worse))) == "statement-expired"
    worse["aud"] = "https://other"
    assert problem(by_hand(KEY, header(KEY), claims(**worse))) == "wrong-audience"
    worse["csp"] = 2
    assert problem(by_hand(KEY, header(KEY), claims(**worse))) == "unsupported-version"
    stranger = keys.new()
    assert problem(by_hand(stranger, header(KEY), claims(**worse))) == "bad-signature"
    assert problem(by_hand(stranger, header(KEY, "x"), claims(**worse))) == "bad-typ"
    assert problem(by_hand(stranger, header(KEY, "x", jwk={}), claims())) == "bad-statement"


def test_an_issuer_is_compared_when_it_is_known() -> None:
    own = Expected("share+jwt", (KEY.public,), NOW, personal=True)
    assert problem(jws.sign("share+jwt", claims(), KEY), own) == "bad-signature"
    assert problem(jws.sign("share+jwt", claims(iss=KEY.person), KEY), own) == "taken"
    named = Expected("share+jwt", (KEY.public,), NOW, iss="urn:x:other")
    assert problem(jws.sign("share+jwt", claims(), KEY), named) == "bad-signature"


def test_a_key_that_is_not_expected_signs_nothing() -> None:
    stranger = keys.new()
    assert problem(jws.sign("share+jwt", claims(), stranger)) == "bad-signature"
    assert problem(by_hand(KEY, header(KEY, kid=["list"]))) == "bad-signature"


def test_an_old_statement_is_read_as_of_its_own_time() -> None:
    old = jws.sign("share+jwt", claims(iat=1000, exp=1600), KEY)
    assert problem(old) == "statement-expired"
    assert problem(old, Expected("share+jwt", (KEY.public,), None)) == "taken"
    assert problem(old, Expected("share+jwt", (KEY.public,), jws.reading_time(old, NOW))) == "taken"
    endless = jws.sign("share+jwt", claims(), KEY)
    assert jws.reading_time(endless, NOW) == NOW


@pytest.mark.parametrize("typ", sorted(jws.NO_JTI))
def test_some_kinds_have_no_jti(typ: str) -> None:
    token = jws.sign(typ, claims(jti=...), KEY)
    assert problem(token, Expected(typ, (KEY.public,), NOW)) == "taken"


def grant(**change: Any) -> str:
    cnf = {"jwk": KEY.public.jwk(), "recovery": "x"}
    return jws.sign(jws.GRANT, claims(**{"iss": KEY.person, "cnf": cnf, **change}), KEY)


@pytest.mark.parametrize(
    "change",
    [
        {"cnf": ...}, {"cnf": []}, {"cnf": {"jwk": "x"}}, {"cnf": {"jwk": {"kty": "oct"}}},
        {"cnf": {"jwk": {**KEY.public.jwk(), "d": "AAAA"}}},
        {"cnf": {"jwk": keys.new().public.jwk()}},
        {"iss": keys.new().person},
    ],
    ids="/".join,
)  # fmt: skip
def test_a_grant_is_signed_by_the_key_it_carries(change: dict[str, Any]) -> None:
    assert jws.verify_grant(grant(), at=NOW).key == KEY.public
    with pytest.raises(SignatureInvalid) as caught:
        jws.verify_grant(grant(**change), at=NOW)
    assert caught.value.problem == "bad-signature"


def test_what_is_too_long_is_not_even_looked_into() -> None:
    for work in (jws.peek, lambda token: jws.reading_time(token, NOW)):
        with pytest.raises(SignatureInvalid) as caught:
            work("x" * (jws.MOST_OF_A_CATALOGUE + 1))
        assert caught.value.problem == "too-large"


def test_a_grant_that_is_too_long_is_not_read() -> None:
    with pytest.raises(SignatureInvalid) as caught:
        jws.verify_grant(grant(more="x" * jws.MOST), at=NOW)
    assert caught.value.problem == "too-large"


@given(place=st.integers(0, 5000), bit=st.integers(0, 7))
def test_no_changed_bit_is_taken(place: int, bit: int) -> None:
    parts = [bytearray(unb64(part)) for part in TOKEN.split(".")]
    part = parts[place % 3]
    part[place % len(part)] ^= 1 << bit
    assert problem(".".join(b64(bytes(one)) for one in parts)) != "taken"


TOKEN = jws.sign("share+jwt", claims(), KEY)


@given(st.text(max_size=200))
def test_noise_is_refused_by_a_name(token: str) -> None:
    assert problem(token) != "taken"


def test_an_error_never_shows_a_token_or_a_key() -> None:
    found = jws.verify(TOKEN, SHARE)
    assert TOKEN not in repr(found)
    assert b64(KEY.scalar) not in repr(KEY)
    assert repr(KEY.scalar) not in repr(KEY)
