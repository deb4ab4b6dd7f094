"""What a receiving service refuses, by name and in order, without any network."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import FakeClock
from tests.sandbox.person import BUNDLE, WEIGHT, Person, bundle_of, weight
from tests.sync import vectors_room as room
from vault.crypto import jwe, jws, keys, trees
from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.strict_json import written
from vault.record import service as entries
from vault.record.consent import DAY
from vault.record.ledger import SHARE
from vault.record.problems import STATUSES
from vault.record.service import Service
from vault.sandbox import leaving
from vault.sandbox.desk import Desk, Shelf
from vault.sandbox.problems import Problem
from vault.sync import stop_letter

BAD = [one for one in room.parsed("bad/index.json") if one["file"].endswith(".jwe")]
SCOPES = [
    one
    for one in room.parsed("bad/index.json")
    if one["problem"] == "scope-exceeded" and one["file"].endswith(".jwt")
]


def vector_desk(now: int) -> Desk:
    """The service of the vectors; it knows the catalogue of version 42."""
    (entry,) = jws.peek(room.text("catalogue-42.jwt"))[1]["services"]
    today = entries.read(entry)

    def pinned(version: int, digest: str) -> Service | None:
        return today if (version, digest) == (42, sha256(room.text("catalogue-42.jwt"))) else None

    signing, opening = room.key("service_sig"), room.key("service_enc")
    return Desk(Shelf(lambda: today, pinned), signing, opening, lambda: now)


def problem(desk: Desk, envelope: str) -> str:
    with pytest.raises(Problem) as caught:
        desk.share(envelope)
    assert caught.value.status == STATUSES[caught.value.name]
    return caught.value.name


def test_the_envelope_of_the_vectors_is_taken() -> None:
    desk = vector_desk(room.NOW + 2)
    receipt = jws.peek(desk.share(room.text("envelope.jwe")))[1]
    theirs = jws.peek(room.text("receipt.jwt"))[1]
    assert {**receipt, "jti": ""} == {**theirs, "jti": ""}


@pytest.mark.parametrize("bad", BAD, ids=lambda one: str(one["file"]))
def test_a_bad_envelope_is_refused_by_that_name(bad: dict[str, Any]) -> None:
    desk = vector_desk(bad["now"])
    if bad["problem"] == "grant-revoked":
        desk.share(room.text("envelope.jwe"))
        grant = room.text("grant.jwt")
        jti = str(uuid4())
        leaving.revoke(
            desk, stop_letter.revocation(grant, room.key("person"), jti, room.NOW, erase=True)
        )
    assert problem(desk, room.text(bad["file"])) == bad["problem"]


@pytest.mark.parametrize("bad", SCOPES, ids=lambda one: str(one["file"]))
def test_a_grant_that_asks_too_much_is_refused_by_that_name(bad: dict[str, Any]) -> None:
    desk, token = vector_desk(bad["now"]), room.text(bad["file"])
    inside = json.loads(jwe.unseal(room.text("envelope.jwe"), desk.opening))
    envelope = resealed(desk, {**inside, "grant": token}, room.key("person").thumbprint)
    assert problem(desk, envelope) == bad["problem"]


def resealed(desk: Desk, inside: dict[str, Any], sender: str) -> str:
    return jwe.seal(written(inside), desk.opening.public, sender=sender, to=desk.id)


def changed(person: Person, **change: Any) -> str:
    """Open an envelope of the person's and seal it again with other members."""
    desk = person.desk
    _share, envelope = person.sealed(person.grant())
    inside = {**json.loads(jwe.unseal(envelope, desk.opening)), **change}
    return resealed(desk, inside, person.key.thumbprint)


def test_what_was_granted_is_kept_and_answered(person: Person) -> None:
    grant = person.grant()
    _share, envelope, receipt = person.send(grant)
    assert [one.bundle for one in person.desk.held] == [BUNDLE]
    assert person.desk.share(envelope) == receipt
    assert len(person.desk.held) == 1


def test_the_same_bytes_under_another_share_are_kept_once(person: Person) -> None:
    grant = person.grant()
    person.send(grant)
    person.send(grant)
    assert len(person.desk.held) == 1
    person.send(grant, seq=2)
    assert len(person.desk.held) == 2  # said again, as a new sending


