"""What is left of a resource when it leaves: an allow-list of elements, and nothing below them.

Whatever is not named here stays: identifiers, references, narrative, notes, tags, contained
resources, foreign extensions, elements that we do not know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from vault.fhir.extensions import MESURES
from vault.record import ins
from vault.record.canonical import OBJECT
from vault.record.codes import LOCAL_MEASURE, LOINC
from vault.record.measures import by_code
from vault.record.scopes import tokens_of

Resource = Mapping[str, Any]

THUMBPRINT: Final = "urn:ietf:params:oauth:jwk-thumbprint:sha-256"  # RFC 9278
_EFFECTIVE: Final = ("effectiveDateTime", "effectivePeriod")
KEEP: Final[Mapping[str, tuple[str, ...]]] = {
    "AllergyIntolerance": (
        "clinicalStatus", "verificationStatus", "type", "category", "criticality", "code",
        "onsetDateTime", "recordedDate", "reaction",
    ),
    "Appointment": (
        "status", "serviceType", "appointmentType", "reasonCode", "start", "end",
        "minutesDuration", "participant",
    ),
    "CareTeam": ("status", "category", "participant"),
    "Condition": (
        "clinicalStatus", "verificationStatus", "category", "severity", "code", "bodySite",
        "onsetDateTime", "abatementDateTime", "recordedDate",
    ),
    "Consent": ("status", "scope", "category", "dateTime", "policyRule"),
    "Device": ("status", "manufacturer", "modelNumber", "type"),
    "DiagnosticReport": ("status", "category", "code", *_EFFECTIVE, "issued", "conclusionCode"),
    "DocumentReference": ("status", "type", "category", "date", "content"),
    "Encounter": (
        "status", "class", "type", "serviceType", "priority", "period", "length", "reasonCode",
    ),
    "FamilyMemberHistory": (
        "status", "relationship", "sex", "deceasedBoolean", "deceasedAge", "condition",
    ),
    "Immunization": (
        "status", "vaccineCode", "occurrenceDateTime", "occurrenceString", "lotNumber", "site",
        "route", "doseQuantity", "protocolApplied",
    ),
    "MedicationStatement": ("status", "medicationCodeableConcept", *_EFFECTIVE, "dosage"),
    "Observation": (
        "extension", "status", "category", "code", *_EFFECTIVE, "valueQuantity",
        "valueCodeableConcept", "valueString", "valueInteger", "valueBoolean", "dataAbsentReason",
        "interpretation", "bodySite", "method", "referenceRange", "component",
    ),
    "Patient": ("active", "name", "gender", "birthDate"),
    "Procedure": (
        "status", "category", "code", "performedDateTime", "performedPeriod", "bodySite", "outcome",
    ),
    "RelatedPerson": ("active", "relationship", "name", "telecom"),
}  # fmt: skip
SUBJECT: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("CareTeam", "Condition", "DiagnosticReport", "DocumentReference", "Encounter",
         "MedicationStatement", "Observation", "Procedure"), "subject",
    ),
    **dict.fromkeys(
        ("AllergyIntolerance", "Consent", "Device", "FamilyMemberHistory", "Immunization",
         "RelatedPerson"), "patient",
    ),
}  # fmt: skip
# what leaves only when its field was ticked: type -> field -> elements
EXTRA: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "Device": {"device-identity": ("serialNumber", "lotNumber", "distinctIdentifier")},
    "Patient": {"identity-number": ("identifier",)},
}
# lists of people who did something: element -> where its Reference stands ("": it is one itself)
PROFESSIONALS: Final[Mapping[str, tuple[str, str]]] = {
    "DiagnosticReport": ("performer", ""),
    "DocumentReference": ("author", ""),
    "Immunization": ("performer", "actor"),
    "Observation": ("performer", ""),
    "Procedure": ("performer", "actor"),
}
# below the top: identities, pointers and free words; `text` and `display` are looked at apart
NEVER: Final = frozenset((
    "id", "meta", "extension", "modifierExtension", "reference", "identifier", "contained",
    "note", "fhir_comments", "data", "url", "resourceType",
))  # fmt: skip
_WEIGHED: Final = NEVER | {"display", "text"}
# types of values that an extension may carry: nobody's name, number, address, nor a file
PLAIN: Final = frozenset(
    f"value{kind}"
    for kind in (
        "Boolean", "Code", "CodeableConcept", "Coding", "Date", "DateTime", "Decimal", "Integer",
        "Period", "Quantity", "Range", "String",
    )
)  # fmt: skip


def reduce(form: Resource, include: Collection[str]) -> dict[str, Any]:
    """Keep only what the list names and what `include` (ticked fields) adds; no id, no subject."""
    kind = form["resourceType"]
    kept: dict[str, Any] = {"resourceType": kind}
    for name in KEEP[kind]:
        if name in form:
            kept[name] = _element(form, name)
    if "birthDate" in kept and "birth-date" not in include:
        kept["birthDate"] = str(kept["birthDate"])[:4]
    for field, names in EXTRA.get(kind, {}).items():
        if field in include:
            kept |= {name: _extra(form[name]) for name in names if name in form}
    if "notes" in include and kind != "Patient":
        kept["note"] = [{"text": text} for text in _notes(form)]
    if "professionals" in include and kind in PROFESSIONALS:
        name, place = PROFESSIONALS[kind]
        people = [{"display": text} for text in _people(form.get(name), place)]
        kept[name] = [{place: one} for one in people] if place else people
    return {name: value for name, value in kept.items() if not _empty(value)}


def closed_list(code: Any) -> frozenset[str]:
    """Return the tokens of the components that belong to the panel with this code."""
    found: set[str] = set()
    for token in tokens_of(code):
        system, _bar, inner = token.partition("|")
        measure = by_code(system, inner)
        for part in measure.components if measure else ():
            found.add(f"{LOINC}|{part.loinc}")
            found.add(f"{LOCAL_MEASURE}|{measure.key if measure else ''}-{part.name}")
    return frozenset(found)


def _element(form: Resource, name: str) -> Any:
    value = form[name]
    if name == "extension":
        return [_extension(one) for one in _mappings(value) if _ours(one.get("url"))]
    if name == "component":
        allowed = closed_list(form.get("code"))
        return [
            _scrubbed(one)
            for one in _mappings(value)
            if not allowed.isdisjoint(tokens_of(one.get("code")))
        ]
    return _scrubbed(value)


def _ours(url: Any) -> bool:
    return isinstance(url, str) and url.startswith(MESURES)


def _extension(one: Resource) -> dict[str, Any]:
    """Keep the value of an extension, and of those it is made of, which have plain names."""
    kept = {"url": one["url"]}
    inner = [
        _extension(part)
        for part in _mappings(one.get("extension"))
        if isinstance(part.get("url"), str) and "/" not in part["url"]
    ]
    kept |= {name: _scrubbed(value) for name, value in one.items() if name in PLAIN}
    kept["extension"] = inner
    return {name: value for name, value in kept.items() if not _empty(value)}


def _scrubbed(value: Any) -> Any:
    if isinstance(value, list):
        return [one for one in map(_scrubbed, value) if not _empty(one)]
    if not isinstance(value, OBJECT):
        return value
    return {
        name: kept
        for name, inner in value.items()
        if (name not in _WEIGHED and name[:1] != "_") or _stays(name, inner, value)
        if not _empty(kept := inner if isinstance(inner, str) else _scrubbed(inner))
    }


def _stays(name: str, inner: Any, whole: Resource) -> bool:
    if name in NEVER or name.startswith("_"):
        return False
    if name == "display":  # of a code; that of a Reference names somebody
        return "code" in whole
    return name != "text" or isinstance(inner, str)  # else a narrative


def _extra(value: Any) -> Any:
    if isinstance(value, str):
        return value
    numbers = [one for one in _mappings(value) if ins.oid(one.get("system")) in ins.OIDS]
    return [{"system": one["system"], "value": one["value"]} for one in numbers if "value" in one]


def _notes(form: Resource) -> Iterator[str]:
    for note in _mappings(form.get("note")):
        if isinstance(note.get("text"), str):
            yield note["text"]


def _people(value: Any, place: str) -> Iterator[str]:
    for one in _mappings(value):
        person = one.get(place) if place else one
        if isinstance(person, Mapping) and isinstance(person.get("display"), str):
            yield person["display"]


def _mappings(value: Any) -> list[Resource]:
    return [one for one in value if isinstance(one, OBJECT)] if isinstance(value, list) else []


def _empty(value: Any) -> bool:
    return not value and (value is None or isinstance(value, (str, list, *OBJECT)))
