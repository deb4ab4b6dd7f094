"""A person who signs and seals by hand, and what they send."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.conftest import FakeClock
from vault.crypto import keys
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.record.consent import DAY, Content, Detail, Period
from vault.record.service import Service
from vault.sandbox.desk import Desk
from vault.sandbox.practice import Practice
from vault.sync import catalogue, grant_letter, share_letter
from vault.sync.catalogue import Catalogue, Trust
from vault.sync.share_letter import ShareDraft

WEIGHT = "patient/Observation.rs?code=http://loinc.org|29463-7"


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
    """Somebody who knows the practice catalogue, and signs and seals by hand."""

    practice: Practice
    clock: FakeClock
    key: PrivateKey = field(default_factory=keys.new)
    recovery: PrivateKey = field(default_factory=keys.new)
    shown: str = ""  # the last notice
    listed: dict[int, list[dict[str, Any]]] = field(default_factory=dict)  # items by seq

    @property
    def now(self) -> int:
        return int(self.clock.moment.timestamp())

    @property
    def trust(self) -> Trust:
        document = json.dumps(self.practice.publisher.root_file()).encode()
        return catalogue.read_root_file(document, "practice")

    def learned(self) -> Catalogue:
        return catalogue.verify(self.practice.publisher.served("none"), self.trust, None, self.now)

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
        self.shown = grant_letter.notice(draft, service, "fr")
        return grant_letter.sign(draft, "fr", self.shown, self.key)

    def sealed(
        self, grant: str, bundle: bytes = BUNDLE, seq: int = 1, commit: bytes = bytes(32)
    ) -> tuple[str, str]:
        """Return the share and its envelope."""
        items = share_letter.items(bundle, secrets.token_bytes)
        self.listed[seq] = [item.claims() for item in items]
        share = ShareDraft(
            jti=str(uuid4()), at=self.now, seq=seq, grant=grant, bundle=bundle, items=items,
            commit=commit,
        )  # fmt: skip
        token = share_letter.sign(share, self.key)
        (sealing,) = keys.read_all(self.service().keys("enc"))
        return token, share_letter.seal(share, token, self.key.public, sealing)

    def send(self, grant: str, bundle: bytes = BUNDLE, seq: int = 1) -> tuple[str, str, str]:
        """Hand a share over; return it, its envelope and the receipt."""
        share, envelope = self.sealed(grant, bundle, seq)
        return share, envelope, self.desk.share(envelope)

    @property
    def desk(self) -> Desk:
        return self.practice.desks["pre-admission"]