def test_a_share_under_another_envelope_is_a_replay(person: Person) -> None:
    _share, envelope = person.sealed(person.grant())
    person.desk.share(envelope)
    inside = json.loads(jwe.unseal(envelope, person.desk.opening))
    again = resealed(person.desk, inside, person.key.thumbprint)
    assert problem(person.desk, again) == "replay"


def test_a_grant_under_its_name_with_other_words_is_a_replay(person: Person) -> None:
    grant = person.grant(mode="standing")
    person.send(grant)
    claims = jws.peek(grant)[1]
    other = jws.sign(jws.GRANT, {**claims, "exp": claims["exp"] - 1}, person.key)
    assert problem(person.desk, person.sealed(other, seq=2)[1]) == "replay"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"grant": 1}, "bad-envelope"), ({"share": None}, "bad-envelope"),
        ({"items": {}}, "bad-envelope"), ({"bundle": "!"}, "bad-envelope"),
        ({"bundle": 1}, "bad-envelope"), ({"parts": [{"ref": "x"}]}, "too-large"),
        ({"share": "x"}, "bad-statement"), ({"grant": "x"}, "bad-statement"),
        ({"items": []}, "hash-mismatch"), ({"bundle": b64(b"{}")}, "fhir-invalid"),
        ({"bundle": b64(b"no json")}, "fhir-invalid"),
        ({"bundle": b64(BUNDLE.replace(b"collection", b"document"))}, "fhir-invalid"),
        ({"bundle": b64(BUNDLE.replace(b"urn:uuid", b"urn:xxxx"))}, "fhir-invalid"),
        ({"bundle": b64(BUNDLE.replace(b"71.4", b"71.5"))}, "hash-mismatch"),
        ({"bundle": b64(BUNDLE + b" ")}, "hash-mismatch"),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_changed_inside_is_refused(person: Person, change: dict[str, Any], name: str) -> None:
    assert problem(person.desk, changed(person, **change)) == name
    assert person.desk.held == []


@pytest.mark.parametrize(
    "change",
    [{"at": 0}, {"bytes": 3}, {"salt": "AAAA"}, {"digest": "x"}, {"at": "0"}, {"bytes": -9}],
    ids="-".join,
)  # fmt: skip
def test_a_changed_item_is_refused(person: Person, change: dict[str, Any]) -> None:
    person.sealed(person.grant())
    items = person.listed[1]
    first = {**items[0], **change}
    assert problem(person.desk, changed(person, items=[first, *items[1:]])) == "hash-mismatch"


def test_two_items_that_change_places_are_refused(person: Person) -> None:
    person.sealed(person.grant())
    swapped = list(reversed(person.listed[1]))
    assert problem(person.desk, changed(person, items=swapped)) == "hash-mismatch"


def test_an_envelope_for_another_service_is_refused(person: Person) -> None:
    grant = person.grant()
    share, _envelope = person.sealed(grant)
    inside = written({"grant": grant, "share": share, "items": [], "bundle": ""})
    opening = person.desk.opening.public
    other = jwe.seal(inside, opening, sender="x", to="https://other.example.org")
    assert problem(person.desk, other) == "wrong-audience"
    assert problem(person.practice.desks["sport"], other) == "unknown-enc-key"
    unknown = jwe.seal(inside, keys.new().public, sender="x", to=person.desk.id)
    assert problem(person.desk, unknown) == "unknown-enc-key"
    plain = jwe.seal(b"[]", opening, sender="x", to=person.desk.id)
    assert problem(person.desk, plain) == "bad-envelope"


def test_an_envelope_says_who_sealed_it(person: Person) -> None:
    _share, envelope = person.sealed(person.grant())
    inside = json.loads(jwe.unseal(envelope, person.desk.opening))
    stranger = resealed(person.desk, inside, keys.new().thumbprint)
    assert problem(person.desk, stranger) == "hash-mismatch"


def shared(person: Person, token: str, change: dict[str, Any]) -> str:
    """A share whose statement says something else."""
    share, envelope = person.sealed(token)
    claims = {**jws.peek(share)[1], **change}
    inside = json.loads(jwe.unseal(envelope, person.desk.opening))
    lie = jws.sign(SHARE, claims, person.key)
    return resealed(person.desk, {**inside, "share": lie}, person.key.thumbprint)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"grant": {"jti": "x", "sha256": "y"}}, "hash-mismatch"),
        ({"content": {}}, "hash-mismatch"),
        ({"content": None}, "hash-mismatch"), ({"aud": "https://other"}, "wrong-audience"),
        ({"iss": keys.new().person}, "bad-signature"),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_share_must_fit_its_grant(person: Person, change: dict[str, Any], name: str) -> None:
    assert problem(person.desk, shared(person, person.grant(), change)) == name


