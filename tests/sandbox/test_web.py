"""The practice over a real server on this computer: what it takes, what it refuses, its faults."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import httpx
import pytest

from tests.sandbox.live import Caller
from tests.sandbox.person import BUNDLE, Person
from vault.crypto import jws, keys
from vault.crypto.base64url import unb64
from vault.errors import (
    CatalogueForked,
    CatalogueRolledBack,
    CatalogueStale,
    SignatureInvalid,
    WrongUse,
)
from vault.sandbox.running import listening
from vault.sync import catalogue, receipts, stop_letter
from vault.sync.http import Answer, Exchange, Request


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


def test_the_catalogue_is_verified_under_the_keys_of_the_root_file(caller: Caller) -> None:
    token = caller.get("/catalogue.jwt").body.decode()
    found = catalogue.verify(token, caller.person.trust, None, caller.person.now)
    assert [service.usable for service in found.services] == [True, True, True]
    sport = found.services[2]
    assert sport.finalities[0].no_effect_on_care is False
    assert sport.entry["economic_model"]["kind"] == "advertising"
    trust, version = catalogue.verify_roots(
        caller.get("/catalogue.jwt.keys").body, caller.person.trust, 0, caller.person.now
    )
    assert (trust, version) == (caller.person.trust, 1)


def again(caller: Caller, seen: catalogue.Seen) -> catalogue.Catalogue:
    token = caller.get("/catalogue.jwt").body.decode()
    return catalogue.verify(token, caller.person.trust, seen, caller.person.now)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("rollback-catalogue", CatalogueRolledBack), ("forked-catalogue", CatalogueForked),
        ("frozen-catalogue", CatalogueStale), ("bad-catalogue", SignatureInvalid),
    ],
)  # fmt: skip
def test_a_wrong_catalogue_is_served_as_often_as_asked(
    caller: Caller, fault: str, error: type[Exception]
) -> None:
    seen = caller.person.learned().seen
    caller.control("fault", name=fault, times=2)
    for _time in range(2):
        with pytest.raises(error):
            again(caller, seen)
    found = again(caller, seen)
    assert found.version > seen.version


def test_a_change_is_published_when_it_begins_and_when_it_ends(caller: Caller) -> None:
    first = caller.person.learned()
    caller.control("fault", name="withdrawn")
    withdrawn = again(caller, first.seen)
    assert {service.status for service in withdrawn.services} == {"withdrawn"}
    caller.control("fault", name="finality-grew")
    grown = again(caller, withdrawn.seen)
    finality = grown.services[0].finalities[0]
    assert finality.version == first.services[0].finalities[0].version + 1
    assert "heart_rate" in {one.code for one in finality.asked()}
    caller.control("fault", name="none")
    last = again(caller, grown.seen)
    assert [one.entry for one in last.services] == [one.entry for one in first.services]


def test_a_new_key_refuses_the_old_one_and_stays(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    caller.control("fault", name="new-key")
    assert caller.refusal("shares", envelope) == "unknown-enc-key"
    caller.control("fault", name="none")
    assert caller.refusal("shares", envelope) == "unknown-enc-key"
    _share, envelope = caller.person.sealed(caller.person.grant())
    assert caller.answer(caller.post("shares", envelope)).status == 201


def received(caller: Caller) -> int:
    return len(caller.seen("received")["received"])


def test_a_lost_answer_has_been_received(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    caller.control("fault", name="lost-answer", times=1)
    lost = caller.post("shares", envelope)
    assert (lost.answer, lost.left) == (None, True)
    assert received(caller) == 1
    assert caller.answer(caller.post("shares", envelope)).status == 201
    assert received(caller) == 1


def test_a_connection_is_cut_before_and_in_the_middle_of_an_answer(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    caller.control("fault", name="drop", times=2)
    before, middle = caller.post("shares", envelope), caller.post("shares", envelope)
    assert (before.answer, before.left, middle.answer, middle.left) == (None, True, None, True)
    assert received(caller) == 1
    assert caller.answer(caller.post("shares", envelope)).status == 201


def test_no_receipt_is_an_empty_body_or_a_page(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    caller.control("fault", name="no-receipt", times=2)
    answers = [caller.answer(caller.post("shares", envelope)) for _time in range(2)]
    assert [(one.status, one.media) for one in answers] == [(201, "text/html")] * 2
    assert [bool(one.body) for one in answers] == [False, True]
    assert received(caller) == 1


def test_a_wrong_receipt_is_wrong_in_another_way_each_time(caller: Caller) -> None:
    grant = caller.person.grant()
    share, envelope = caller.person.sealed(grant)
    told = sent(caller.person, grant, share, envelope)
    caller.control("fault", name="wrong-receipt")
    found = []
    for _time in range(5):
        token = caller.answer(caller.post("shares", envelope)).body.decode()
        with pytest.raises(SignatureInvalid) as caught:
            receipts.receipt(token, told, signers(caller.person), caller.person.now)
        found.append(caught.value.problem)
    assert found == [
        "bad-signature", "wrong-content", "wrong-audience", "wrong-grant", "bad-signature",
    ]  # fmt: skip


def test_some_faults_are_answered_before_anything_is_taken(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    for name, status in (("error-500", 500), ("try-later", 503), ("redirect", 307),
                         ("too-large", 413), ("stale-catalogue", 409)):  # fmt: skip
        caller.control("fault", name=name, times=1)
        answer = caller.answer(caller.post("shares", envelope))
        assert answer.status == status
        if name == "try-later":
            assert answer.after == 7
    assert received(caller) == 0
    assert caller.seen("strays")["strays"] == []


def test_a_request_that_follows_a_redirect_is_noted(caller: Caller) -> None:
    caller.control("fault", name="redirect", times=1)
    answer = caller.answer(caller.post("shares", "x"))
    place = answer.headers["location"].replace("localhost", "127.0.0.1")
    caller.ask(Request("POST", place, b"token", practice=True))
    caller.ask(Request("GET", place, practice=True))
    assert [one["token"] for one in caller.seen("strays")["strays"]] == [True, False]


def test_half_of_the_items_are_rejected(caller: Caller) -> None:
    grant = caller.person.grant()
    share, envelope = caller.person.sealed(grant)
    caller.control("fault", name="partial", times=1)
    token = caller.answer(caller.post("shares", envelope)).body.decode()
    told = sent(caller.person, grant, share, envelope)
    receipt = receipts.receipt(token, told, signers(caller.person), caller.person.now)
    assert (receipt.status, len(receipt.rejected)) == ("partial", 1)


def test_a_slow_service_answers_late(caller: Caller) -> None:
    _share, envelope = caller.person.sealed(caller.person.grant())
    caller.control("fault", name="slow", times=1, seconds=0.01)
    assert caller.answer(caller.post("shares", envelope)).status == 201


def test_a_refused_stop_is_a_receipt_or_403_and_keeps_the_grant(caller: Caller) -> None:
    grant = caller.person.grant(mode="standing")
    caller.post("shares", caller.person.sealed(grant)[1])
    stop = stop_letter.revocation(
        grant, caller.person.key, str(uuid4()), caller.person.now, erase=True
    )
    caller.control("fault", name="refuses-revocation", times=2)
    first = caller.answer(caller.post("revocations", stop)).body.decode()
    answer = receipts.revocation_receipt(first, stop, signers(caller.person), caller.person.now)
    assert (answer.status, answer.erased) == ("refused", ())
    assert caller.refusal("revocations", stop) == "refused-revocation"
    assert received(caller) == 1
    assert caller.answer(caller.post("revocations", stop)).status == 200
    assert received(caller) == 0


def test_a_silent_service_answers_nothing_until_the_fault_ends(caller: Caller) -> None:
    async def silence() -> tuple[Exchange, Answer]:
        address = f"{caller.person.practice.origin}/pre-admission/csp/v1/revocations"
        asking = Request("POST", address, b"x", practice=True)
        waiting = asyncio.create_task(caller.http.exchange(asking))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        gone = asyncio.create_task(caller.http.exchange(asking))
        await asyncio.sleep(0.1)
        gone.cancel()
        address = f"{caller.person.practice.origin}/practice/fault"
        end = Request("POST", address, b'{"name": "none"}', practice=True)
        ended = await caller.http.exchange(end)
        return await waiting, Caller.answer(ended)

    caller.control("fault", name="silent-revocation")
    exchange, ended = asyncio.run(silence())
    assert (exchange.answer, exchange.left) == (None, True)
    assert json.loads(ended.body) == {"fault": "none"}


def test_the_control_takes_what_it_knows_and_nothing_else(caller: Caller) -> None:
    for body in ({"name": "weather"}, {}, {"name": "slow", "times": "x"}):
        assert caller.control("fault", **body).status == 400
    assert caller.control("clock", offset="x").status == 400
    for raw in (b"[]", b"{", b"x" * 5000):
        address = f"{caller.person.practice.origin}/practice/fault"
        answer = caller.answer(caller.ask(Request("POST", address, raw, practice=True)))
        assert answer.status == 400
    assert json.loads(caller.control("clock", offset=60).body)["now"] == caller.person.now + 60


def test_reset_forgets_and_goes_one_version_up(caller: Caller) -> None:
    before = caller.person.learned().version
    caller.post("shares", caller.person.sealed(caller.person.grant())[1])
    caller.control("fault", name="error-500")
    told = json.loads(caller.control("reset").body)
    assert told["version"] > before
    assert caller.seen("received") == {"received": [], "erased": []}
    _share, envelope = caller.person.sealed(caller.person.grant())
    assert caller.answer(caller.post("shares", envelope)).status == 201


def test_erasure_status_and_rotation_have_their_endpoints(caller: Caller) -> None:
    person, grant = caller.person, caller.person.grant(mode="standing")
    caller.post("shares", person.sealed(grant)[1])
    request = stop_letter.erasure(grant, person.key, str(uuid4()), person.now)
    answer = caller.answer(caller.post("erasures", request)).body.decode()
    erased = receipts.erasure_receipt(answer, request, signers(person), person.now)
    assert len(erased.erased) == 1
    new = keys.new()
    change = stop_letter.Rotation(person.desk.id, person.key.thumbprint, person.key, new, "lost")
    document = stop_letter.rotation(change, str(uuid4()), person.now)
    assert caller.answer(caller.post("rotations", document)).status == 204
    query = stop_letter.status_query(grant, new, str(uuid4()), person.now)
    jti = jws.peek(grant)[1]["jti"]

    def status(service: str, **more: str) -> Answer:
        address = f"{person.practice.origin}/{service}/csp/v1/status/{jti}"
        return caller.answer(caller.ask(Request("GET", address, practice=True, **more)))  # type: ignore[arg-type]

    told = status("pre-admission", authorization=f"CSP1 {query}")
    assert jws.peek(told.body.decode())[1]["shares"] == []
    assert status("pre-admission").status == 401
    assert status("weather").status == 404
    assert status("sport", authorization=f"CSP1 {query}").status == 404


@pytest.mark.parametrize(
    ("what", "body", "name"),
    [
        ("shares", b"\xff", "bad-statement"), ("shares", b"x", "bad-envelope"),
        ("revocations", b"x" * 70_000, "too-large"), ("rotations", b"x", "bad-statement"),
    ],
    ids=["bytes", "noise", "long", "rotation"],
)  # fmt: skip
def test_hostile_bodies_are_refused_by_name(
    caller: Caller, what: str, body: bytes, name: str
) -> None:
    assert caller.refusal(what, body) == name


def test_only_what_is_there_is_answered(caller: Caller) -> None:
    assert caller.answer(caller.post("weather", "x")).status == 404
    assert caller.answer(caller.post("shares", "x", name="weather")).status == 404
    assert caller.get("/elsewhere").status == 404


def test_a_page_of_another_site_does_not_reach_it(caller: Caller) -> None:
    async def asked() -> int:
        async with httpx.AsyncClient(trust_env=False) as client:
            address = f"{caller.person.practice.origin}/practice/received"
            return (await client.get(address, headers={"host": "evil.example.org"})).status_code

    assert asyncio.run(asked()) == 400


def test_a_port_that_is_taken_is_said(caller: Caller) -> None:
    port = int(caller.person.practice.origin.rpartition(":")[2])
    for taken in (port, 70_000):
        with pytest.raises(WrongUse):
            listening(taken)


def test_no_proxy_of_the_environment_is_spoken_to(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert caller.get("/catalogue.jwt").status == 200
