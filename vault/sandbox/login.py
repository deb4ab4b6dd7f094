"""Who may take back what a service holds: codes, tokens and keys of one login, all in memory.

OAuth 2 for native programs with PKCE (RFC 6749, 7636, 8252, 9207), as SMART App Launch asks.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.crypto import jws
from vault.crypto.base64url import b64
from vault.crypto.keys import PrivateKey, new

CLIENT: Final = "carnet-desktop"
_LIVES: Final = 600  # seconds of an access token
_CODE_LIVES: Final = 60
_LOOPBACK: Final = re.compile(r"http://127\.0\.0\.1:\d{1,5}/cb")


class DeniedError(Exception):
    """A refusal by its OAuth name (RFC 6749, 4.1.2.1 and 5.2)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asked for in the browser of a person."""

    redirect: str
    state: str
    challenge: str
    nonce: str
    scope: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a code or a token stands for; `until` in seconds since 1970 UTC."""

    asked: Asked
    patient: str
    until: int
    family: str  # of every token that came from one login
    used: bool = False


@dataclass(slots=True)
class Login:
    """The authorization server of one service; its issuer is `iss`, its data lie at `aud`."""

    iss: str
    aud: str
    now: Callable[[], int]
    key: PrivateKey = field(default_factory=new, repr=False)
    codes: dict[str, Given] = field(default_factory=dict, repr=False)
    access: dict[str, Given] = field(default_factory=dict, repr=False)
    refresh: dict[str, Given] = field(default_factory=dict, repr=False)

    def asked(self, query: Mapping[str, str]) -> Asked:
        """Read the request that a browser brings.

        Raises:
            DeniedError: another program, no PKCE, a place that is not on this computer.
        """
        fits = {
            "response_type": "code", "client_id": CLIENT, "aud": self.aud,
            "code_challenge_method": "S256",
        }  # fmt: skip
        if any(query.get(name) != value for name, value in fits.items()):
            raise DeniedError("invalid_request")
        if not _LOOPBACK.fullmatch(query.get("redirect_uri", "")):
            raise DeniedError("invalid_request")
        names = ("redirect_uri", "state", "code_challenge", "nonce", "scope")
        if not all(query.get(name) for name in names):
            raise DeniedError("invalid_request")
        return Asked(*(query[name] for name in names))

    def agreed(self, asked: Asked, patient: str) -> str:
        """Return a code for what a person agreed to."""
        code = secrets.token_urlsafe(32)
        until = self.now() + _CODE_LIVES
        self.codes[code] = Given(asked, patient, until, secrets.token_hex(8))
        return code

    def token(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Answer the token endpoint; DeniedError when the code, verifier or token does not fit."""
        if form.get("client_id") != CLIENT:
            raise DeniedError("invalid_client")
        if form.get("grant_type") == "authorization_code":
            return self._granted(self._of_code(form))
        if form.get("grant_type") == "refresh_token":
            return self._granted(self._of_refresh(form.get("refresh_token", "")))
        raise DeniedError("unsupported_grant_type")

    def revoke(self, token: str) -> None:
        """End a token and all of its family (RFC 7009); an unknown one is nothing to end."""
        known = self.refresh.get(token) or self.access.get(token)
        if known is not None:
            self._end(known.family)

    def holder(self, header: str) -> Given | None:
        """Return whom the token of an `Authorization` header stands for."""
        kind, _space, token = header.partition(" ")
        found = self.access.get(token) if kind.lower() == "bearer" else None
        return found if found is not None and found.until > self.now() else None

    def _of_code(self, form: Mapping[str, str]) -> Given:
        code = form.get("code", "")
        given = self.codes.get(code)
        if given is None:
            raise DeniedError("invalid_grant")
        if given.used:  # somebody shows it twice: what came of it ends (RFC 6749, 4.1.2)
            self._end(given.family)
            raise DeniedError("invalid_grant")
        self.codes[code] = replace(given, used=True)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = b64(digest) == given.asked.challenge
        same = form.get("redirect_uri") == given.asked.redirect
        if not (fits and same and given.until >= self.now()):
            raise DeniedError("invalid_grant")
        return given

    def _of_refresh(self, token: str) -> Given:
        given = self.refresh.get(token)
        if given is None:
            raise DeniedError("invalid_grant")
        if given.used:
            self._end(given.family)
            raise DeniedError("invalid_grant")
        self.refresh[token] = replace(given, used=True)
        return given

    def _granted(self, given: Given) -> dict[str, Any]:
        now = self.now()
        made = replace(given, until=now + _LIVES, used=False)
        token = secrets.token_urlsafe(32)
        self.access[token] = made
        answer: dict[str, Any] = {
            "access_token": token, "token_type": "Bearer", "expires_in": _LIVES,
            "scope": given.asked.scope, "patient": given.patient,
        }  # fmt: skip
        if "openid" in given.asked.scope.split():
            answer["id_token"] = self._id_token(given, now)
        if "offline_access" in given.asked.scope.split():
            answer["refresh_token"] = secrets.token_urlsafe(32)
            self.refresh[answer["refresh_token"]] = made
        return answer

    def _id_token(self, given: Given, now: int) -> str:
        claims = {
            "iss": self.iss, "aud": CLIENT, "sub": given.patient, "iat": now, "exp": now + _LIVES,
            "nonce": given.asked.nonce, "fhirUser": f"{self.aud}/Patient/{given.patient}",
        }  # fmt: skip
        return jws.sign("JWT", claims, self.key)

    def _end(self, family: str) -> None:
        for tokens in (self.access, self.refresh):
            for token in [one for one, given in tokens.items() if given.family == family]:
                del tokens[token]
