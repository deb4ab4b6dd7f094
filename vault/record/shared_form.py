"""A fact in the form that grants name: canonical codes first, one type a kind of fact.

What lies in the record is never changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vault.record.canonical import OBJECT
from vault.record.codes import LOCAL
from vault.record.facts import Fact
from vault.record.measures import MEASURES

DOCUMENT_CATEGORY: Final = f"{LOCAL}/document"
_STATEMENT: Final = {  # https://hl7.org/fhir/R4/valueset-medicationrequest-status.html
    "active": "active", "on-hold": "on-hold", "completed": "completed", "stopped": "stopped",
    "draft": "intended", "cancelled": "not-taken",
}  # fmt: skip


def shared_form(fact: Fact) -> Mapping[str, Any]:
    """Return the resource of a fact as scopes are compared with it and as it is reduced.

    A measure has its canonical coding first, a document our category, and every medicine is a
    MedicationStatement with its code, whatever it was received as.
    """
    resource = fact.resource
    if fact.type == "medication":
        return _statement(fact)
    if fact.type == "document" and fact.document:
        coding = {"system": DOCUMENT_CATEGORY, "code": fact.document.category}
        return {**resource, "category": [{"coding": [coding]}, *_list(resource.get("category"))]}
    measure = MEASURES.get(fact.measure or "")
    if measure is None:
        return resource
    system, code = measure.coding
    concept = resource.get("code")
    concept = dict(concept) if isinstance(concept, OBJECT) else {}
    first = {"system": system, "code": code}
    others = [
        one
        for one in _list(concept.get("coding"))
        if not (isinstance(one, OBJECT) and (one.get("system"), one.get("code")) == (system, code))
    ]
    known = [one for one in _list(concept.get("coding")) if one not in others]
    return {**resource, "code": {**concept, "coding": [*(known[:1] or [first]), *others]}}


def _statement(fact: Fact) -> Mapping[str, Any]:
    resource = fact.resource
    if resource.get("resourceType") == "MedicationStatement":
        return {"medicationCodeableConcept": _medicine(fact), **resource}
    made = {
        "resourceType": "MedicationStatement",
        "status": _STATEMENT.get(str(resource.get("status")), "unknown"),
        "medicationCodeableConcept": _medicine(fact),
        "effectiveDateTime": resource.get("authoredOn") or resource.get("whenHandedOver"),
        "dosage": resource.get("dosageInstruction"),
        "note": resource.get("note"),
        "modifierExtension": resource.get("modifierExtension"),
    }
    return {name: value for name, value in made.items() if value is not None}


def _medicine(fact: Fact) -> Mapping[str, Any]:
    stated = fact.resource.get("medicationCodeableConcept")
    if isinstance(stated, Mapping):
        return stated
    coding = {name: text for name, text in (("system", fact.system), ("code", fact.code)) if text}
    return {**({"coding": [coding]} if fact.code else {}), "text": fact.title}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
