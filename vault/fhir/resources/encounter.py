"""Encounter: a stay or a visit.

https://hl7.org/fhir/R4/encounter.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, display, mappings, span
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {"planned": "planned", "finished": "completed"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        title = named(
            resource.get("reasonCode"), resource.get("type"), resource.get("serviceType"),
            {"coding": mappings(resource.get("class"))},
        )  # fmt: skip
        start, end = span(resource, "period", around.zone)
        place = display(resource.get("serviceProvider")) or None
        return Reading(
            "stay", title, resource.get("type"), start, end, state(resource, _STATES),
            identity=(start.text or start.ms, place),
        )  # fmt: skip

    yield from plain(None, resource, around, reading)


CODEC = Codec("Encounter", _read)
