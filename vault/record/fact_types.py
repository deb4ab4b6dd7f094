"""The types of facts: the FHIR R4 resource that holds each, and what has to be filled in by hand.

https://hl7.org/fhir/R4/resourcelist.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class FactType:
    """A type of fact: its public name, the resources it may be, and elements that must be there.

    Each of `required` is a group of elements, one of which has to say something.
    """

    name: str
    resources: tuple[str, ...]
    required: tuple[tuple[str, ...], ...] = ()

    def lacking(self, resource: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the first element of each required group that says nothing."""
        return tuple(
            group[0] for group in self.required if not any(resource.get(name) for name in group)
        )


_WHEN: Final = ("effectiveDateTime", "effectivePeriod", "effectiveInstant")
_TYPES: Final = (
    FactType("allergy", ("AllergyIntolerance",), (("code",),)),
    FactType("condition", ("Condition",), (("code",),)),
    FactType(
        "medication", ("MedicationStatement", "MedicationRequest"),
        (("medicationCodeableConcept", "medicationReference"),),
    ),
    FactType(
        "immunization", ("Immunization",),
        (("vaccineCode",), ("occurrenceDateTime", "occurrenceString")),
    ),
    FactType("procedure", ("Procedure",), (("code",),)),
    FactType("stay", ("Encounter",), (("reasonCode", "type", "serviceType"),)),
    FactType("family_history", ("FamilyMemberHistory",), (("relationship",), ("condition",))),
    FactType("disability", ("Observation",), (("code",),)),
    FactType("lifestyle", ("Observation",), (("code",),)),
    FactType("blood_group", ("Observation",), (("valueCodeableConcept", "valueString"),)),
    FactType("pregnancy", ("Observation",), (("code",),)),
    FactType("cycle", ("Observation",), (_WHEN,)),
    FactType("diary", ("Observation",), (("valueString", "note"),)),
    FactType("measure", ("Observation",), (("code",), _WHEN)),
    FactType("report", ("DiagnosticReport",), (("code",),)),
    FactType("workout", ("Observation",), (("code",), _WHEN)),
    FactType("device", ("Device", "DeviceUseStatement")),
    FactType("appointment", ("Appointment",), (("start",),)),
    FactType("practitioner", ("Practitioner", "PractitionerRole"), (("name", "practitioner"),)),
    FactType("contact", ("RelatedPerson",), (("name",),)),
    FactType("directive", ("DocumentReference", "Consent")),
    FactType("insurance", ("Coverage",)),
    FactType("care_record", ("Basic",)),
    FactType("document", ("DocumentReference", "Composition"), (("content", "title"),)),
)  # fmt: skip
FACT_TYPES: Final = MappingProxyType({one.name: one for one in _TYPES})