def test_a_one_off_grant_names_the_bytes_that_leave(person: Person) -> None:
    grant = person.grant()
    other = bundle_of(weight("71.4", "2026-11-02"))
    assert problem(person.desk, person.sealed(grant, other)[1]) == "hash-mismatch"


@pytest.mark.parametrize(
    "resource",
    [
        {**weight("71", "2026-11-02"), "code": {"coding": [{"system": "http://loinc.org"}]}},
        weight("71", "2019-11-02"), weight("71", "2027-11-02"),
        {**weight("71", "2026-11-02"), "effectiveDateTime": "2025"},
        {**weight("71", "2026-11-02"), "effectiveDateTime": "nonsense"},
        {k: v for k, v in weight("71", "2026-11-02").items() if k != "effectiveDateTime"},
        {"resourceType": "Patient", "id": "1"}, {"resourceType": "Basic", "id": "1"},
    ],
    ids=["code", "before", "after", "partial", "nonsense", "undated", "patient", "basic"],
)  # fmt: skip
def test_what_no_grant_names_is_not_taken(person: Person, resource: dict[str, Any]) -> None:
    bundle = bundle_of(resource)
    assert problem(person.desk, person.sealed(person.grant(bundle), bundle)[1]) == "scope-exceeded"


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        ("2026-11-02", True), ("2026-11", False), ("2026-10", True), ("2025-12", True),
        ("2025-11-23", True), ("2025-11-22", False), ("2026-11-23", True), ("2026-11-24", False),
        ("2025-11-22T23:30:00Z", True), ("2025-11-22T22:30:00Z", False),
        ("2026-11-23T22:59:59Z", True), ("2026-11-23T23:30:00Z", False),
        ("2026-11-02T07:00:00", True), ("2025", False),
    ],
)  # fmt: skip
def test_a_day_is_that_of_the_zone_of_the_grant(person: Person, when: str, *, inside: bool) -> None:
    bundle = bundle_of({**weight("71", "2026-11-02"), "effectiveDateTime": when})
    envelope = person.sealed(person.grant(bundle), bundle)[1]
    if inside:
        assert person.desk.share(envelope)
    else:
        assert problem(person.desk, envelope) == "scope-exceeded"


def test_a_period_is_inside_from_its_first_to_its_last_day(person: Person) -> None:
    def taken(**period: str) -> bool:
        resource = {**weight("71", "2026-11-02"), "effectivePeriod": period}
        del resource["effectiveDateTime"]
        bundle = bundle_of(resource)
        try:
            return bool(person.send(person.grant(bundle), bundle))
        except Problem as refusal:
            assert refusal.name == "scope-exceeded"  # noqa: PT017
            return False

    assert taken(start="2026-11-01", end="2026-11-02")
    assert not taken(start="2019-11-01", end="2026-11-02")
    assert not taken(start="2026-11-01")
    assert not taken(end="2026-11-01")


def test_without_a_period_the_day_does_not_matter(person: Person) -> None:
    bundle = bundle_of(weight("71", "1999-11-02"))
    assert person.send(person.grant(bundle, period=None), bundle)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"scopes": (WEIGHT, "patient/Condition.rs?code=x|y")}, "taken"),
        ({"scopes": ("patient/Observation.rs",)}, "scope-exceeded"),
        ({"scopes": ("patient/*.rs",)}, "scope-exceeded"), ({"scopes": ()}, "scope-exceeded"),
        ({"retention_days": 31}, "scope-exceeded"), ({"finality": "other"}, "scope-exceeded"),
        ({"days": 91}, "scope-exceeded"), ({"mode": "standing"}, "taken"),
        ({"time_zone": "Nowhere/At_All"}, "scope-exceeded"),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_grant_stays_within_the_request(
    person: Person, change: dict[str, Any], name: str
) -> None:
    if "time_zone" in change:  # the notice needs a zone that exists
        grant = person.grant()
        claims = jws.peek(grant)[1]
        claims["authorization_details"][0].update(change)
        grant = jws.sign(jws.GRANT, claims, person.key)
    else:
        grant = person.grant(**change)
    _share, envelope = person.sealed(grant)
    if name == "taken":
        assert person.desk.share(envelope)
    else:
        assert problem(person.desk, envelope) == name


