"""A service, a grant and a ledger in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.sync import vectors_room as room
from vault.crypto import jws
from vault.record import consent, ledger, service
from vault.record.consent import DAY, Grant, Pinned
from vault.record.consent_states import GrantState, StopState, may_become
from vault.record.service import Finality, Service, allowed_address, said

(ENTRY,) = jws.peek(room.text("catalogue-42.jwt"))[1]["services"]
GRANT = jws.peek(room.text("grant.jwt"))[1]


# ------------------------------------------------------------------ services
def read(**change: Any) -> Service:
    told = {name: value for name, value in {**ENTRY, **change}.items() if value is not ...}
    return service.read(told)


def finality(**change: Any) -> Finality | None:
    (stated,) = ENTRY["finalities"]
    told = {name: value for name, value in {**stated, **change}.items() if value is not ...}
    return read(finalities=[told]).finality("pre-admission")


def test_a_whole_entry_can_be_used() -> None:
    found = read()
    assert found.usable
    assert found.missing == ()
    assert (found.id, found.publisher) == ("https://preadmission.chu.example.org", "CHU Exemple")
    assert len(found.keys("sig")) == len(found.keys("enc")) == 1
    assert found.finality("other") is None
    (purpose,) = found.finalities
    assert [one.code for one in purpose.asked()] == [
        "identity", "allergies", "body_weight", "blood_pressure",
    ]  # fmt: skip
    assert [one.code for one in purpose.asked("write")] == ["CPT_REND"]
    assert [one.required for one in purpose.asked()] == [True, False, False, False]
    assert purpose.no_effect_on_care


@pytest.mark.parametrize("status", ["offline", "suspended", "withdrawn", "preview"])
def test_only_a_service_online_takes_a_grant(status: str) -> None:
    found = read(status=status)
    assert found.missing == ()
    assert not found.usable


SIG, ENC = ENTRY["jwks"]["keys"]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"id": ...}, "id"), ({"id": 1}, "id"), ({"name": {}}, "name"), ({"name": "x"}, "name"),
        ({"publisher": ...}, "publisher.name"), ({"publisher": {"name": ""}}, "publisher.name"),
        ({"status": "alive"}, "status"), ({"jwks": {"keys": [ENC]}}, "jwks.sig"),
        ({"jwks": {"keys": [SIG]}}, "jwks.enc"), ({"jwks": {"keys": [SIG, SIG, ENC]}}, "jwks.sig"),
        ({"jwks": {"keys": [SIG, {**ENC, "crv": "P-384"}]}}, "jwks.enc"),
        ({"endpoints": {**ENTRY["endpoints"], "share": "http://x.org/"}}, "endpoints.share"),
        ({"endpoints": {**ENTRY["endpoints"], "revoke": 1}}, "endpoints.revoke"),
        ({"finalities": []}, "finalities"), ({"finalities": "x"}, "finalities"),
    ],
    ids=str,
)  # fmt: skip
def test_what_an_entry_misses_is_named(change: dict[str, Any], missing: str) -> None:
    found = read(**change)
    assert found.missing == (missing,)
    assert not found.usable


@pytest.mark.parametrize(
    "change",
    [
        {"code": ...}, {"label": {}}, {"text": ...}, {"modes": []}, {"modes": ["always"]},
        {"exchanges": []}, {"exchanges": [{"action": "read", "categories": []}]},
        {"exchanges": [{"action": "sell", "categories": [{"code": "x"}]}]}, {"max_days": 0},
        {"exchanges": [{"action": "read", "categories": [{"code": "x", "title": {"fr": "X"}}]}]},
        {"max_days": "90"}, {"max_days": True}, {"max_days": -1}, {"version": ...}, {"purpose": {}},
        {"purpose": {"code": "HMARKT"}},
    ],
    ids=str,
)  # fmt: skip
def test_a_purpose_that_is_not_whole_is_none(change: dict[str, Any]) -> None:
    assert finality(**change) is None


def test_what_the_catalogue_does_not_say_is_taken_as_no() -> None:
    found = finality(refusal=..., identity_number=...)
    assert found is not None
    assert (found.refusal, found.no_effect_on_care, found.identity_number) == ({}, False, False)
    told = finality(refusal={"no_effect_on_care": "true"}, identity_number=True)
    assert told is not None
    assert (told.no_effect_on_care, told.identity_number) == (False, True)


@pytest.mark.parametrize("entry", [{}, {"jwks": 1, "endpoints": [], "finalities": [1, {}]}])
def test_nothing_in_an_entry_breaks_it(entry: dict[str, Any]) -> None:
    assert len(service.read(entry).missing) == 9


@pytest.mark.parametrize(
    ("address", "practice", "allowed"),
    [
        ("https://a.example.org/x", False, True), ("https://a.example.org:8443/x", False, True),
        ("http://127.0.0.1:8000/x", True, True), ("http://127.0.0.1:8000/x", False, False),
        ("http://127.0.0.1/x", True, False), ("http://127.0.0.2:80/x", True, False),
        ("http://localhost:80/x", True, False), ("https://u@a.example.org/", False, False),
        ("https://u:p@a.example.org/", True, False), ("https://a.example.org/#x", False, False),
        ("https://", False, False), ("https://[", False, False), ("https://a:x/", False, False),
        ("javascript:alert(1)", True, False), ("", True, False),
    ],
)  # fmt: skip
def test_an_address_is_https_or_on_this_computer(
    address: str, *, practice: bool, allowed: bool
) -> None:
    assert allowed_address(address, practice=practice) is allowed


def test_a_missing_language_is_said_in_french() -> None:
    assert said({"fr": "oui", "en": "yes"}, "en") == "yes"
    assert said({"fr": "oui"}, "en") == "oui"
    assert said({"de": "ja"}, "en") == "ja"
    assert said({}, "en") == ""


# ------------------------------------------------------------------ grants
def test_a_grant_comes_back_from_its_statement() -> None:
    grant = consent.read(GRANT)
    assert (grant.jti, grant.person, grant.service) == (GRANT["jti"], GRANT["iss"], GRANT["aud"])
    assert grant.catalogue == Pinned(**GRANT["cat"])
    assert grant.catalogue.claims() == GRANT["cat"]
    assert grant.content is not None
    assert grant.content.claims() == GRANT["content"]
    assert [one.claims() for one in grant.details] == GRANT["authorization_details"]
    (detail,) = grant.details
    assert detail.period is not None
    assert (detail.period.start, detail.period.end) == (date(2025, 11, 23), date(2026, 11, 23))
    assert grant.once
    endless = {**GRANT["authorization_details"][0]}
    del endless["period"]
    (detail,) = consent.read({**GRANT, "authorization_details": [endless]}).details
    assert detail.period is None
    assert detail.claims() == endless


(DETAIL,) = GRANT["authorization_details"]


@pytest.mark.parametrize(
    "change",
    [
        {"jti": 1}, {"iss": ...}, {"exp": ...}, {"exp": True}, {"cat": {}}, {"cat": []},
        {"cnf": ...}, {"cnf": {"recovery": 1}}, {"content": {}},
        {"content": {**GRANT["content"], "bytes": "1"}},
        {"content": ...}, {"authorization_details": []}, {"authorization_details": {}},
        {"authorization_details": [1]},
        {"authorization_details": [{**DETAIL, "type": "other"}]},
        {"authorization_details": [{**DETAIL, "mode": "always"}]},
        {"authorization_details": [{**DETAIL, "mode": "standing"}]},
        {"authorization_details": [{**DETAIL, "direction": "sell"}]},
        {"authorization_details": [{**DETAIL, "scopes": "x"}]},
        {"authorization_details": [{**DETAIL, "scopes": [1]}]},
        {"authorization_details": [{**DETAIL, "period": {}}]},
        {"authorization_details": [{**DETAIL, "period": {"start": "2025", "end": "2026"}}]},
        {"authorization_details": [DETAIL, {**DETAIL, "finality": "other"}]},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_is_no_grant_is_refused(change: dict[str, Any]) -> None:
    told = {name: value for name, value in {**GRANT, **change}.items() if value is not ...}
    with pytest.raises(ValueError, match=r"."):
        consent.read(told)


def exceeded(purpose: Finality | None = None, until: int | None = None, **change: Any) -> list[str]:
    grant: Grant = consent.read(GRANT)
    (detail,) = grant.details
    changed = replace(
        grant, details=(replace(detail, **change),), until=grant.until if until is None else until
    )
    return list(consent.exceeded(changed, purpose or read().finality("pre-admission")))


def test_a_grant_within_its_purpose_exceeds_nothing() -> None:
    assert exceeded() == []
    narrower = ("patient/Observation.rs?code=http://loinc.org|29463-7&category=a|b",)
    assert exceeded(scopes=narrower) == []
    assert exceeded(direction="write", scopes=("patient/DocumentReference.c",)) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"finality": "other"}, "finality"), ({"scopes": ()}, "scopes"),
        ({"scopes": ("patient/Observation.rs",)}, "scopes"), ({"scopes": ("nonsense",)}, "scopes"),
        ({"direction": "write"}, "scopes"), ({"mode": "always"}, "mode"),
        ({"retention_days": 31}, "retention"), ({"until": GRANT["iat"] + 91 * DAY}, "duration"),
    ],
    ids=str,
)  # fmt: skip
def test_what_exceeds_the_purpose_is_named(change: dict[str, Any], name: str) -> None:
    assert exceeded(**change) == [name]


def test_no_grant_outlives_a_year_whatever_the_catalogue_says() -> None:
    long = finality(max_days=10_000)
    assert exceeded(long, until=GRANT["iat"] + 366 * DAY) == []
    assert exceeded(long, until=GRANT["iat"] + 367 * DAY) == ["duration"]


def test_a_purpose_that_left_the_catalogue_is_exceeded() -> None:
    assert list(consent.exceeded(consent.read(GRANT), None)) == ["finality"]


# ------------------------------------------------------------------ states
def test_what_is_over_stays_over() -> None:
    for over in (GrantState.ENDED, GrantState.STOPPED, GrantState.REPLACED, GrantState.REFUSED):
        assert not over.live
        assert not any(may_become(over, state) for state in GrantState)


def test_only_what_was_signed_can_be_sent_under() -> None:
    live = {state for state in GrantState if state.live}
    assert live == {GrantState.SIGNED, GrantState.ACTIVE, GrantState.PAUSED}
    assert all(may_become(state, GrantState.STOPPED) for state in live)
    assert may_become(GrantState.ACTIVE, GrantState.PAUSED)
    assert not may_become(GrantState.DRAFT, GrantState.ACTIVE)


def test_a_stop_that_was_acknowledged_stays_so() -> None:
    assert not any(may_become(StopState.ACKNOWLEDGED, state) for state in StopState)
    assert may_become(StopState.ASKED, StopState.PENDING)


# ------------------------------------------------------------------ the ledger
def test_every_kind_is_signed_by_somebody_and_came_some_way() -> None:
    ways = {kind: ledger.direction(kind) for kind in ledger.KINDS}
    assert ways[ledger.GRANT] == ways[ledger.SHARE] == ways[ledger.ROTATION] == "out"
    assert ways[ledger.SHARE_RECEIPT] == ways[ledger.CATALOGUE] == "in"
    assert ways[ledger.HEAD] == ways[ledger.LOCAL_EVENT] == "local"
    with pytest.raises(KeyError):
        ledger.direction("weather+jwt")
