"""S02: what our limits let through, what they stop before decoding, and why they are ours."""

from __future__ import annotations

import json

import pytest
from joserfc import jwe as jose_jwe
from joserfc import jws as jose_jws
from joserfc.errors import JoseError

from tests.crypto.forge import NOW, claims
from vault.crypto import joint, jwe, jws, keys
from vault.crypto.keys import as_jose
from vault.errors import SignatureInvalid

KEY = keys.new()
MIB = 1024 * 1024


def refused(work: object) -> str:
    assert callable(work)
    with pytest.raises(SignatureInvalid) as caught:
        work()
    return caught.value.problem


def test_a_catalogue_of_5_mib_passes_and_only_by_our_registry() -> None:
    token = jws.sign("catalogue+jwt", claims(filler="x" * (5 * MIB * 3 // 4)), KEY)
    assert 5 * MIB <= len(token) <= 6 * MIB
    expected = jws.Expected("catalogue+jwt", (KEY.public,), NOW, limit=jws.MOST_OF_A_CATALOGUE)
    assert jws.verify(token, expected).claims["filler"][0] == "x"
    with pytest.raises(JoseError):
        jose_jws.deserialize_compact(token, as_jose(KEY.public), algorithms=["ES256"])


def test_an_envelope_of_10_mib_passes_and_only_by_our_registry() -> None:
    clear = b"x" * (10 * MIB * 3 // 4)
    envelope = jwe.seal(clear, KEY.public, sender="me", to="https://service.example.org")
    assert len(envelope) >= 10 * MIB
    assert jwe.unseal(envelope, KEY) == clear
    algorithms = ["ECDH-ES+A256KW", "A256GCM"]
    with pytest.raises(JoseError):
        jose_jwe.decrypt_compact(envelope, as_jose(KEY), algorithms=algorithms)


def test_an_envelope_with_a_header_of_1100_bytes_passes_and_only_by_our_registry() -> None:
    to = "https://service.example.org/" + "x" * 500
    envelope = jwe.seal(b"{}", KEY.public, sender="me", to=to)
    assert len(envelope.split(".", maxsplit=1)[0]) > 1100
    assert jwe.unseal(envelope, KEY) == b"{}"
    algorithms = ["ECDH-ES+A256KW", "A256GCM"]
    with pytest.raises(JoseError):
        jose_jwe.decrypt_compact(envelope, as_jose(KEY), algorithms=algorithms)
    longer = jwe.seal(b"{}", KEY.public, sender="me", to="x" * 1400)
    assert refused(lambda: jwe.unseal(longer, KEY)) == "bad-envelope"


def test_one_byte_above_our_limits_is_refused_before_decoding() -> None:
    share = jws.Expected("share+jwt", (KEY.public,), NOW)
    assert refused(lambda: jws.verify("x" * (jws.MOST + 1), share)) == "too-large"
    assert refused(lambda: jws.verify("x" * jws.MOST, share)) == "bad-statement"
    catalogue = jws.Expected("catalogue+jwt", (KEY.public,), NOW, limit=jws.MOST_OF_A_CATALOGUE)
    long = "x" * (jws.MOST_OF_A_CATALOGUE + 1)
    assert refused(lambda: jws.verify(long, catalogue)) == "too-large"
    assert refused(lambda: jwe.header("x" * (jwe.MOST + 1))) == "too-large"
    assert refused(lambda: jwe.unseal("x" * (jwe.MOST + 1), KEY)) == "too-large"
    rotation = jws.Expected("key-rotation+jws", (KEY.public,), NOW)
    assert refused(lambda: joint.verify_together(b"x" * (jws.MOST + 1), rotation)) == "too-large"


def test_nothing_compressed_is_opened() -> None:
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "zip": "DEF", "kid": KEY.thumbprint}
    algorithms = ["ECDH-ES+A256KW", "A256GCM", "DEF"]
    packed = jose_jwe.encrypt_compact(
        header, json.dumps({}), as_jose(KEY.public), algorithms=algorithms
    )
    assert refused(lambda: jwe.unseal(packed, KEY)) == "bad-envelope"