def test_a_grant_that_is_none_is_a_bad_statement(person: Person) -> None:
    claims = jws.peek(person.grant())[1]
    token = jws.sign(jws.GRANT, {**claims, "authorization_details": []}, person.key)
    assert problem(person.desk, person.sealed(token)[1]) == "bad-statement"


def test_a_grant_ends(person: Person, clock: FakeClock) -> None:
    grant = person.grant(days=1, mode="standing")
    person.send(grant)
    clock.moment += timedelta(days=1, seconds=61)
    assert problem(person.desk, person.sealed(grant, seq=2)[1]) == "grant-expired"


def test_a_grant_pins_a_version_that_is_remembered(person: Person) -> None:
    first, *_ = grants = [person.grant(mode="standing")]
    known = person.grant(mode="standing")
    person.send(known)
    for _turn in range(3):
        person.practice.publisher.turn("none")
        grants.append(person.grant(mode="standing"))
    assert person.send(first)  # three versions later
    person.practice.publisher.turn("none")
    fresh = Person(person.practice, person.clock)
    forged = jws.peek(grants[0])[1] | {"jti": str(uuid4())}
    old = jws.sign(jws.GRANT, forged, person.key)
    assert problem(person.desk, person.sealed(old)[1]) == "stale-catalogue"
    assert person.send(known, seq=2)  # accepted once, not asked again
    assert fresh.send(fresh.grant())


@pytest.mark.parametrize("fault", ["suspended", "withdrawn"])
def test_only_a_service_online_takes_shares_and_every_one_takes_stops(
    person: Person, fault: str
) -> None:
    known, waiting = person.grant(mode="standing"), person.grant()
    person.send(known)
    person.practice.faults.set(fault)
    assert problem(person.desk, person.sealed(waiting)[1]) == "service-not-available"
    assert problem(person.desk, person.sealed(known, seq=2)[1]) == "service-not-available"
    stop = stop_letter.revocation(known, person.key, str(uuid4()), person.now, erase=False)
    assert jws.peek(leaving.revoke(person.desk, stop))[1]["status"] == "done"
    assert len(person.desk.held) == 1  # erasure was not asked for


def test_a_partial_receipt_names_the_items_it_rejects(person: Person) -> None:
    _share, envelope = person.sealed(person.grant())
    claims = jws.peek(person.desk.share(envelope, half=True))[1]
    assert claims["status"] == "partial"
    assert [one["ref"] for one in claims["rejected"]] == [person.listed[1][0]["ref"]]


def leave(person: Person, what: str, token: str) -> str:
    with pytest.raises(Problem) as caught:
        getattr(leaving, what)(person.desk, token)
    return caught.value.name


def test_stops_and_erasures_are_held_against_the_grant(person: Person) -> None:
    grant, stranger, jti = person.grant(), keys.new(), str(uuid4())
    stop = stop_letter.revocation(grant, person.key, jti, person.now, erase=True)
    assert leave(person, "revoke", stop) == "unknown-grant"
    assert leave(person, "erase", stop) == "unknown-grant"
    person.send(grant)
    foreign = stop_letter.revocation(grant, stranger, jti, person.now, erase=True)
    assert leave(person, "revoke", foreign) == "bad-signature"
    assert leave(person, "revoke", "x") == "bad-statement"
    other = jws.peek(stop)[1]
    other["grant"] = {**other["grant"], "sha256": "x"}
    lie = jws.sign("consent-revocation+jwt", other, person.key)
    assert leave(person, "revoke", lie) == "hash-mismatch"
    assert leave(person, "revoke", jws.sign("consent-revocation+jwt", {**other, "grant": 1},
                                            person.key)) == "unknown-grant"  # fmt: skip
    assert len(person.desk.held) == 1


@pytest.mark.parametrize(("what", "left"), [("everything", 0), ("grant", 1), ("shares", 1)])
def test_an_erasure_takes_what_it_names(person: Person, what: Any, left: int) -> None:
    first, second = person.grant(mode="standing"), person.grant(mode="standing")
    share, _envelope, _receipt = person.send(first)
    person.send(second)
    jti = jws.peek(share)[1]["jti"]
    token = stop_letter.erasure(
        first, person.key, str(uuid4()), person.now, what=what, shares=[jti]
    )
    claims = jws.peek(leaving.erase(person.desk, token))[1]
    assert claims["request"] == sha256(token)
    assert len(claims["erased"]) == 2 - left
    assert len(person.desk.held) == left


