"""Coverage: what pays for care.

https://hl7.org/fhir/R4/coverage.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, display, mappings, span
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {"draft": "planned"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        payors = [display(one) for one in mappings(resource.get("payor"))]
        title = next((one for one in (*payors, named(resource.get("type"))) if one), "")
        start, end = span(resource, "period", around.zone)
        return Reading(
            "insurance", title, resource.get("type"), start, end, state(resource, _STATES)
        )

    yield from plain(None, resource, around, reading)


CODEC = Codec("Coverage", _read)
