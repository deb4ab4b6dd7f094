"""What reading a FHIR Bundle into facts costs, beside parsing its JSON alone."""

from __future__ import annotations

import io
import json
from typing import Final

from benchmarks.case import Case
from vault.importers.formats.fhir_json import FORMAT
from vault.importers.source import Source

_ITEMS: Final = 10_000
_QUICK: Final = 2_000
_LOINC, _UCUM = "http://loinc.org", "http://unitsofmeasure.org"


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the runner calls it so
    """Return the one case: a Bundle of weights."""
    count = _QUICK if quick else _ITEMS
    entries = [{"fullUrl": f"urn:uuid:{n}", "resource": _weight(n)} for n in range(count)]
    body = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
    source = Source(lambda: io.BytesIO(body), ".json")

    def read() -> int:
        return sum(1 for _item in FORMAT.read(source, {"zone": "Europe/Paris"}))

    def baseline() -> object:
        return json.loads(body)

    return [Case("read_fhir_bundle", read, baseline, goal=22, goal_ms=count / 6, n=count)]


def _weight(number: int) -> dict[str, object]:
    day, hour = 1 + number % 28, number % 24
    return {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": "final",
        "code": {"coding": [{"system": _LOINC, "code": "29463-7", "display": "Body weight"}]},
        "subject": {"reference": "Patient/1"},
        "effectiveDateTime": f"20{10 + number % 16}-06-{day:02d}T{hour:02d}:42:00+02:00",
        "valueQuantity": {
            "value": 60 + number % 300 / 10, "unit": "kg", "system": _UCUM, "code": "kg",
        },
    }  # fmt: skip
