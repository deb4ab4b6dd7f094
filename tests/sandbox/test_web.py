"""The practice over a real server on this computer: what it takes, what it refuses, its faults."""

from __future__ import annotations

from uuid import uuid4

from tests.sandbox.live import BUNDLE, Person
from vault.crypto import jws, keys
from vault.crypto.base64url import unb64
from vault.sync import receipts, stop_letter


def sent(person: Person, grant: str, share: str, envelope: str) -> receipts.Sent:
    return receipts.Sent(grant, share, envelope, 30)


def signers(person: Person) -> tuple[keys.PublicKey, ...]:
    return keys.read_all(person.service().jwks, "sig")


def test_a_share_is_received_byte_for_byte_and_its_receipt_is_right(person: Person) -> None:
    grant = person.grant()
    share, envelope = person.sealed(grant)

    answer = person.answer(person.post("shares", envelope))

    assert (answer.status, answer.media) == (201, "application/jose")
    told = sent(person, grant, share, envelope)
    receipt = receipts.receipt(answer.body.decode(), told, signers(person), person.now)
    assert receipt.status == "accepted"
    (held,) = person.seen("received")["received"]
    assert unb64(held["bundle"]) == BUNDLE
    assert held["grant"] == jws.peek(grant)[1]["jti"]


def test_the_same_envelope_again_gets_the_same_receipt_however_late(person: Person) -> None:
    _share, envelope = person.sealed(person.grant())
    first = person.answer(person.post("shares", envelope)).body
    person.control("clock", offset=40 * 86400)
    assert person.answer(person.post("shares", envelope)).body == first
    assert len(person.seen("received")["received"]) == 1


def test_a_stop_erases_and_nothing_is_taken_afterwards(person: Person) -> None:
    grant = person.grant(mode="standing")
    share, envelope = person.sealed(grant)
    person.post("shares", envelope)
    revocation = stop_letter.revocation(grant, person.key, str(uuid4()), person.now, erase=True)

    answer = person.answer(person.post("revocations", revocation))

    receipt = receipts.revocation_receipt(
        answer.body.decode(), revocation, signers(person), person.now
    )
    jti = jws.peek(share)[1]["jti"]
    assert (receipt.status, receipt.erased) == ("done", (jti,))
    assert person.seen("received") == {"received": [], "erased": [jti]}
    assert person.answer(person.post("revocations", revocation)).body == answer.body
    assert person.refusal("shares", person.sealed(grant, seq=2)[1]) == "grant-revoked"
