"""Immunization.

https://hl7.org/fhir/R4/immunization.html
"""

from __future__ import annotations

from collections.abc import Iterator

from vault.fhir.codec import Around, Codec, Reading, named, plain
from vault.fhir.datatypes import Resource, span, text
from vault.record.batch import Item


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        concept = resource.get("vaccineCode")
        start, _ = span(resource, "occurrence", around.zone)
        identity = (start.text or start.ms, text(resource.get("lotNumber")) or None)
        return Reading(
            "immunization", named(concept), concept, start, status="completed", identity=identity
        )

    yield from plain("immunization", resource, around, reading)


CODEC = Codec("Immunization", _read)
