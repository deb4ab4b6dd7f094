"""A workout as a fact: one period of exercise with its duration, distance and energy.

It is an Observation of category activity (LOINC 73985-4, exercise activity), its figures are
components: https://hl7.org/fhir/R4/observation.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vault.record.codes import LOINC, UCUM
from vault.record.facts import Fact
from vault.record.identity import digest_of, native_key
from vault.record.moments import Moment
from vault.record.provenance import Source
from vault.record.quantity import Quantity

_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
_PARTS: Final = {
    "duration": "55411-3", "distance": "55430-3", "energy": "41981-2", "steps": "55423-8",
}  # fmt: skip


def workout(
    kind: str, when: Moment, end: Moment | None, parts: Mapping[str, Quantity], source: Source
) -> Fact:
    """Make the fact of one workout; `kind` is system|code of the sender, or a plain word."""
    system, bar, code = kind.partition("|")
    title = words(code if bar else kind)
    start_ms = int(when.at.timestamp() * 1000)
    end_ms = int(end.at.timestamp() * 1000) if end else None
    coding = [{"system": LOINC, "code": "73985-4"}]
    resource: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORY, "code": "activity"}]}],
        "code": {
            "coding": [*coding, {"system": system, "code": code}] if bar else coding, "text": title,
        },
        "effectivePeriod": {
            "start": when.at.isoformat(), **({"end": end.at.isoformat()} if end else {}),
        },
        "component": [_part(name, part) for name, part in parts.items()],
    }  # fmt: skip
    offset = when.at.utcoffset()
    return Fact(
        type="workout",
        title=title,
        resource={name: value for name, value in resource.items() if value},
        source=source,
        said_by="device",
        key=native_key("workout", source.key, kind, str(start_ms), str(end_ms)),
        digest=digest_of(resource),
        status="completed",
        system=system if bar else None,
        code=code if bar else None,
        start_ms=start_ms,
        end_ms=end_ms,
        offset_min=int(offset.total_seconds() // 60) if offset is not None else None,
        time_quality=when.quality,
    )


def words(code: str) -> str:
    """Return a code such as `HKWorkoutActivityTypeCrossTraining` as words."""
    plain = code.removeprefix("HKWorkoutActivityType")
    apart = "".join(f" {c.lower()}" if c.isupper() and at else c for at, c in enumerate(plain))
    return apart.replace("_", " ").strip() or code


def _part(name: str, quantity: Quantity) -> dict[str, Any]:
    return {
        "code": {"coding": [{"system": LOINC, "code": _PARTS[name]}], "text": name},
        "valueQuantity": {
            "value": quantity.value, "unit": quantity.unit, "system": UCUM, "code": quantity.unit,
        },
    }  # fmt: skip
