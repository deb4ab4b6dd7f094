"""The practice over a real server on this computer: what it takes, what it refuses, its faults."""

from __future__ import annotations

from uuid import uuid4

from tests.sandbox.live import Caller
from tests.sandbox.person import BUNDLE, Person
from vault.crypto import jws, keys
from vault.crypto.base64url import unb64
from vault.sync import receipts, stop_letter


def sent(person: Person, grant: str, share: str, envelope: str) -> receipts.Sent:
    return receipts.Sent(grant, share, envelope, 30)


def signers(person: Person) -> tuple[keys.PublicKey, ...]:
    return keys.read_all(person.service().jwks, "sig")


def test_a_share_is_received_byte_for_byte_and_its_receipt_is_right(caller: Caller) -> None:
    grant = caller.person.grant()
    share, envelope = caller.person.sealed(grant)

    answer = caller.answer(caller.post("shares", envelope))

    assert (answer.status, answer.media) == (201, "application/jose")
    told = sent(caller.person, grant, share, envelope)
    receipt = receipts.receipt(
        answer.body.decode(), told, signers(caller.person), caller.person.now
    )
    assert receipt.status == "accepted"
    (held,) = caller.seen("received")["received"]
    assert unb64(held["bundle"]) == BUNDLE
    assert held["grant"] == jws.peek(grant)[1]["jti"]


def test_the_same_envelope_again_gets_the_same_receipt_however_late(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    first = caller.answer(caller.post("shares", envelope)).body
    caller.control("clock", offset=40 * 86400)
    assert caller.answer(caller.post("shares", envelope)).body == first
    assert len(caller.seen("received")["received"]) == 1


def test_a_stop_erases_and_nothing_is_taken_afterwards(caller: Caller) -> None:
    grant = caller.person.grant(mode="standing")
    share, envelope = caller.person.sealed(grant)
    caller.post("shares", envelope)
    revocation = stop_letter.revocation(
        grant, caller.person.key, str(uuid4()), caller.person.now, erase=True
    )

    answer = caller.answer(caller.post("revocations", revocation))

    receipt = receipts.revocation_receipt(
        answer.body.decode(), revocation, signers(caller.person), caller.person.now
    )
    jti = jws.peek(share)[1]["jti"]
    assert (receipt.status, receipt.erased) == ("done", (jti,))
    assert caller.seen("received") == {"received": [], "erased": [jti]}
    assert caller.answer(caller.post("revocations", revocation)).body == answer.body
    assert caller.refusal("shares", caller.person.sealed(grant, seq=2)[1]) == "grant-revoked"
