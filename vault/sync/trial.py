"""A made-up person who tries a service: right statements, and each rule broken once.

Nothing of a vault is in it; keys and data are made for the trial and gone with it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from vault.crypto import jws, keys
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.record.consent import DAY, Content, Detail, Period, Pinned
from vault.record.ledger import GRANT, SHARE
from vault.record.measures import MEASURES
from vault.record.scopes import PARAMETERS, parse
from vault.record.service import Category, Finality, Service
from vault.sync import grant_letter, share_letter
from vault.sync.share_letter import ShareDraft

_SYSTEM: Final = "http://unitsofmeasure.org"
_LASTS: Final = 7  # days of a trial's grant
_FOREIGN: Final = ("Appointment", "Consent", "CareTeam", "RelatedPerson")
_LONE: Final[Mapping[str, dict[str, Any]]] = {
    "Patient": {"birthDate": "1950"},
    "AllergyIntolerance": {"code": {"text": "Conformance"}},
    "Condition": {"code": {"text": "Conformance"}},
    "MedicationStatement": {
        "status": "active", "medicationCodeableConcept": {"text": "Conformance"},
    },
    "Appointment": {"status": "booked", "participant": [{"status": "accepted"}]},
    "Consent": {"status": "draft"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letters:
    """What is handed over: grant and share, compact, in their envelope."""

    grant: str = field(repr=False)
    share: str = field(repr=False)
    envelope: str = field(repr=False)


@dataclass(slots=True)
class Trial:
    """A person towards one service; `at` gives seconds since 1970 UTC."""

    service: Service
    finality: Finality
    pinned: Pinned
    at: Callable[[], int]
    key: PrivateKey = field(default_factory=keys.new)
    recovery: PrivateKey = field(default_factory=keys.new)

    @property
    def mode(self) -> str:
        """Return the mode that is tried: one-off where the service takes it."""
        return "once" if "once" in self.finality.modes else self.finality.modes[0]

    @property
    def category(self) -> Category:
        """Return what is tried: a measure where the service asks for one."""
        asked = self.finality.asked("read")
        measured = [one for one in asked if "Observation.rs?code=" in one.scopes[0]]
        return (measured or list(asked))[0]

    @property
    def scope(self) -> str:
        """Return the scope that is tried."""
        return self.category.scopes[0]

    def resource(self, value: float = 70.5) -> dict[str, Any]:
        """Return one made-up item that the scope names."""
        scope = parse(self.scope)
        made: dict[str, Any] = {"resourceType": scope.kind, "id": str(uuid4())}
        for name, tokens in scope.wanted.items():
            system, _bar, code = min(tokens).partition("|")
            element = PARAMETERS[scope.kind][name]
            concept = {"coding": [{"system": system, "code": code}]}
            made[element] = [concept] if element == "category" else concept
        if scope.kind != "Observation":
            return {**_LONE.get(scope.kind, {}), **made}
        loinc = min(scope.wanted.get("code", {"|"})).partition("|")[2]
        unit = next((one.unit for one in MEASURES.values() if one.loinc == loinc), "1") or "1"
        when = datetime.fromtimestamp(self.at() - DAY, UTC).isoformat()
        quantity = {"value": value, "unit": unit, "system": _SYSTEM, "code": unit}
        return {**made, "status": "final", "effectiveDateTime": when, "valueQuantity": quantity}

    def foreign(self) -> dict[str, Any]:
        """Return an item of a type that the service does not ask for."""
        asked = {parse(one).kind for cat in self.finality.asked("read") for one in cat.scopes}
        kind = next(one for one in _FOREIGN if one not in asked)
        return {"resourceType": kind, "id": str(uuid4()), **_LONE.get(kind, {})}

    def grant(self, bundle: bytes, **change: Any) -> str:
        """Sign a grant over a bundle; `change` replaces members after it was made rightly."""
        now, detail = self.at(), self._detail()
        count = bundle.count(b'"fullUrl"')
        content = Content(sha256(bundle), len(bundle), count) if self.mode == "once" else None
        draft = grant_letter.Draft(
            jti=str(uuid4()), at=now, until=now + self._days() * DAY, service=self.service,
            catalogue=self.pinned, details=(detail,), content=content,
            recovery=self.recovery.thumbprint,
        )  # fmt: skip
        shown = grant_letter.notice(draft, self.service, "fr")
        token = grant_letter.sign(draft, "fr", shown, self.key)
        return token if not change else self.signed(GRANT, {**jws.peek(token)[1], **change})

    def narrowed(self, bundle: bytes, scope: str) -> str:
        """Sign a grant for a scope that was not asked for."""
        claims = jws.peek(self.grant(bundle))[1]
        (detail,) = claims["authorization_details"]
        return self.signed(
            GRANT, {**claims, "authorization_details": [{**detail, "scopes": [scope]}]}
        )

    def letters(
        self, grant: str, bundle: bytes, *, seq: int = 1, spoilt: bool = False, **change: Any
    ) -> Letters:
        """Seal a share under a grant; `spoilt` gives its first item another digest."""
        items = share_letter.items(bundle, secrets.token_bytes)
        if spoilt:
            items = (replace(items[0], digest=bytes(32)), *items[1:])
        draft = ShareDraft(
            jti=str(uuid4()), at=self.at(), seq=seq, grant=grant, bundle=bundle, items=items,
            commit=secrets.token_bytes(32),
        )  # fmt: skip
        token = share_letter.sign(draft, self.key)
        if change:
            token = self.signed(SHARE, {**jws.peek(token)[1], **change})
        return Letters(grant, token, self.sealed(draft, token))

    def again(self, letters: Letters, bundle: bytes) -> Letters:
        """Seal the same share once more: another envelope."""
        items = share_letter.items(bundle, secrets.token_bytes)
        draft = ShareDraft(
            jti="", at=self.at(), seq=1, grant=letters.grant, bundle=bundle, items=items,
            commit=b"",
        )  # fmt: skip
        return replace(letters, envelope=self.sealed(draft, letters.share))

    def sealed(self, draft: ShareDraft, token: str, recipient: PrivateKey | None = None) -> str:
        """Seal to the key of the service, or to another one."""
        (sealing,) = keys.read_all(self.service.keys("enc"))
        to = sealing if recipient is None else recipient.public
        return share_letter.seal(draft, token, self.key.public, to)

    def signed(self, typ: str, claims: Mapping[str, Any]) -> str:
        """Sign claims as they stand."""
        return jws.sign(typ, claims, self.key)

    def _days(self) -> int:
        return min(_LASTS, self.finality.max_days)

    def _detail(self) -> Detail:
        end = datetime.fromtimestamp(self.at(), UTC).date()
        return Detail(
            finality=self.finality.code, finality_version=self.finality.version,
            label=self.finality.label.get("fr", ""), purpose=self.finality.purpose,
            categories=(self.category.code,), scopes=(self.scope,),
            period=Period(end - timedelta(days=max(self.finality.history_days, 2)), end),
            time_zone="UTC", mode="once" if self.mode == "once" else "standing",
            retention_days=self.finality.retention_days,
        )  # fmt: skip


def bundle_of(*resources: Mapping[str, Any], kind: str = "collection") -> bytes:
    """Write the bundle of some resources."""
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    whole = {"resourceType": "Bundle", "type": kind, "entry": entries}
    return json.dumps(whole, separators=(",", ":")).encode()
