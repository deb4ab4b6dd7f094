"""The made-up family, and the files it would hold: seeded, the same for the same day."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from vault.record.person import Person

_ZONE: Final = "Europe/Paris"
FAMILY: Final = (
    Person(
        "5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c01", "Camille", "self", "self", _ZONE,
        born="1979-05-14", sex="female", given="Camille", family_birth="Exemple",
    ),
    Person(
        "5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c02", "Noé", "child", "legal", _ZONE,
        born="2018-09-02", sex="male", given="Noé", family_birth="Exemple",
    ),
    Person(
        "5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c03", "Odile", "parent", "agreement", _ZONE,
        born="1951-02-20", sex="female", given="Odile", family_birth="Exemple",
    ),
)  # fmt: skip
_SEED: Final = 20261123
_DAYS, _WALKED = 400, 60
_SNOMED: Final = "http://snomed.info/sct"
_ATC: Final = "http://www.whocc.no/atc"


def withings_zip(
    until: date, span: int = _DAYS, walked: int = _WALKED, more: Mapping[str, str] | None = None
) -> bytes:
    """Make an export as Withings writes it: weight and blood pressure of the days of a span.

    Steps are of the last days that were `walked`; `more` are further tables, by their names.
    """
    chance = Random(_SEED)  # noqa: S311 - a made-up record, not a secret
    days = [until - timedelta(days=back) for back in range(span, 0, -1)]
    walks = _steps(days[-walked:], chance)
    made = {
        "weight.csv": _table(_WEIGHT, _weights(days, chance)),
        "bp.csv": _table(_PRESSURE, _cuffs(days, chance)),
        "height.csv": _table(("Date", "Height (m)"), [(f"{days[0]} 08:00:00", "1.66")]),
        "raw_tracker_steps.csv": _table(("start", "duration", "value"), walks),
    } | dict(more or {})  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(zipfile.ZipInfo(name, (*days[-1].timetuple()[:3], 8, 0, 0)), text)
    return packed.getvalue()


def record_bundle(until: date) -> bytes:
    """Make Camille's record as FHIR R4 JSON: who she is, an allergy, treatments, a vaccination."""
    person = FAMILY[0]
    patient = {
        "resourceType": "Patient",
        "id": "camille",
        "name": [{"family": person.family_birth, "given": [person.given]}],
        "gender": person.sex,
        "birthDate": person.born,
    }
    resources = [patient, *_profile(until)]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode()


_WEIGHT: Final = (
    "Date", "Weight (kg)", "Fat mass (kg)", "Bone mass (kg)", "Muscle mass (kg)", "Hydration (kg)",
    "Comments",
)  # fmt: skip
_PRESSURE: Final = ("Date", "Heart Rate", "Systolic", "Diastolic", "Comments")


def _weights(days: Sequence[date], chance: Random) -> Iterable[tuple[str, ...]]:
    for number, day in enumerate(days):
        if chance.random() < 0.35:  # noqa: PLR2004 - not every morning
            continue
        kilos = Decimal(str(round(73.8 - number * 0.006 + chance.gauss(0, 0.35), 2)))
        shares = (kilos * Decimal(part) for part in ("0.31", "0.042", "0.62", "0.49"))
        at = datetime.combine(day, time(7, chance.randrange(60)))
        yield (str(at), str(kilos), *(str(round(one, 2)) for one in shares), "")


def _cuffs(days: Sequence[date], chance: Random) -> Iterable[tuple[str, ...]]:
    for number, day in enumerate(days):
        if number % 3:
            continue
        for hour in (7, 20):
            upper = round(134 + 5 * math.sin(number / 40) + chance.gauss(0, 5))
            lower, pulse = round(upper * 0.62 + chance.gauss(0, 3)), round(chance.gauss(68, 5))
            yield (
                f"{day} {hour:02}:{chance.randrange(10, 60)}:00",
                *map(str, (pulse, upper, lower)),
                "",
            )


def _steps(days: Sequence[date], chance: Random) -> Iterable[tuple[str, ...]]:
    for day in days:
        for hour in range(8, 20):
            counts = [chance.randrange(0, 160) for _quarter in range(4)]
            yield f"{day}T{hour:02}:00:00+01:00", "[900,900,900,900]", json.dumps(counts)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()


def _profile(until: date) -> list[dict[str, Any]]:
    patient = {"reference": "Patient/camille"}
    year = until.year
    clinical = "http://terminology.hl7.org/CodeSystem"
    return [
        {
            "resourceType": "AllergyIntolerance", "id": "a1", "patient": patient,
            "clinicalStatus": _code(f"{clinical}/allergyintolerance-clinical", "active"),
            "verificationStatus": _code(f"{clinical}/allergyintolerance-verification", "confirmed"),
            "code": _code(_SNOMED, "91936005", "Allergie à la pénicilline"),
            "criticality": "high", "recordedDate": f"{year - 6}-03-02",
        },
        {
            "resourceType": "Condition", "id": "c1", "subject": patient,
            "clinicalStatus": _code(f"{clinical}/condition-clinical", "active"),
            "code": _code(_SNOMED, "38341003", "Hypertension artérielle"),
            "onsetDateTime": f"{year - 3}",
        },
        {
            "resourceType": "MedicationStatement", "id": "m1", "subject": patient,
            "status": "active",
            "medicationCodeableConcept": _code(_ATC, "C09AA05", "Ramipril 5 mg"),
            "effectivePeriod": {"start": f"{year - 3}-09"},
            "dosage": [{"text": "1 comprimé le matin"}],
        },
        {
            "resourceType": "Immunization", "id": "i1", "patient": patient, "status": "completed",
            "vaccineCode": _code(_ATC, "J07AM51", "Diphtérie-tétanos"),
            "occurrenceDateTime": f"{year - 2}-10-12", "lotNumber": "EXEMPLE-1",
        },
    ]  # fmt: skip


def _code(system: str, code: str, display: str = "") -> dict[str, Any]:
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": display} if display else {})
