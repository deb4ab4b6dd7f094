"""The practice catalogue: its versions, each signed and chained to the one before."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from vault.crypto import jws, keys
from vault.crypto.base64url import sha256
from vault.crypto.joint import sign_together
from vault.crypto.keys import PrivateKey
from vault.record import service as entries
from vault.record.consent import DAY
from vault.record.ledger import CATALOGUE, CATALOGUE_KEYS
from vault.record.service import Service
from vault.sandbox.entries import HEART_RATE, NAMES, entry

_BEHIND: Final = DAY  # a version bears a date a day back, so that an expired one can follow it
_HOLDS: Final = 7 * DAY
_REMEMBERED: Final = 4  # the current version and the three before
_FIRST_DAY: Final = 1767225600  # 2026-01-01T00:00:00Z; versions count minutes from here


class Publisher:
    """Signs versions; `now` gives seconds since 1970 UTC, `origin` is where all of it lies."""

    def __init__(self, origin: str, now: Callable[[], int]) -> None:
        self.iss, self._now = origin, now
        self.roots: tuple[PrivateKey, PrivateKey] = (keys.new(), keys.new())
        self.signing: dict[str, PrivateKey] = {name: keys.new() for name in NAMES}
        self.sealing: dict[str, PrivateKey] = {name: keys.new() for name in NAMES}
        self._stranger = keys.new()
        self._said = "none"
        self._tokens: dict[int, str] = {}
        self._services: dict[int, dict[str, Service]] = {}
        self.version = max((now() - _FIRST_DAY) // 60, 1)
        self._publish()
        self._publish()

    def root_file(self) -> dict[str, Any]:
        """Return what the person compares and pins."""
        return {"catalogue": self.iss, "roots": [root.public.jwk() for root in self.roots]}

    def keys_document(self) -> bytes:
        """Return the roots, signed by each of them: nothing new."""
        claims = {
            "iss": self.iss,
            "version": 1,
            "iat": self._now() - _BEHIND,
            "roots": [root.public.jwk() for root in self.roots],
        }
        return sign_together(CATALOGUE_KEYS, claims, self.roots)

    def today(self, name: str) -> Service:
        """Return the entry of a service in the current version."""
        return self._services[self.version][name]

    def pinned(self, name: str, version: int, digest: str) -> Service | None:
        """Return the entry of a version that is remembered, when its hash is this one."""
        token = self._tokens.get(version)
        if token is None or sha256(token) != digest:
            return None
        return self._services[version][name]

    def turn(self, fault: str) -> None:
        """Publish a further version, saying what this fault says, or all as it should be."""
        self._said = fault
        if fault == "new-key":
            self.sealing = {name: keys.new() for name in NAMES}
        if fault not in ("rollback-catalogue", "bad-catalogue", "forked-catalogue"):
            self._publish()

    def served(self, fault: str) -> str:
        """Return the catalogue as a request gets it under a fault."""
        token = self._tokens[self.version]
        if fault == "rollback-catalogue":
            return self._tokens[self.version - 1]
        if fault == "bad-catalogue":
            return self._forged(token)
        if fault == "forked-catalogue":
            return self._forked(token)
        if fault == "frozen-catalogue":
            return self._frozen(token)
        return token

    def _publish(self) -> None:
        before = self._tokens.get(self.version, "none")
        self.version += 1
        stated = [self._entry(name) for name in NAMES]
        iat = self._now() - _BEHIND
        claims = {
            "iss": self.iss,
            "iat": iat,
            "exp": iat + _HOLDS,
            "version": self.version,
            "prev": sha256(before),
            "services": stated,
        }
        self._tokens[self.version] = jws.sign(CATALOGUE, claims, self.roots[0])
        self._services[self.version] = {
            name: entries.read(one, practice=True) for name, one in zip(NAMES, stated, strict=True)
        }
        for old in (self._tokens, self._services):
            old.pop(self.version - _REMEMBERED, None)

    def _entry(self, name: str) -> dict[str, Any]:
        signing, sealing = self.signing[name].public, self.sealing[name].public
        stated = deepcopy(entry(name, self.iss, signing, sealing))
        if self._said in ("suspended", "withdrawn"):
            stated["status"] = self._said
        if self._said == "finality-grew":
            finality = stated["finalities"][0]
            finality["version"] += 1
            finality["exchanges"][0]["categories"].append(HEART_RATE)
        return stated

    def _forged(self, token: str) -> str:
        """Return the same words under the mark of another key."""
        head, payload, _mark = token.split(".")
        mark = jws.sign(CATALOGUE, jws.peek(token)[1], self._stranger).split(".")[2]
        return f"{head}.{payload}.{mark}"

    def _forked(self, token: str) -> str:
        claims = jws.peek(token)[1]
        claims["services"][0]["summary"] = {"fr": "Autre version", "en": "Another version"}
        return jws.sign(CATALOGUE, claims, self.roots[0])

    def _frozen(self, token: str) -> str:
        claims = jws.peek(token)[1]
        return jws.sign(CATALOGUE, {**claims, "exp": claims["iat"] + 60}, self.roots[0])
