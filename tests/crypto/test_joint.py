from __future__ import annotations

import json
from typing import Any

import pytest

from tests.crypto.forge import NOW, claims
from vault.crypto import joint, jws, keys
from vault.crypto.base64url import b64, sha256
from vault.errors import SignatureInvalid

OLD, NEW = keys.new(), keys.new()
EXPECTED = jws.Expected("key-rotation+jws", (OLD.public, NEW.public), NOW)
DOCUMENT = joint.sign_together("key-rotation+jws", claims(), (OLD, NEW))


def problem(document: bytes, expected: jws.Expected = EXPECTED) -> str:
    try:
        joint.verify_together(document, expected)
    except SignatureInvalid as refusal:
        return refusal.problem
    return "taken"


def test_each_signature_is_checked_and_named_in_its_order() -> None:
    found = joint.verify_together(DOCUMENT, EXPECTED)
    assert found.kids == (OLD.thumbprint, NEW.thumbprint)
    assert found.sha256 == sha256(DOCUMENT)
    assert joint.peek_together(DOCUMENT) == found.claims


def changed(change: Any) -> bytes:
    document = json.loads(DOCUMENT)
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(header={}),
        lambda told: told.pop("payload"),
        lambda told: told.update(signatures=[]),
        lambda told: told.update(signatures="x"),
        lambda told: told.update(payload=b64(b"[]")),
        lambda told: told["signatures"][0].update(header={"kid": "x"}),
        lambda told: told["signatures"][0].update(protected="!"),
        lambda told: told["signatures"][0].pop("signature"),
    ],
)
def test_what_is_no_joint_statement_is_refused(change: Any) -> None:
    assert problem(changed(change)) == "bad-statement"
    assert problem(b"[]") == "bad-statement"


def test_one_bad_signature_is_enough() -> None:
    def swap(told: Any) -> None:
        one, other = told["signatures"]
        one["signature"], other["signature"] = other["signature"], one["signature"]

    assert problem(changed(swap)) == "bad-signature"
    stranger = joint.sign_together("key-rotation+jws", claims(), (OLD, keys.new()))
    assert problem(stranger) == "bad-signature"


def test_one_key_that_signs_twice_is_one_key() -> None:
    twice = joint.sign_together("key-rotation+jws", claims(), (OLD, OLD))
    assert problem(twice) == "bad-signature"


def test_the_rules_hold_for_the_payload_too() -> None:
    def said(typ: str = "key-rotation+jws", **change: Any) -> str:
        return problem(joint.sign_together(typ, claims(**change), (OLD, NEW)))

    assert said() == "taken"
    assert said(iat=NOW + 61) == "not-yet-valid"
    assert said(csp=2) == "unsupported-version"
    assert said("catalogue-keys+jws") == "bad-typ"
