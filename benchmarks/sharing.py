"""Signing and sealing a share, verifying a catalogue, beside the bare cryptography of the same."""

from __future__ import annotations

import json
import secrets
from typing import Any, Final
from uuid import UUID, uuid4

from benchmarks.case import Case
from vault.crypto import jwe, jws, keys
from vault.crypto.keys import PrivateKey, PublicKey, as_jose
from vault.sandbox.entries import entry
from vault.sync import catalogue, share_letter
from vault.sync.catalogue import Trust
from vault.sync.share_letter import ShareDraft

_NOW: Final = 1_795_428_000
_SERVICES: Final = 100
_MIB: Final = 1024 * 1024
_SIGN_GOAL_MS, _CATALOGUE_GOAL_MS = 60, 60
_SIGN_GOAL: Final = 3.0  # times two bare calls of joserfc on the same bytes
_CATALOGUE_GOAL: Final = 4.0  # times reading the same JSON twice


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the shape of every module here
    """Give the cases: a bundle of 1 MiB, a catalogue of 100 services."""
    del quick  # neither takes a second
    return [_sign_and_seal(_MIB), _catalogue()]


def _sign_and_seal(size: int) -> Case:
    person, service, bundle = keys.new(), keys.new(), _bundle(size)
    claims = {"iss": person.person, "aud": "https://service.example.org", "jti": str(uuid4())}

    def sealed() -> str:
        grant = jws.sign(jws.GRANT, {**claims, "iat": _NOW}, person)
        items = share_letter.items(bundle, secrets.token_bytes)
        share = ShareDraft(
            jti=str(uuid4()),
            at=_NOW,
            seq=1,
            grant=grant,
            bundle=bundle,
            items=items,
            commit=bytes(32),
        )
        token = share_letter.sign(share, person)
        return share_letter.seal(share, token, person.public, service.public)

    from joserfc import jwe as bare_jwe
    from joserfc import jws as bare_jws

    mine, theirs = as_jose(person), as_jose(service.public)
    header = {"alg": jwe.ALGORITHM, "enc": "A256GCM"}

    def bare() -> str:
        bare_jws.serialize_compact({"alg": "ES256"}, bundle, mine, registry=jws.registry())
        return bare_jwe.encrypt_compact(header, bundle, theirs, registry=jwe.registry())

    return Case(
        name="sign_and_seal",
        subject=sealed,
        baseline=bare,
        goal=_SIGN_GOAL,
        goal_ms=_SIGN_GOAL_MS,
    )


def _catalogue() -> Case:
    root = keys.new()
    trust = Trust("https://catalogue.example.org", (root.public,))
    token = _signed(root)
    payload = json.dumps(jws.peek(token)[1])

    def read_twice() -> tuple[Any, Any]:
        return json.loads(payload), json.loads(payload)

    return Case(
        name="catalogue_of_100",
        subject=lambda: catalogue.verify(token, trust, None, _NOW),
        baseline=read_twice,
        goal=_CATALOGUE_GOAL,
        goal_ms=_CATALOGUE_GOAL_MS,
        n=_SERVICES,
    )


def _signed(root: PrivateKey) -> str:
    point: PublicKey = keys.new().public
    stated = [
        {**entry("pre-admission", f"https://s{number}.example.org", point, point)}
        for number in range(_SERVICES)
    ]
    claims = {"iss": "https://catalogue.example.org", "iat": _NOW, "exp": _NOW + 86_400}
    told = {**claims, "version": 1, "prev": "", "services": stated}
    return jws.sign("catalogue+jwt", told, root)


def _bundle(size: int) -> bytes:
    """Return a bundle of about this many bytes, made of facts of a kibibyte."""
    entries = []
    for number in range(size // 1024):
        uid = str(UUID(int=number))
        resource = {
            "resourceType": "Observation",
            "id": uid,
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
            "effectiveDateTime": "2026-11-20T07:05:00+01:00",
            "valueQuantity": {"value": 71.4, "unit": "kg", "code": "kg"},
            "note": [{"text": "On the scale of the bathroom, before breakfast. " * 14}],
        }
        entries.append({"fullUrl": f"urn:uuid:{uid}", "resource": resource})
    whole = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(whole, separators=(",", ":")).encode()
