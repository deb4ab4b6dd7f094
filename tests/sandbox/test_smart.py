"""S18: the practice service as a FHIR server behind a login, spoken to directly."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.conftest import FakeClock
from tests.sandbox.live import Caller
from tests.sandbox.person import bundle_of, weight
from vault.crypto.base64url import b64
from vault.sandbox.giving_back import given_back, patients
from vault.sandbox.login import DeniedError, Login
from vault.sync.http import Answer, Request

VERIFIER = "v" * 43
CALLBACK = "http://127.0.0.1:5/cb"
PRESSURE = {
    "resourceType": "Observation", "id": "0d2f0c1e-0000-4000-8000-000000000001",
    "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
    "effectiveDateTime": "2026-11-02T07:00:00+01:00",
    "component": [{"valueQuantity": {"value": 128, "code": "mm[Hg]"}}],
}  # fmt: skip


def query(aud: str, **change: str) -> dict[str, str]:
    challenge = b64(hashlib.sha256(VERIFIER.encode()).digest())
    asked = {
        "response_type": "code", "client_id": "carnet-desktop", "redirect_uri": CALLBACK,
        "state": "s", "nonce": "n", "aud": aud, "scope": "openid offline_access",
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return {name: one for name, one in {**asked, **change}.items() if one}


def form(**more: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code", "redirect_uri": CALLBACK,
        "client_id": "carnet-desktop", "code_verifier": VERIFIER, **more,
    }  # fmt: skip


@pytest.fixture
def login(clock: FakeClock) -> Login:
    return Login("http://op", "http://op/fhir", lambda: int(clock.moment.timestamp()))


def refused(login: Login, **more: str) -> str:
    with pytest.raises(DeniedError) as met:
        login.token(form(**more))
    return met.value.name


def test_a_request_that_is_not_ours_is_refused(login: Login) -> None:
    for change in (
        {"client_id": "x"}, {"response_type": "token"}, {"aud": "http://other"},
        {"code_challenge_method": "plain"}, {"redirect_uri": "http://evil.example/cb"},
        {"redirect_uri": ""}, {"state": ""}, {"code_challenge": ""},
    ):  # fmt: skip
        with pytest.raises(DeniedError):
            login.asked({**query(login.aud), **change})


def test_a_code_needs_its_verifier_its_place_and_its_time(login: Login, clock: FakeClock) -> None:
    asked = login.asked(query(login.aud))
    assert refused(login, code=login.agreed(asked, "p"), code_verifier="wrong") == "invalid_grant"
    assert refused(login, code=login.agreed(asked, "p"), redirect_uri="x") == "invalid_grant"
    late = login.agreed(asked, "p")
    clock.moment = clock.moment.fromtimestamp(clock.moment.timestamp() + 61, clock.moment.tzinfo)
    assert refused(login, code=late) == "invalid_grant"
    assert refused(login, code="none") == "invalid_grant"
    assert refused(login, code="x", client_id="other") == "invalid_client"
    assert refused(login, grant_type="password") == "unsupported_grant_type"
    assert refused(login, grant_type="refresh_token") == "invalid_grant"


def test_a_code_shown_twice_ends_what_came_of_it(login: Login) -> None:
    code = login.agreed(login.asked(query(login.aud)), "p")
    given = login.token(form(code=code))
    header = f"Bearer {given['access_token']}"
    assert login.holder(header) is not None
    assert login.holder("Basic x") is None
    assert refused(login, code=code) == "invalid_grant"
    assert login.holder(header) is None


def test_a_refresh_token_used_twice_ends_the_login(login: Login) -> None:
    code = login.agreed(login.asked(query(login.aud)), "p")
    first = login.token(form(code=code))["refresh_token"]
    second = login.token(form(grant_type="refresh_token", refresh_token=first))
    assert refused(login, grant_type="refresh_token", refresh_token=first) == "invalid_grant"
    assert login.holder(f"Bearer {second['access_token']}") is None
    login.revoke("unknown")


def test_a_login_without_openid_says_nothing_of_who(login: Login) -> None:
    asked = login.asked(query(login.aud, scope="launch/patient"))
    assert "id_token" not in login.token(form(code=login.agreed(asked, "p")))


def base(caller: Caller) -> str:
    return f"{caller.person.practice.origin}/pre-admission"


def fetched(caller: Caller, address: str, token: str = "", **more: Any) -> Answer:
    request = Request(
        more.pop("method", "GET"), address, practice=True,
        authorization=f"Bearer {token}" if token else "", more=more,
    )  # fmt: skip
    return caller.answer(caller.ask(request))


def posted(caller: Caller, what: str, fields: dict[str, str]) -> Answer:
    body = urlencode(fields).encode()
    media = "application/x-www-form-urlencoded"
    return caller.answer(
        caller.ask(Request("POST", f"{base(caller)}/{what}", body, media, practice=True))
    )


def entered(caller: Caller) -> tuple[str, str]:
    """Log in as the newest patient; return the token and the id of the patient."""
    page = fetched(caller, f"{base(caller)}/authorize?{urlencode(query(base(caller) + '/fhir'))}")
    text = page.body.decode()
    number = text.split('name="request" value="')[1].split('"')[0]
    patient = text.split('name="patient" value="')[1].split('"')[0]
    back = posted(caller, "authorize", {"request": number, "patient": patient})
    told = dict(parse_qsl(urlsplit(back.headers["location"]).query))
    given = json.loads(posted(caller, "token", form(code=told["code"])).body)
    return given["access_token"], given["patient"]


def sent(caller: Caller, *resources: dict[str, Any]) -> None:
    bundle = bundle_of(*resources)
    caller.person.send(caller.person.grant(bundle), bundle)


def test_a_record_is_found_by_type_and_by_export_with_a_token_only(caller: Caller) -> None:
    sent(caller, weight("71.4", "2026-11-02"), PRESSURE)
    token, patient = entered(caller)
    fhir = f"{base(caller)}/fhir"
    stated = json.loads(fetched(caller, f"{fhir}/metadata").body)
    assert [one["type"] for one in stated["rest"][0]["resource"]] == ["Observation", "Patient"]
    for address in (f"Observation?patient={patient}", f"Patient?_id=Patient/{patient}"):
        found = fetched(caller, f"{fhir}/{address}", token)
        assert json.loads(found.body)["total"] >= 1
        assert fetched(caller, f"{fhir}/{address}").status == 401
    assert fetched(caller, f"{fhir}/Observation?patient=other&from=x", token).status == 403
    assert fetched(caller, f"{fhir}/Patient/other/$everything", token).status == 403

    begun = fetched(caller, f"{fhir}/Patient/$export", token, prefer="respond-async")
    job = begun.headers["content-location"]
    assert (begun.status, fetched(caller, job, token).status) == (202, 202)
    manifest = json.loads(fetched(caller, job, token).body)
    counts = {one["type"]: one["count"] for one in manifest["output"]}
    assert counts == {"Patient": 1, "Observation": 2}
    lines = fetched(caller, manifest["output"][1]["url"], token).body.splitlines()
    assert len(lines) == 2
    assert fetched(caller, job, token, method="DELETE").status == 202
    for address, held, status in (
        (job, token, 404), (job, "", 401), (f"{job}/Observation", token, 404),
        (f"{job}/Observation", "", 401), (f"{fhir}/Patient/$export", token, 400),
        (f"{fhir}/Patient/$export", "", 401),
    ):  # fmt: skip
        assert fetched(caller, address, held).status == status


def test_a_page_in_the_browser_is_asked_for_rightly_or_refused(caller: Caller) -> None:
    assert fetched(caller, f"{base(caller)}/authorize?client_id=x").status == 400
    assert posted(caller, "authorize", {"request": "none"}).status == 400
    assert posted(caller, "authorize", {"request": "x" * 20_000}).status == 400
    assert posted(caller, "token", {}).status == 400
    assert posted(caller, "revoke", {"token": "none"}).status == 200
    assert fetched(caller, f"{caller.person.practice.origin}/nobody/jwks").status == 404
    address = f"{base(caller)}/authorize?{urlencode(query(base(caller) + '/fhir'))}"
    text = fetched(caller, address).body.decode()
    number = text.split('name="request" value="')[1].split('"')[0]
    back = posted(caller, "authorize", {"request": number})
    assert "error=access_denied" in back.headers["location"]  # nothing is held of anybody


def test_pages_have_fifty_resources_and_lead_to_the_next(caller: Caller) -> None:
    every = [weight("70", f"2026-0{1 + n // 28}-{1 + n % 28:02}") for n in range(59)]
    sent(caller, *every)
    token, patient = entered(caller)
    first = json.loads(
        fetched(caller, f"{base(caller)}/fhir/Patient/{patient}/$everything", token).body
    )
    second = json.loads(fetched(caller, first["link"][0]["url"], token).body)
    assert (len(first["entry"]), len(second["entry"]), second["link"]) == (50, 10, [])


def test_what_was_sent_twice_is_given_once_in_a_later_version(caller: Caller) -> None:
    first = weight("70", "2026-11-02")
    grant = caller.person.grant(mode="standing")
    for seq, value in enumerate((70.0, 71.0), start=1):
        changed = {**first, "valueQuantity": {"value": value, "code": "kg"}}
        caller.person.send(grant, bundle_of(changed), seq)
    desk = caller.person.desk
    (patient,) = patients(desk)
    _patient, observation = given_back(desk, patient, "")
    assert observation["meta"]["versionId"] == "2"
    altered = given_back(desk, patient, "alters")[1]
    assert altered["valueQuantity"]["value"] == 72
    assert given_back(desk, "unknown", "") == [
        {"resourceType": "Patient", "id": "unknown", "active": True}
    ]


def test_every_kind_of_fact_can_be_altered(caller: Caller) -> None:
    sent(caller, PRESSURE)
    (patient,) = patients(caller.person.desk)
    altered = given_back(caller.person.desk, patient, "alters")[1]
    assert altered["component"][0]["valueQuantity"]["value"] == 129
    bare = {name: one for name, one in PRESSURE.items() if name != "component"}
    caller.person.desk.forget()
    sent(caller, bare)
    assert given_back(caller.person.desk, patient, "alters")[1]["code"] == {"text": "?"}