def test_an_erasure_of_something_else_is_no_request(person: Person) -> None:
    grant = person.grant()
    person.send(grant)
    claims = jws.peek(stop_letter.erasure(grant, person.key, str(uuid4()), person.now))[1]
    odd = jws.sign("erasure-request+jwt", {**claims, "what": "weather"}, person.key)
    assert leave(person, "erase", odd) == "bad-statement"


def test_a_service_says_what_it_holds_to_the_person_only(person: Person) -> None:
    grant = person.grant()
    jti = jws.peek(grant)[1]["jti"]
    query = stop_letter.status_query(grant, person.key, str(uuid4()), person.now)
    with pytest.raises(Problem, match="unknown-grant"):
        leaving.status(person.desk, jti, query)
    share, _envelope, _receipt = person.send(grant)
    told = jws.peek(leaving.status(person.desk, jti, query))[1]
    assert told["state"] == "active"
    assert told["shares"] == [
        {"jti": jws.peek(share)[1]["jti"], "received": person.now,
         "delete_by": person.now + 30 * DAY}
    ]  # fmt: skip
    stranger = stop_letter.status_query(grant, keys.new(), str(uuid4()), person.now)
    with pytest.raises(Problem, match="bad-signature"):
        leaving.status(person.desk, jti, stranger)


def rotation(person: Person, by: keys.PrivateKey, new: keys.PrivateKey, old: str = "") -> bytes:
    old = old or person.key.thumbprint
    change = stop_letter.Rotation(person.desk.id, old, by, new, "scheduled")
    return stop_letter.rotation(change, str(uuid4()), person.now)


@pytest.mark.parametrize("lost", [False, True])
def test_a_new_key_speaks_for_the_old_grants(person: Person, *, lost: bool) -> None:
    grant, old, new = person.grant(mode="standing"), person.key, keys.new()
    person.send(grant)
    leaving.rotate(person.desk, rotation(person, person.recovery if lost else old, new))
    assert problem(person.desk, person.sealed(grant, seq=2)[1]) == "bad-signature"
    person.key = new
    assert person.send(grant, bundle_of(weight("70", "2026-11-21")), seq=2)
    newest = keys.new()
    leaving.rotate(person.desk, rotation(person, new, newest))
    person.key = newest
    assert person.send(grant, bundle_of(weight("69", "2026-11-22")), seq=3)


def test_nobody_else_gives_a_new_key(person: Person) -> None:
    person.send(person.grant())
    stranger, new = keys.new(), keys.new()

    def refused(document: bytes) -> str:
        with pytest.raises(Problem) as caught:
            leaving.rotate(person.desk, document)
        return caught.value.name

    assert refused(rotation(person, stranger, new)) == "bad-signature"
    assert refused(rotation(person, person.key, new, old="x")) == "unknown-grant"
    assert refused(b"{}") == "bad-statement"
    document = json.loads(rotation(person, person.key, new))
    document["signatures"].reverse()
    assert refused(json.dumps(document).encode()) == "bad-signature"
    changes: tuple[dict[str, Any], ...] = ({"new": {}}, {"new": 1}, {"recovery": new.public.jwk()})
    for change in changes:
        claims = {**json.loads(unb64(document["payload"])), **change}
        lie = {**document, "payload": b64(json.dumps(claims).encode())}
        assert refused(json.dumps(lie).encode()) == "bad-signature"


def test_forgetting_forgets_everything_but_keys(person: Person) -> None:
    grant = person.grant()
    person.send(grant)
    person.desk.forget()
    assert (person.desk.held, person.desk.grants, person.desk.answers) == ([], {}, {})
    assert person.send(grant)


def test_two_items_never_share_their_bytes(person: Person) -> None:
    twin = weight("71", "2026-11-02")
    bundle = bundle_of(twin, twin)
    share, envelope = person.sealed(person.grant(bundle), bundle)
    inside = json.loads(jwe.unseal(envelope, person.desk.opening))
    first = inside["items"][0]
    leaves = [unb64(first["digest"])] * 2
    claims = jws.peek(share)[1]
    claims["content"]["root"] = b64(trees.root(leaves))
    token = jws.sign(SHARE, claims, person.key)
    lie = {**inside, "items": [first, first], "share": token}
    envelope = resealed(person.desk, lie, person.key.thumbprint)
    assert problem(person.desk, envelope) == "hash-mismatch"
