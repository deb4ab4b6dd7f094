"""Made-up records for tests of what leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from vault.exports.format import Content, Forms, Latest, Plate, Silence
from vault.record.facts import Fact, Kept
from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.record.provenance import BY_HAND, Source

PARIS = ZoneInfo("Europe/Paris")
MADE = datetime(2026, 11, 24, 10, 30, tzinfo=PARIS)
CAMILLE = Person(
    "00010203-0405-4607-8809-0a0b0c0d0e0f", "Camille", "self", "self", "Europe/Paris",
    born="1979-05-14", sex="female", given="Camille", family_birth="Exemple",
)  # fmt: skip
SCALE = Source("Withings", model="Body+", device_class="scale")
CLINIC = Source(device_class="clinic", label="Document of 14 March 2025")
FORMS = Forms(
    number=lambda value: format(value, "f"),
    rounded=lambda value, decimals: f"{value:.{decimals}f}",
    duration=lambda minutes: f"{minutes / 60:.1f} hours",
    unit=lambda code: {"mm[Hg]": "mmHg", "{steps}": "steps"}.get(code, code),
    day=lambda day: f"{day:%d %b %Y}",
    partial=str,
    clock=lambda at: f"{at:%H:%M}",
    measure=lambda key: key.replace("_", " ").capitalize(),
    kind=lambda kind: {
        "allergy": "Allergies", "medication": "Treatments", "condition": "Health problems",
        "immunization": "Vaccinations", "document": "Documents", "procedure": "Procedures",
    }.get(kind, "Other items"),
)  # fmt: skip


def ms(day: date, hour: int = 8) -> int:
    wall = datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)
    return round(wall.timestamp() * 1000)


def fact(kind: str, title: str, resource: Mapping[str, Any] | None = None, **more: Any) -> Fact:
    told: dict[str, Any] = {
        "source": CLINIC,
        "said_by": "document",
        "start_ms": ms(date(2024, 3, 2)),
    } | more
    return Fact(kind, title, resource or {}, key=bytes(16), digest=bytes(32), **told)


def kept(number: int, held: Fact, **more: Any) -> Kept:
    return Kept(held, f"f-{number}", CAMILLE.uid, 1, "b-1", 0, 0, **more)


def weight(value: str = "70.0", at: datetime = MADE) -> Latest:
    return Latest("body_weight", (Decimal(value),), "kg", at, SCALE)


def pressure() -> Latest:
    figures = (Decimal(138), Decimal(86))
    return Latest("blood_pressure", figures, "mm[Hg]", MADE, BY_HAND, "person")


PENICILLIN = fact(
    "allergy", "Pénicilline",
    {"criticality": "high", "reaction": [
        {"manifestation": [{"text": "urticaire"}], "severity": "severe"}]},
)  # fmt: skip
RAMIPRIL = fact("medication", "Ramipril 5 mg", {"dosage": [{"text": "1 comprimé le matin"}]})
TETANUS = fact("immunization", "Diphtérie-tétanos", {"lotNumber": "EXEMPLE-1"}, when_text="2019-03")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0L40 20"/></svg>'


def content(*facts: Fact, **more: Any) -> Content:
    held = tuple(kept(number, one) for number, one in enumerate(facts))
    return replace(Content(CAMILLE, MADE, date(2025, 11, 25), date(2026, 11, 24), held), **more)


def full() -> Content:
    return content(
        PENICILLIN,
        RAMIPRIL,
        fact("condition", "Hypertension artérielle", when_text="2023"),
        TETANUS,
        fact("document", "Compte rendu"),
        latest=(weight(), pressure()),
        plates=(Plate("body_weight", SVG, "From 71.0 to 70.0 kg."),),
        silences=(Silence("body_weight", date(2026, 3, 3), date(2026, 4, 2)),),
    )


def empty() -> Content:
    return content()


UNSURE = replace(weight(), quality=TimeQuality.ZONE_ASSUMED)
OLD = weight("80", datetime(2020, 1, 1, tzinfo=UTC))
