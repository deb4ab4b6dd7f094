"""Logging in at a service in the system browser: authorization code with PKCE, on loopback.

SMART App Launch 2 (standalone), RFC 6749, 7636 (S256), 8252, 9207 (issuer), 7009 (giving back).
The browser is never part of the program, no password passes through it, tokens stay in memory.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from vault.crypto import id_token
from vault.crypto.base64url import b64
from vault.crypto.strict_json import read_object
from vault.errors import ServiceRefused, ServiceUnreachable, SignatureInvalid
from vault.record.service import allowed_address
from vault.sync import loopback
from vault.sync.http import Answer, Exchange, Request
from vault.sync.sending import Ask

CLIENT: Final = "carnet-desktop"
SCOPE: Final = "launch/patient openid fhirUser patient/*.rs"
AGAIN: Final = "offline_access"
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
_NEEDED: Final = ("authorization_endpoint", "token_endpoint")
_MOST: Final = 256 * 1024
_OK: Final = 200
_TOKEN: Final = 16 * 1024  # characters
_ID: Final = re.compile(r"[A-Za-z0-9.-]{1,64}")  # of a FHIR resource


@dataclass(frozen=True, slots=True)
class Smart:
    """What the FHIR server at `base` says about logging in; "" for what it does not have."""

    base: str
    authorize: str
    token: str
    issuer: str = ""
    revoke: str = ""
    jwks: str = ""
    names_itself: bool = False  # says in its answer who it is (RFC 9207)
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Browser:
    """The person's browser: `open` opens an address there, and may take its time.

    `cancelled` tells whether the person stopped it; `wait` is how many seconds they may take.
    """

    open: Callable[[str], None]
    cancelled: Callable[[], bool] = lambda: False
    wait: float = loopback.WAIT


@dataclass(frozen=True, slots=True)
class Access:
    """What a login gave: for the patient of this id at the server, and for minutes only."""

    patient: str
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)


def discover(ask: Ask, base: str, *, practice: bool) -> Smart:
    """Read how to log in at a FHIR server.

    Raises:
        ServiceUnreachable: it does not answer.
        ServiceRefused: "not-smart": it knows no login that is safe enough (PKCE with S256).
    """
    address = f"{base.rstrip('/')}/.well-known/smart-configuration"
    answer = _asked(ask, Request("GET", address, accept=JSON, practice=practice, limit=_MOST))
    stated = _object(answer) if answer.status == _OK else {}
    found = {
        name: stated[name]
        for name in (*_NEEDED, "revocation_endpoint", "jwks_uri")
        if isinstance(stated.get(name), str) and allowed_address(stated[name], practice=practice)
    }
    methods = stated.get("code_challenge_methods_supported")
    if not all(name in found for name in _NEEDED) or "S256" not in _list(methods):
        raise _refused(base, "not-smart")
    issuer = stated.get("issuer")
    return Smart(
        base.rstrip("/"), found["authorization_endpoint"], found["token_endpoint"],
        issuer if isinstance(issuer, str) else "", found.get("revocation_endpoint", ""),
        found.get("jwks_uri", ""), practice=practice,
        names_itself=stated.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def login(ask: Ask, smart: Smart, browser: Browser, at: int, *, again: bool = False) -> Access:
    """Let the person log in; `at` is now, in seconds since 1970 UTC.

    `again` asks for a token that outlives this login.

    Raises:
        ServiceRefused: "login-denied", "login-unanswered", "login-refused".
        SignatureInvalid: the answer is another server's, or not to this login.
        ServiceUnreachable: it does not answer. Cancelled: the person stopped it.
    """
    verifier, state, nonce = (secrets.token_urlsafe(size) for size in (48, 24, 24))
    scope = f"{SCOPE} {AGAIN}" if again else SCOPE
    asked = {
        "response_type": "code", "client_id": CLIENT, "scope": scope, "state": state,
        "nonce": nonce, "aud": smart.base, "code_challenge_method": "S256",
        "code_challenge": b64(hashlib.sha256(verifier.encode()).digest()),
        **({"prompt": "consent"} if again else {}),
    }  # fmt: skip
    places: list[str] = []

    def opened(place: str) -> None:
        places.append(place)
        mark = "&" if "?" in smart.authorize else "?"
        browser.open(f"{smart.authorize}{mark}{urlencode({**asked, 'redirect_uri': place})}")

    told = loopback.answered(state, opened, cancelled=browser.cancelled, wait=browser.wait)
    code = _code(smart, told)
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": places[0],
        "client_id": CLIENT, "code_verifier": verifier,
    }  # fmt: skip
    stated = _token(ask, smart, form)
    _same_login(ask, smart, stated, nonce, at)
    return _access(smart, stated, "")


def renewed(ask: Ask, smart: Smart, access: Access) -> Access:
    """Return a fresh access for a kept one; the old refresh token is worth nothing afterwards.

    Raises:
        ServiceRefused: "login-refused": the person must log in again.
        ServiceUnreachable: it does not answer.
    """
    form = {
        "grant_type": "refresh_token", "refresh_token": access.refresh, "client_id": CLIENT,
    }  # fmt: skip
    stated = _token(ask, smart, form)
    return _access(smart, {"patient": access.patient, **stated}, access.refresh)


def give_back(ask: Ask, smart: Smart, access: Access) -> bool:
    """End what a login gave; tell whether the server says so.

    An access token that cannot be ended dies after minutes by itself.
    """
    if not smart.revoke:
        return False
    ended = [
        _posted(ask, smart, smart.revoke, {"token": token, "client_id": CLIENT})
        for token in (access.refresh, access.token)
        if token
    ]
    first = ended[0].answer if ended else None
    return first is not None and first.status == _OK


def _code(smart: Smart, told: Mapping[str, str] | None) -> str:
    """Return the code that the browser brought; who sent it is looked at before anything else."""
    if told is None:
        raise _refused(smart.base, "login-unanswered")
    stated = told.get("iss", "")
    if (smart.names_itself or (stated and smart.issuer)) and stated != smart.issuer:
        raise SignatureInvalid(_host(smart.base), what="login", problem="wrong-issuer")
    if "error" in told or not told.get("code"):
        denied = told.get("error") == "access_denied"
        raise _refused(smart.base, "login-denied" if denied else "login-refused")
    return told["code"]


def _same_login(ask: Ask, smart: Smart, stated: Mapping[str, Any], nonce: str, at: int) -> None:
    """Check that the answer is to this login, where the server can say so (OpenID)."""
    token = stated.get("id_token")
    if not (smart.jwks and smart.issuer):
        return
    if not isinstance(token, str):
        raise SignatureInvalid(_host(smart.base), what="id_token", problem="bad-statement")
    request = Request("GET", smart.jwks, accept=JSON, practice=smart.practice, limit=_MOST)
    keys = [
        one for one in _list(_object(_asked(ask, request)).get("keys")) if isinstance(one, dict)
    ]
    id_token.verify(token, keys, id_token.Login(smart.issuer, CLIENT, nonce, at))


def _token(ask: Ask, smart: Smart, form: Mapping[str, str]) -> dict[str, Any]:
    exchange = _posted(ask, smart, smart.token, form)
    if exchange.answer is None:
        raise exchange.error or ServiceUnreachable(_host(smart.base))
    stated = _object(exchange.answer)
    token = stated.get("access_token")
    bearer = str(stated.get("token_type", "")).lower() == "bearer"
    sound = isinstance(token, str) and token.isascii() and token.isprintable() and " " not in token
    if exchange.answer.status != _OK or not (bearer and sound and 0 < len(str(token)) <= _TOKEN):
        raise _refused(smart.base, "login-refused")
    return stated


def _access(smart: Smart, stated: Mapping[str, Any], kept: str) -> Access:
    patient, refresh = stated.get("patient"), stated.get("refresh_token", kept)
    if not isinstance(patient, str) or not _ID.fullmatch(patient):
        raise _refused(smart.base, "login-no-patient")
    return Access(patient, stated["access_token"], refresh if isinstance(refresh, str) else "")


def _posted(ask: Ask, smart: Smart, address: str, form: Mapping[str, str]) -> Exchange:
    body = urlencode(form).encode("ascii")
    return ask(Request("POST", address, body, FORM, JSON, practice=smart.practice, limit=_MOST))


def _asked(ask: Ask, request: Request) -> Answer:
    exchange = ask(request)
    if exchange.answer is None:
        raise exchange.error or ServiceUnreachable(request.host)
    return exchange.answer


def _object(answer: Answer) -> dict[str, Any]:
    try:
        return {} if answer.cut else read_object(answer.body)
    except ValueError:
        return {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _host(base: str) -> str:
    return Request("GET", base).host


def _refused(base: str, problem: str) -> ServiceRefused:
    return ServiceRefused(_host(base), problem)
