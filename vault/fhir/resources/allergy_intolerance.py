"""AllergyIntolerance.

https://hl7.org/fhir/R4/allergyintolerance.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, mappings, span, when
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {"inactive": "inactive", "resolved": "inactive"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        reactions = mappings(resource.get("reaction"))
        substances = [one.get("substance") for one in reactions]
        concept = resource.get("code") or next((one for one in substances if one), None)
        start, end = span(resource, "onset", around.zone)
        if start.ms is None:
            start = when(resource.get("recordedDate"), around.zone)
        status = state(resource, _STATES, "clinicalStatus")
        return Reading("allergy", named(concept), concept, start, end, status)

    yield from plain("allergy", resource, around, reading)


CODEC = Codec("AllergyIntolerance", _read)
