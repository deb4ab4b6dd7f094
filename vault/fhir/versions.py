"""Which FHIR version a resource is written in, by its shape: old ones are refused by name.

https://hl7.org/fhir/R4/diff.html, https://hl7.org/fhir/STU3/diff.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vault.fhir.datatypes import Resource

_DSTU2_TYPES: Final = frozenset((
    "MedicationOrder", "DiagnosticOrder", "BodySite", "Order", "OrderResponse", "ProcessRequest",
))  # fmt: skip
_STU3_TYPES: Final = frozenset((
    "ProcedureRequest", "ReferralRequest", "EligibilityRequest", "EligibilityResponse", "Sequence",
    "DataElement",
))  # fmt: skip
_DSTU2: Final[Mapping[str, frozenset[str]]] = {
    "AllergyIntolerance": frozenset(("substance", "lastOccurence")),
    "Condition": frozenset(("patient", "dateRecorded")),
    "Immunization": frozenset(("wasNotGiven",)),
    "MedicationStatement": frozenset(("patient", "wasNotTaken")),
    "Observation": frozenset(("comments",)),
    "Patient": frozenset(("careProvider",)),
    "Procedure": frozenset(("notPerformed",)),
}
_STU3: Final[Mapping[str, frozenset[str]]] = {
    "AllergyIntolerance": frozenset(("assertedDate",)),
    "Condition": frozenset(("context", "assertedDate")),
    "DiagnosticReport": frozenset(("context", "codedDiagnosis")),
    "DocumentReference": frozenset(("indexed", "class")),
    "Immunization": frozenset(("notGiven", "vaccinationProtocol")),
    "MedicationRequest": frozenset(("context",)),
    "MedicationStatement": frozenset(("taken",)),
    "Observation": frozenset(("context", "comment", "related")),
    "Procedure": frozenset(("context", "notDone")),
}


def old_version(resource: Resource) -> str:
    """Return "FHIR DSTU2" or "FHIR STU3" when a resource has the shape of one, else ""."""
    kind = resource.get("resourceType")
    if kind in _DSTU2_TYPES or not _DSTU2.get(str(kind), frozenset()).isdisjoint(resource):
        return "FHIR DSTU2"
    if kind in _STU3_TYPES or not _STU3.get(str(kind), frozenset()).isdisjoint(resource):
        return "FHIR STU3"
    return ""
