"""Resources made by hand, one of each type and more, with what the record should say of them."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1
from typing import Any

PDF = b"%PDF-1.4 made by hand"
_HASH = b64encode(sha1(PDF, usedforsecurity=False).digest()).decode()


def concept(*codings: str, text: str = "") -> dict[str, Any]:
    """Return a concept of `system|code|display` parts."""
    parts = [dict(zip(("system", "code", "display"), c.split("|"), strict=False)) for c in codings]
    return ({"coding": parts} if parts else {}) | ({"text": text} if text else {})


LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
ME = {"reference": "Patient/moi"}

PATIENT = {
    "resourceType": "Patient", "id": "moi", "gender": "female", "birthDate": "1979-03-28",
    "name": [
        {"use": "usual", "family": "Martin", "given": ["Claire"]},
        {"use": "official", "family": "DECOURCY", "given": ["Claire", "Marie"],
         "text": "Claire Décourcy"},
    ],
    "identifier": [
        {"system": "urn:x", "value": "7"},
        {"system": "urn:oid:1.2.250.1.213.1.4.8", "value": "2 79 03 51 215 189 89"},
    ],
}  # fmt: skip
ALLERGY = {
    "resourceType": "AllergyIntolerance", "id": "a1", "patient": ME,
    "clinicalStatus": concept("s|resolved"), "code": concept(f"{SNOMED}|91936005|Pénicilline"),
    "onsetDateTime": "1995", "meta": {"security": [{"code": "SEX"}]},
}  # fmt: skip
ALLERGY_BY_REACTION = {
    "resourceType": "AllergyIntolerance", "patient": ME, "recordedDate": "2020-02-03",
    "reaction": [{"substance": concept(text="Arachide"), "manifestation": [concept(text="x")]}],
}  # fmt: skip
CONDITION = {
    "resourceType": "Condition", "id": "c1", "subject": ME, "clinicalStatus": concept("s|resolved"),
    "code": concept(f"{SNOMED}|38341003|Hypertension", text="Tension trop haute"),
    "onsetPeriod": {"start": "2001-05", "end": "2002"}, "abatementDateTime": "2003-01-02",
}  # fmt: skip
STATEMENT = {
    "resourceType": "MedicationStatement", "id": "m1", "subject": ME, "status": "intended",
    "medicationReference": {"reference": "#med"}, "effectivePeriod": {"start": "2024-01-02"},
    "contained": [{"resourceType": "Medication", "id": "med", "code": concept(text="Metformine")}],
    "dosage": [{"text": "1 le matin"}],
}  # fmt: skip
REQUEST = {
    "resourceType": "MedicationRequest", "id": "m2", "subject": ME, "status": "stopped",
    "intent": "order", "authoredOn": "2024-03-04T10:00:00+01:00",
    "medicationReference": {"reference": "Medication/med-1", "display": "ailleurs"},
}  # fmt: skip
MEDICATION = {
    "resourceType": "Medication", "id": "med-1",
    "ingredient": [{"itemCodeableConcept": concept("http://www.whocc.no/atc|C09AA05|Ramipril")}],
}  # fmt: skip
VACCINE = {
    "resourceType": "Immunization", "id": "v1", "patient": ME, "status": "completed",
    "vaccineCode": concept("http://www.whocc.no/atc|J07AM|Tétanos"), "lotNumber": "L1",
    "occurrenceDateTime": "2019-03",
}  # fmt: skip
PROCEDURE = {
    "resourceType": "Procedure", "id": "p1", "subject": ME, "status": "completed",
    "code": concept(text="Appendicectomie"),
    "performedPeriod": {"start": "1990-06-01", "end": "1990-06-02"},
    "location": {"display": "CHU"},
}  # fmt: skip
ENCOUNTER = {
    "resourceType": "Encounter", "id": "e1", "subject": ME, "status": "finished",
    "class": {"system": "x", "code": "IMP", "display": "hospitalisation"},
    "period": {"start": "2022-01-02", "end": "2022-01-05"},
}  # fmt: skip
FAMILY = {
    "resourceType": "FamilyMemberHistory", "id": "f1", "patient": ME, "status": "completed",
    "relationship": concept("r|MTH|Mère"),
    "condition": [{"code": concept(f"{SNOMED}|73211009|Diabète")}],
}  # fmt: skip
WEIGHT = {
    "resourceType": "Observation", "id": "o1", "subject": ME, "status": "final",
    "code": concept(f"{LOINC}|3141-9|Poids"), "effectiveDateTime": "2026-06-30T07:42:00+02:00",
    "valueQuantity": {"value": 157, "unit": "lbs", "code": "lbs"},
    "performer": [{"reference": "RelatedPerson/1"}], "note": [{"text": "à jeun"}],
    "referenceRange": [{"low": {"value": 100}}], "interpretation": [concept("i|H")],
}  # fmt: skip
PRESSURE = {
    "resourceType": "Observation", "id": "o2", "subject": ME, "status": "final",
    "code": concept(f"{LOINC}|55284-4"), "effectiveDateTime": "2026-06-30T07:42:00",
    "component": [
        {"code": concept(f"{LOINC}|8462-4"), "valueQuantity": {"value": 81, "unit": "mmHg"}},
        {"code": concept(f"{LOINC}|8480-6"), "valueQuantity": {"value": 138, "unit": "mmHg"}},
        {"code": concept(f"{LOINC}|8867-4"), "valueQuantity": {"value": 70, "unit": "/min"}},
        {"code": concept("https://carnet-sante.example/measure|blood_pressure-mean"),
         "valueQuantity": {"value": 100, "unit": "mmHg"}},
    ],
}  # fmt: skip
OLD_PROFILE = {
    "resourceType": "Observation", "id": "o3", "status": "final", "code": concept(text="TA"),
    "meta": {"profile": ["http://esante.gouv.fr/ci-sis/fhir/StructureDefinition/MesFrObservationBp"]},
    "issued": "2020-01-02T03:04:05Z", "performer": [{"type": "Practitioner"}],
}  # fmt: skip
LAB = {
    "resourceType": "Observation", "id": "o4", "subject": ME, "status": "final",
    "category": [concept("c|laboratory")], "code": concept("urn:lab|XY|Protéine XY"),
    "valueCodeableConcept": concept(text="négatif"), "effectiveDateTime": "2026-06-30",
    "device": {"display": "Automate"},
}  # fmt: skip
GRIP = {
    "resourceType": "Observation", "id": "o5", "status": "final", "code": concept("urn:x|grip"),
    "component": [{"code": concept(text="gauche"), "valueInteger": 31},
                  {"code": concept(text="droite"), "valueQuantity": {"value": True}}],
    "performer": [{"reference": "Location/1"}],
}  # fmt: skip
SMOKING = {
    "resourceType": "Observation", "id": "o6", "status": "final",
    "code": concept(f"{LOINC}|72166-2|Tabac"), "valueCodeableConcept": concept(text="jamais"),
}  # fmt: skip
HABIT = {
    "resourceType": "Observation", "id": "o7", "status": "final", "code": concept(text="Sport"),
    "category": [concept("c|social-history")], "valueString": "marche",
}  # fmt: skip
SURVEY = {
    "resourceType": "Observation", "id": "o8", "status": "final", "code": concept(text="Question"),
    "valueBoolean": True,
}  # fmt: skip
REPORT = {
    "resourceType": "DiagnosticReport", "id": "r1", "subject": ME, "status": "final",
    "category": [concept("c|RAD")], "code": concept(f"{LOINC}|18748-4|Radio du thorax"),
    "issued": "2025-05-06T08:00:00+02:00",
    "presentedForm": [
        {"contentType": "application/pdf", "data": b64encode(PDF).decode()}, {"title": "vide"},
    ],
}  # fmt: skip
PAPER = {
    "resourceType": "DocumentReference", "id": "d1", "subject": ME, "status": "superseded",
    "type": concept(f"{LOINC}|11490-0|Lettre de sortie"), "date": "2025-05-06T08:00:00+02:00",
    "securityLabel": [concept("s|N"), concept("s|R")],
    "content": [
        {"attachment": {"contentType": "application/pdf", "title": "Sortie", "language": "fr",
                        "data": b64encode(PDF).decode(), "hash": _HASH}},
        {"attachment": {"url": "https://other.example/x", "creation": "2020-01-02"}},
        {"attachment": {"contentType": "text/plain", "url": "Binary/b1", "hash": "bad"}},
    ],
}  # fmt: skip
BINARY = {
    "resourceType": "Binary", "id": "b1", "contentType": "text/plain",
    "data": b64encode(b"texte").decode(),
}  # fmt: skip
MEETING = {
    "resourceType": "Appointment", "id": "rv1", "status": "booked",
    "start": "2026-12-01T10:00:00+01:00", "end": "2026-12-01T10:30:00+01:00",
    "participant": [{"status": "accepted", "actor": {"display": "Dr Petit"}}],
}  # fmt: skip
DOCTOR = {
    "resourceType": "Practitioner", "id": "dr1", "active": False,
    "name": [{"family": "Petit", "given": ["Anne", 3]}],
    "qualification": [{"code": concept(text="Cardiologue")}],
    "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "801"}],
}  # fmt: skip
CONTACT = {
    "resourceType": "RelatedPerson", "id": "rp1", "patient": ME, "name": {"text": "Papa"},
    "relationship": [concept("r|FTH|Père")],
}  # fmt: skip
PUMP = {
    "resourceType": "Device", "id": "dev1", "status": "inactive", "patient": ME,
    "deviceName": [{"name": "Pompe", "type": "user-friendly-name"}], "serialNumber": "S1",
}  # fmt: skip
COVERAGE = {
    "resourceType": "Coverage", "id": "cov1", "status": "draft", "beneficiary": ME,
    "payor": [{"display": "CPAM 75"}], "period": {"start": "2020"},
}  # fmt: skip
COMPOSITION = {
    "resourceType": "Composition", "id": "co1", "status": "final", "title": "Synthèse",
    "date": "2026-01-02", "type": concept(f"{LOINC}|60591-5"),
    "section": [
        {"code": concept(f"{LOINC}|48765-2"), "emptyReason": concept("x|nilknown")},
        {"code": concept(f"{LOINC}|10160-0"), "emptyReason": concept("x|unavailable")},
        {"code": concept(f"{LOINC}|11450-4")}, {"code": concept(text="?")},
    ],
}  # fmt: skip
PLAN = {
    "resourceType": "CarePlan", "id": "cp1", "status": "active", "title": "Plan",
    "period": {"start": "2021"},
}  # fmt: skip

EVERY: tuple[dict[str, Any], ...] = (
    PATIENT, ALLERGY, ALLERGY_BY_REACTION, CONDITION, STATEMENT, MEDICATION, REQUEST, VACCINE,
    PROCEDURE, ENCOUNTER, FAMILY, WEIGHT, PRESSURE, OLD_PROFILE, LAB, GRIP, SMOKING, HABIT, SURVEY,
    REPORT, BINARY, PAPER, MEETING, DOCTOR, CONTACT, PUMP, COVERAGE, COMPOSITION, PLAN,
)  # fmt: skip
