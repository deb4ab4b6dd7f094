"""S18: a login in the browser, by hand: discovery, PKCE, issuer, nonce, rotation, giving back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

from vault.crypto import jws, keys
from vault.errors import Offline, ServiceRefused, ServiceUnreachable, SignatureInvalid
from vault.sync import oauth
from vault.sync.http import Answer, Exchange, Request
from vault.sync.oauth import Access, Browser, Smart

BASE = "https://fhir.example/r4"
AT = 1_700_000_000
KEY = keys.new()
_OPENER = build_opener(ProxyHandler({}))
DOCUMENT = {
    "issuer": "https://op.example", "jwks_uri": "https://op.example/jwks",
    "authorization_endpoint": "https://op.example/auth?tenant=1",
    "token_endpoint": "https://op.example/token",
    "revocation_endpoint": "https://op.example/revoke",
    "authorization_response_iss_parameter_supported": True,
    "code_challenge_methods_supported": ["S256"],
}  # fmt: skip


@dataclass
class Provider:
    """A provider in a few lines: what it says can be changed one by one."""

    document: Any = field(default_factory=lambda: dict(DOCUMENT))
    token: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    asked: dict[str, str] = field(default_factory=dict)
    forms: list[dict[str, str]] = field(default_factory=list)
    back: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)

    def ask(self, request: Request) -> Exchange:
        if request.address.endswith("smart-configuration"):
            return told(self.document)
        if request.address.endswith("jwks"):
            return told({"keys": [KEY.public.jwk(), "none"]})
        self.forms.append(dict(parse_qsl(request.body.decode())))
        if request.address.endswith("revoke"):
            return told({}, self.status)
        claims = {
            "iss": "https://op.example", "aud": oauth.CLIENT, "exp": AT + 60,
            "nonce": self.asked.get("nonce"), **self.claims,
        }  # fmt: skip
        answer = {
            "access_token": "at-1", "token_type": "bearer", "patient": "p1",
            "id_token": jws.sign("JWT", claims, KEY), **self.token,
        }  # fmt: skip
        return told({name: one for name, one in answer.items() if one is not None}, self.status)

    def open(self, address: str) -> None:
        parts = urlsplit(address)
        assert address.startswith("https://op.example/auth?tenant=1&")
        self.asked = dict(parse_qsl(parts.query))
        back = {
            "state": self.asked["state"], "code": "c1", "iss": "https://op.example", **self.back
        }  # fmt: skip
        query = "&".join(f"{name}={one}" for name, one in back.items() if one)
        _OPENER.open(f"{self.asked['redirect_uri']}?{query}", timeout=10).close()

    def login(self, **more: Any) -> Access:
        smart = oauth.discover(self.ask, BASE, practice=False)
        return oauth.login(self.ask, smart, Browser(self.open, wait=20), AT, **more)


def told(document: Any, status: int = 200) -> Exchange:
    return Exchange(Answer(status, {}, json.dumps(document).encode()), left=True)


def dead(_request: Request) -> Exchange:
    return Exchange(None, left=False, error=Offline("fhir.example"))


def mute(_request: Request) -> Exchange:
    return Exchange(None, left=True)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(ServiceRefused) as met:
        work()
    return met.value.problem


def test_a_login_proves_itself_and_gives_access_for_one_patient() -> None:
    provider = Provider()
    access = provider.login()
    assert (access.patient, access.token, access.refresh) == ("p1", "at-1", "")
    asked, (form,) = provider.asked, provider.forms
    assert asked["aud"] == BASE
    assert asked["scope"] == "launch/patient openid fhirUser patient/*.rs"
    assert asked["code_challenge_method"] == "S256"
    assert len(form["code_verifier"]) >= 43
    assert form["redirect_uri"] == asked["redirect_uri"]
    assert "at-1" not in repr(access)


def test_only_who_wants_more_recoveries_asks_for_a_login_that_stays() -> None:
    provider = Provider(token={"refresh_token": "rt-1"})
    access = provider.login(again=True)
    assert (provider.asked["prompt"], access.refresh) == ("consent", "rt-1")
    assert provider.asked["scope"].endswith(" offline_access")


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge_methods_supported": ["plain"]},
        {"code_challenge_methods_supported": None},
        {"token_endpoint": "http://op.example/token"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "file:///etc/passwd"},
    ],
)
def test_a_server_without_a_safe_login_is_refused(change: dict[str, Any]) -> None:
    provider = Provider({**DOCUMENT, **change})
    assert refusal(provider.login) == "not-smart"


@pytest.mark.parametrize("document", ["<html>", ["S256"], 7])
def test_a_server_that_says_no_configuration_is_refused(document: Any) -> None:
    assert refusal(Provider(document).login) == "not-smart"


def test_a_server_that_does_not_answer_is_said() -> None:
    for ask, kind in ((dead, Offline), (mute, ServiceUnreachable)):
        with pytest.raises(kind):
            oauth.discover(ask, BASE, practice=False)
        with pytest.raises(kind):
            oauth.renewed(ask, smart(), Access("p1", "", "rt"))


@pytest.mark.parametrize("iss", ["https://evil.example", ""])
def test_an_answer_of_another_issuer_is_refused_before_the_code_is_used(iss: str) -> None:
    """RFC 9207: a mix-up never reaches the token endpoint."""
    provider = Provider(back={"iss": iss})
    with pytest.raises(SignatureInvalid) as met:
        provider.login()
    assert (met.value.problem, provider.forms) == ("wrong-issuer", [])


def test_an_issuer_that_is_not_announced_is_still_compared() -> None:
    document = {**DOCUMENT, "authorization_response_iss_parameter_supported": False}
    with pytest.raises(SignatureInvalid):
        Provider(document, back={"iss": "https://evil.example"}).login()
    assert Provider(document, back={"iss": ""}).login().patient == "p1"


@pytest.mark.parametrize(
    ("back", "problem"),
    [
        ({"code": "", "error": "access_denied"}, "login-denied"),
        ({"code": "", "error": "server_error"}, "login-refused"),
        ({"code": ""}, "login-refused"),
    ],
)
def test_a_refusal_in_the_browser_is_said_by_its_name(back: dict[str, str], problem: str) -> None:
    provider = Provider(back=back)
    assert (refusal(provider.login), provider.forms) == (problem, [])


def test_a_browser_that_does_not_come_back_is_said() -> None:
    provider = Provider()
    browser = Browser(lambda _address: None, wait=0.05)
    assert refusal(lambda: oauth.login(provider.ask, smart(), browser, AT)) == "login-unanswered"


@pytest.mark.parametrize(
    "token",
    [
        {"access_token": None}, {"access_token": ""}, {"access_token": "a b"},
        {"access_token": "a\n"}, {"access_token": "x" * 20_000}, {"token_type": "mac"},
    ],
)  # fmt: skip
def test_an_answer_without_a_usable_token_is_refused(token: dict[str, Any]) -> None:
    assert refusal(Provider(token=token).login) == "login-refused"


@pytest.mark.parametrize("patient", [None, "../x", "a b", 7, "x" * 65])
def test_whose_data_it_is_must_be_said_as_an_id(patient: Any) -> None:
    assert refusal(Provider(token={"patient": patient}).login) == "login-no-patient"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"claims": {"nonce": "another"}}, "wrong-login"),
        ({"claims": {"iss": "https://evil.example"}}, "wrong-issuer"),
        ({"claims": {"aud": "another"}}, "wrong-audience"),
        ({"token": {"id_token": None}}, "bad-statement"),
    ],
)
def test_a_token_for_another_login_is_refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(SignatureInvalid) as met:
        Provider(**change).login()
    assert met.value.problem == problem


def test_a_server_without_openid_is_taken_at_its_word() -> None:
    document = {**DOCUMENT, "jwks_uri": None, "issuer": 7}
    document["authorization_response_iss_parameter_supported"] = False
    assert Provider(document, token={"id_token": None}).login().patient == "p1"


def test_a_refresh_token_is_used_once() -> None:
    provider = Provider(token={"refresh_token": "rt-2", "patient": None})
    fresh = oauth.renewed(provider.ask, smart(), Access("p1", "", "rt-1"))
    assert (fresh.patient, fresh.token, fresh.refresh) == ("p1", "at-1", "rt-2")
    assert provider.forms[0]["refresh_token"] == "rt-1"
    kept = Provider(token={"patient": None, "refresh_token": 7})
    assert oauth.renewed(kept.ask, smart(), Access("p1", "", "rt-1")).refresh == ""


def test_a_refresh_token_that_is_worth_nothing_is_said() -> None:
    provider = Provider(status=400)
    assert refusal(lambda: oauth.renewed(provider.ask, smart(), Access("p", "", "r"))) == (
        "login-refused"
    )


def test_access_is_given_back_the_lasting_part_first() -> None:
    provider = Provider()
    assert oauth.give_back(provider.ask, smart(), Access("p", "at", "rt"))
    assert [form["token"] for form in provider.forms] == ["rt", "at"]
    assert not oauth.give_back(Provider(status=400).ask, smart(), Access("p", "at"))
    assert not oauth.give_back(dead, smart(), Access("p", "at"))
    assert not oauth.give_back(provider.ask, smart(), Access("p", ""))
    assert not oauth.give_back(provider.ask, Smart(BASE, "", ""), Access("p", "at"))


def smart() -> Smart:
    return oauth.discover(Provider().ask, BASE, practice=False)
