"""What a service holds about one person, as a FHIR server gives it back; its faults too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from vault.record.canonical import read
from vault.sandbox.desk import Desk

PAGE: Final = 50
Resource = dict[str, Any]
_SUBJECT: Final = {
    "AllergyIntolerance": "patient", "Immunization": "patient", "FamilyMemberHistory": "patient",
    "RelatedPerson": "patient", "Device": "patient", "Consent": "patient",
}  # fmt: skip
_NO_SUBJECT: Final = frozenset({"Patient", "Appointment"})


def patients(desk: Desk) -> dict[str, str]:
    """Return who is known, by the id of the patient here: the name of their key, newest first."""
    keys = {one.grant: desk.grants[one.grant].key.thumbprint for one in desk.held}
    newest = {keys[one.grant]: None for one in reversed(desk.held)}
    return {_patient(desk, key): key for key in newest}


def given_back(desk: Desk, patient: str, fault: str) -> list[Resource]:
    """Return the whole record of a patient, the Patient first; each resource once."""
    key = patients(desk).get(patient, "")
    found: dict[str, Resource] = {
        f"Patient/{patient}": {"resourceType": "Patient", "id": patient, "active": True}
    }
    for at, resource in _held(desk, key):
        kind = resource["resourceType"]
        name = f"{kind}/{resource['id']}"
        version = int(found[name]["meta"]["versionId"]) + 1 if "meta" in found.get(name, {}) else 1
        when = datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
        whole = {**resource, "meta": {"versionId": str(version), "lastUpdated": when}}
        if kind not in _NO_SUBJECT:
            whole[_SUBJECT.get(kind, "subject")] = {"reference": f"Patient/{patient}"}
        found[name] = whole
    return list(_faulty(list(found.values()), patient, fault))


def _held(desk: Desk, key: str) -> Iterator[tuple[int, Resource]]:
    for one in desk.held:
        if desk.grants[one.grant].key.thumbprint == key:
            for entry in read(one.bundle.decode()).get("entry", ()):
                yield one.at, entry["resource"]


def _patient(desk: Desk, key: str) -> str:
    """Return the id of the Patient that was sent, else one of our own."""
    sent = [one["id"] for _at, one in _held(desk, key) if one["resourceType"] == "Patient"]
    return str(sent[-1]) if sent else str(uuid5(NAMESPACE_URL, f"{desk.id}/{key}"))


def _faulty(record: list[Resource], patient: str, fault: str) -> Iterator[Resource]:
    facts = [one for one in record if one["resourceType"] != "Patient"]
    odd = {id(one) for one in facts[::3]}
    for one in record:
        if id(one) in odd and fault == "forgets":
            continue
        yield _altered(one) if id(one) in odd and fault == "alters" else one
    if fault == "adds":
        yield {
            "resourceType": "Observation", "id": str(uuid5(NAMESPACE_URL, patient)),
            "status": "final", "subject": {"reference": f"Patient/{patient}"},
            "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
            "effectiveDateTime": "2026-01-02T08:00:00+01:00",
            "valueQuantity": {
                "value": 61, "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min",
            },
        }  # fmt: skip


def _altered(resource: Resource) -> Resource:
    """Change what the resource says: its value, a component, its state."""
    if "valueQuantity" in resource:
        quantity = resource["valueQuantity"]
        return {**resource, "valueQuantity": {**quantity, "value": quantity["value"] + Decimal(1)}}
    if "component" in resource:
        return {**resource, "component": [_altered(one) for one in resource["component"]]}
    return {**resource, "code": {"text": "?"}}
