"""S09: a receipt in which any one member is not ours is never « Reçu »."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sync import vectors_room as room
from vault.crypto import jws, keys
from vault.errors import SignatureInvalid
from vault.sync import receipts
from vault.sync.receipts import Rejected, Sent

NOW = room.NOW + 60
SENT = Sent(room.text("grant.jwt"), room.text("share.jwt"), room.text("envelope.jwe"), 30)
RIGHT = jws.peek(room.text("receipt.jwt"))[1]
SERVICE = room.key("service_sig")
OTHER = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"


def altered(**change: Any) -> str:
    claims = {name: value for name, value in {**RIGHT, **change}.items() if value is not ...}
    return jws.sign("share-receipt+jwt", claims, SERVICE)


def problem(token: str, sent: Sent = SENT) -> str:
    try:
        receipts.receipt(token, sent, room.service_keys(), NOW)
    except SignatureInvalid as refusal:
        return refusal.problem
    return "taken"


def members(value: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every member of a payload that is a plain value."""
    if not isinstance(value, dict):
        return [above]
    return [path for name, one in value.items() for path in members(one, (*above, name))]


def other(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, list):
        return ["another"]
    return value + 1 if isinstance(value, int) else f"{value}x"


def with_other(path: tuple[str, ...], claims: dict[str, Any]) -> dict[str, Any]:
    name, *below = path
    value = with_other(tuple(below), claims[name]) if below else other(claims[name])
    return {**claims, name: value}


FREE = {("jti",), ("iat",), ("delete_by",), ("rejected",)}  # each has its own test
PATHS = [path for path in members(RIGHT) if path not in FREE]


def test_the_receipt_as_it_came_is_right() -> None:
    assert problem(room.text("receipt.jwt")) == "taken"
    assert problem(altered()) == "taken"
    assert len(PATHS) > 12


@pytest.mark.parametrize("path", PATHS, ids=".".join)
def test_one_other_value_is_enough(path: tuple[str, ...]) -> None:
    assert problem(altered(**with_other(path, RIGHT))) != "taken"


@pytest.mark.parametrize("path", PATHS, ids=".".join)
def test_one_missing_member_is_enough(path: tuple[str, ...]) -> None:
    def without(path: tuple[str, ...], claims: dict[str, Any]) -> dict[str, Any]:
        name, *below = path
        rest = {one: value for one, value in claims.items() if one != name}
        return {**rest, name: without(tuple(below), claims[name])} if below else rest

    short = without(path, RIGHT)
    if path == ("csp",):
        short["csp"] = 2  # `sign` would write it again
    assert problem(jws.sign("share-receipt+jwt", short, SERVICE)) != "taken"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"content": {**RIGHT["content"], "count": True}}, "wrong-content"),
        ({"content": {**RIGHT["content"], "count": 3.0}}, "wrong-content"),
        ({"content": {**RIGHT["content"], "more": 1}}, "wrong-content"),
        ({"content": dict(reversed(RIGHT["content"].items()))}, "taken"),
        ({"status": "done"}, "wrong-status"), ({"status": "partial"}, "wrong-status"),
        ({"rejected": [{"ref": "a", "reason": "b"}]}, "wrong-status"),
        ({"rejected": ["x"], "status": "partial"}, "wrong-rejected"),
        ({"rejected": [{}], "status": "partial"}, "wrong-rejected"),
        ({"rejected": 1}, "wrong-rejected"), ({"rejected": ...}, "taken"),
        ({"delete_by": ...}, "wrong-delete_by"), ({"delete_by": "x"}, "wrong-delete_by"),
        ({"delete_by": RIGHT["iat"] + 30 * 86400 + 61}, "wrong-delete_by"),
        ({"delete_by": RIGHT["iat"] + 30 * 86400 + 60}, "taken"),
        ({"delete_by": RIGHT["iat"]}, "taken"),
        ({"iat": NOW + 61}, "not-yet-valid"), ({"jti": "x"}, "bad-statement"),
    ],
    ids=str,
)  # fmt: skip
def test_a_member_is_compared_exactly(change: dict[str, Any], name: str) -> None:
    assert problem(altered(**change)) == name


def test_a_receipt_of_another_key_or_kind_is_wrong() -> None:
    assert problem(jws.sign("share-receipt+jwt", RIGHT, keys.new())) == "bad-signature"
    assert problem(jws.sign("revocation-receipt+jwt", RIGHT, SERVICE)) == "bad-typ"


def test_another_envelope_is_another_sending() -> None:
    sent = Sent(SENT.grant, SENT.share, "another", 30)
    assert problem(room.text("receipt.jwt"), sent) == "wrong-envelope_sha256"
    unknown = Sent(SENT.grant, SENT.share, None, 30)
    assert problem(room.text("receipt.jwt"), unknown) == "taken"


def test_rejected_items_are_told() -> None:
    told = [{"ref": "Observation/1", "reason": "unit"}]
    token = altered(status="partial", rejected=told)
    found = receipts.receipt(token, SENT, room.service_keys(), NOW)
    assert (found.status, found.rejected) == ("partial", (Rejected("Observation/1", "unit"),))


STOP = jws.peek(room.text("revocation-receipt.jwt"))[1]
ERASED = jws.peek(room.text("erasure-receipt.jwt"))[1]


def stop_problem(**change: Any) -> str:
    claims = {name: value for name, value in {**STOP, **change}.items() if value is not ...}
    token = jws.sign("revocation-receipt+jwt", claims, SERVICE)
    try:
        asked = room.text("revocation.jwt")
        receipts.revocation_receipt(token, asked, room.service_keys(), NOW)
    except SignatureInvalid as refusal:
        return refusal.problem
    return "taken"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({}, "taken"), ({"revocation": ...}, "wrong-revocation"),
        ({"revocation": {**STOP["revocation"], "sha256": OTHER}}, "wrong-revocation"),
        ({"grant": {**STOP["grant"], "jti": "x"}}, "wrong-grant"), ({"aud": "x"}, "wrong-audience"),
        ({"iss": "https://other"}, "bad-signature"), ({"status": "accepted"}, "wrong-status"),
        ({"status": ...}, "wrong-status"), ({"erased": [{}]}, "wrong-erased"),
        ({"erased": 1}, "wrong-erased"), ({"retained": [1]}, "wrong-erased"),
        ({"erased": ..., "retained": ...}, "taken"), ({"answer_by": "soon"}, "wrong-answer_by"),
        ({"status": "pending", "answer_by": NOW}, "taken"), ({"status": "refused"}, "taken"),
    ],
    ids=str,
)  # fmt: skip
def test_the_answer_to_a_stop_is_compared(change: dict[str, Any], name: str) -> None:
    assert stop_problem(**change) == name


def test_the_answer_to_an_erasure_names_the_request() -> None:
    asked, signers = room.text("erasure-request.jwt"), room.service_keys()
    token = jws.sign("erasure-receipt+jwt", {**ERASED, "request": OTHER}, SERVICE)
    with pytest.raises(SignatureInvalid) as caught:
        receipts.erasure_receipt(token, asked, signers, NOW)
    assert caught.value.problem == "wrong-request"
    right = receipts.erasure_receipt(room.text("erasure-receipt.jwt"), asked, signers, NOW)
    assert (right.status, right.answer_by) == ("done", None)
    assert right.retained[0]["legal_basis"] == "national law"
