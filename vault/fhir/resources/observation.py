"""Observation: values, panels, laboratory results, what a person says about their life.

https://hl7.org/fhir/R4/observation.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from vault.fhir import extensions as ext
from vault.fhir.codec import Around, Codec, Reading, clinical, is_fact
from vault.fhir.columns import columns
from vault.fhir.datatypes import (
    Resource,
    codes,
    codings,
    display,
    mappings,
    quantity,
    span,
    text,
    when,
    words,
)
from vault.record.batch import Item, Refused
from vault.record.measure import Measure
from vault.record.measures import MEASURES, by_code
from vault.record.moments import TimeQuality
from vault.record.provenance import SaidBy
from vault.record.quantity import Quantity

# codes of LOINC that are no measures but facts of their own
_TYPES: Final = {
    "72166-2": "lifestyle", "74013-4": "lifestyle", "11331-6": "lifestyle", "11367-0": "lifestyle",
    "882-1": "blood_group", "82810-3": "pregnancy", "11996-6": "pregnancy",
    "11778-8": "pregnancy", "11449-6": "pregnancy",
}  # fmt: skip
_PERFORMERS: Final[Mapping[str, SaidBy]] = {
    "Patient": "person", "RelatedPerson": "caregiver", "Practitioner": "professional",
    "PractitionerRole": "professional", "Organization": "professional",
    "CareTeam": "professional",
}  # fmt: skip
_QUALITIES: Final = {one.name.lower().replace("_", "-"): one for one in TimeQuality}
_SPELLED: Final = {"ENS_FrObservationBp": "blood_pressure", "MesFrObservationBp": "blood_pressure"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    measure = _measure(resource)
    value, parts = _value(resource), _parts(resource, measure)
    kind = _kind(resource, measure, valued=value is not None or bool(parts))
    start, end = span(resource, "effective", around.zone)
    if start.ms is None:
        start = when(resource.get("issued"), around.zone)
    for quality in ext.values(resource, ext.TIME_QUALITY):
        start = replace(start, quality=_QUALITIES.get(str(quality), start.quality))
    figures = None
    if kind == "measure":
        figures = columns(measure, value, parts, _received(resource, measure))
    made = Reading(
        kind, _title(resource, measure), resource.get("code"), start, end,
        said_by=_said_by(resource), figures=figures, measure=measure,
    )  # fmt: skip
    yield clinical(resource, around, made)


def _received(resource: Resource, measure: Measure | None) -> str | None:
    """Return the alias that was received: urea nitrogen is not urea."""
    if measure is None or not measure.aliases:
        return None
    said = codes(resource.get("code"))
    return next((alias for alias in measure.aliases if alias in said), None)


def _title(resource: Resource, measure: Measure | None) -> str:
    concept = resource.get("code")
    said = words(concept)
    return measure.key if measure and (not said or said in codes(concept)) else said


def _measure(resource: Resource) -> Measure | None:
    """Return the measure: LOINC decides, then other systems, then the profile."""
    found = [by_code(system, code) for system, code, _display in codings(resource.get("code"))]
    first = next((one for one in found if one), None)
    if first:
        return first
    meta = resource.get("meta")
    profiles = meta.get("profile") if isinstance(meta, Mapping) else None
    for profile in profiles if isinstance(profiles, list) else ():
        key = _SPELLED.get(text(profile).rpartition("/")[2])
        if key:
            return MEASURES[key]
    return None


def _value(resource: Resource) -> Quantity | None:
    for name in ("valueQuantity", "valueInteger", "valueDecimal"):
        found = quantity(resource.get(name))
        if found is not None:
            return found
    return None


def _parts(resource: Resource, measure: Measure | None) -> dict[str, Quantity]:
    """Return the values of the components, by their name in the table, else by their code."""
    names = {part.loinc: part.name for part in measure.components} if measure else {}
    found: dict[str, Quantity] = {}
    for component in mappings(resource.get("component")):
        value = _value(component)
        said = sorted(codes(component.get("code")))
        name = next((names[code] for code in said if code in names), None)
        if measure and name is None:
            name = next((code.removeprefix(f"{measure.key}-") for code in said
                         if code.startswith(f"{measure.key}-")), None)  # fmt: skip
        if value is not None and (name or not measure):
            found[name or words(component.get("code"))] = value
    return found


def _kind(resource: Resource, measure: Measure | None, *, valued: bool) -> str:
    if measure is not None:
        return "measure"
    said = codes(resource.get("code"))
    for code, kind in _TYPES.items():
        if code in said:
            return kind
    categories = codes(resource.get("category"))
    if "social-history" in categories and not valued:
        return "lifestyle"
    measurable = categories & {"laboratory", "vital-signs"} or resource.get("dataAbsentReason")
    return "measure" if valued or measurable else "other"


def _said_by(resource: Resource) -> SaidBy | None:
    for performer in mappings(resource.get("performer")):
        kind = text(performer.get("reference")).split("/")[0] or text(performer.get("type"))
        if kind in _PERFORMERS:
            return _PERFORMERS[kind]
    return "device" if display(resource.get("device")) else None


CODEC = Codec("Observation", _read)
