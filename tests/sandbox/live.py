"""A practice that really listens, in a thread of its own, and a person who speaks to it."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.conftest import FakeClock
from vault.crypto import keys, trees
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.record.consent import DAY, Content, Detail, Period
from vault.record.service import Service
from vault.sandbox.practice import Practice
from vault.sandbox.running import listening, origin, serve
from vault.sync import catalogue, grant_letter, share_letter
from vault.sync.catalogue import Catalogue, Trust
from vault.sync.http import JOSE, Answer, Exchange, Http, Request
from vault.sync.share_letter import ShareDraft

WEIGHT = "patient/Observation.rs?code=http://loinc.org|29463-7"


@contextmanager
def listening_practice(clock: FakeClock) -> Iterator[Practice]:
    """Run a practice on a free port until the block ends."""
    with listening(0) as door:
        practice = Practice(origin(door), clock)
        stops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

        async def run() -> None:
            stops.append((asyncio.get_running_loop(), asyncio.Event()))
            begun.set()
            await serve(practice, door, stops[0][1])

        begun = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        begun.wait()
        try:
            yield practice
        finally:
            loop, stop = stops[0]
            loop.call_soon_threadsafe(stop.set)
            thread.join()


def weight(kilograms: str, day: str, uid: str = "") -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": uid or str(uuid4()),
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "effectiveDateTime": f"{day}T07:00:00+01:00",
        "valueQuantity": {"value": float(kilograms), "code": "kg"},
    }


def bundle_of(*resources: dict[str, Any]) -> bytes:
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    whole = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(whole, separators=(",", ":")).encode()


BUNDLE = bundle_of(weight("71.4", "2026-11-02"), weight("71.0", "2026-11-20"))


@dataclass
class Person:
    """Somebody who has learned the practice catalogue, and signs and sends by hand."""

    practice: Practice
    clock: FakeClock
    key: PrivateKey
    recovery: PrivateKey
    http: Http

    @classmethod
    def at(cls, practice: Practice, clock: FakeClock) -> Person:
        return cls(practice, clock, keys.new(), keys.new(), Http())

    @property
    def now(self) -> int:
        return int(self.clock.moment.timestamp())

    @property
    def trust(self) -> Trust:
        document = json.dumps(self.practice.publisher.root_file()).encode()
        return catalogue.read_root_file(document, "practice")

    def ask(self, request: Request) -> Exchange:
        return asyncio.run(self.http.exchange(request))

    def fetch(self) -> str:
        address = f"{self.practice.origin}/catalogue.jwt"
        answer = self.answer(self.ask(Request("GET", address, practice=True)))
        return answer.body.decode()

    def learned(self) -> Catalogue:
        return catalogue.verify(self.fetch(), self.trust, None, self.now)

    def service(self, name: str = "pre-admission") -> Service:
        found = self.learned().service(f"{self.practice.origin}/{name}")
        assert found is not None
        return found

    def detail(self, **change: Any) -> Detail:
        end = self.clock.moment.date()
        stated: dict[str, Any] = {
            "finality": "pre-admission", "finality_version": 1, "label": "Préparer",
            "purpose": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                        "code": "TREAT"},
            "categories": ("body_weight",), "scopes": (WEIGHT,),
            "period": Period(end - timedelta(days=365), end), "time_zone": "Europe/Paris",
            "mode": "once", "retention_days": 30,
        }  # fmt: skip
        return Detail(**{**stated, **change})

    def grant(self, bundle: bytes = BUNDLE, *, days: int = 30, **change: Any) -> str:
        found = self.learned()
        service = found.service(f"{self.practice.origin}/pre-admission")
        assert service is not None
        detail = self.detail(**change)
        count = len(json.loads(bundle)["entry"])
        draft = grant_letter.Draft(
            jti=str(uuid4()), at=self.now, until=self.now + days * DAY, service=service,
            catalogue=found.pinned, details=(detail,),
            content=Content(sha256(bundle), len(bundle), count) if detail.mode == "once" else None,
            recovery=self.recovery.thumbprint,
        )  # fmt: skip
        return grant_letter.sign(draft, "fr", grant_letter.notice(draft, service, "fr"), self.key)

    def sealed(self, grant: str, bundle: bytes = BUNDLE, seq: int = 1) -> tuple[str, str]:
        """Return the share and its envelope."""
        items = share_letter.items(bundle, secrets.token_bytes)
        commit = trees.commitment(bytes(16), 1, bytes(32))
        share = ShareDraft(
            jti=str(uuid4()), at=self.now, seq=seq, grant=grant, bundle=bundle, items=items,
            commit=commit,
        )  # fmt: skip
        token = share_letter.sign(share, self.key)
        (sealing,) = keys.read_all(self.service().keys("enc"))
        return token, share_letter.seal(share, token, self.key.public, sealing)

    def post(self, what: str, body: str | bytes, name: str = "pre-admission") -> Exchange:
        address = f"{self.practice.origin}/{name}/csp/v1/{what}"
        data = body.encode() if isinstance(body, str) else body
        return self.ask(Request("POST", address, data, JOSE, practice=True))

    def refusal(self, what: str, body: str | bytes) -> str:
        """Return the name of the problem that a service answers."""
        answer = self.answer(self.post(what, body))
        assert answer.media == "application/problem+json"
        told = json.loads(answer.body)
        assert told["status"] == answer.status
        return str(told["type"]).removeprefix("urn:carnet:problem:")

    def control(self, what: str, **body: Any) -> Answer:
        address = f"{self.practice.origin}/practice/{what}"
        data = json.dumps(body).encode()
        return self.answer(
            self.ask(Request("POST", address, data, "application/json", practice=True))
        )

    def seen(self, what: str) -> Any:
        address = f"{self.practice.origin}/practice/{what}"
        return json.loads(self.answer(self.ask(Request("GET", address, practice=True))).body)

    @staticmethod
    def answer(exchange: Exchange) -> Answer:
        assert exchange.answer is not None, exchange.error
        return exchange.answer
