"""Procedure.

https://hl7.org/fhir/R4/procedure.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, display, span
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {
    "preparation": "planned", "completed": "completed", "stopped": "inactive",
    "on-hold": "inactive",
}  # fmt: skip


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        concept = resource.get("code")
        start, end = span(resource, "performed", around.zone)
        identity = (start.text or start.ms, display(resource.get("location")) or None)
        return Reading(
            "procedure", named(concept), concept, start, end, state(resource, _STATES),
            identity=identity,
        )  # fmt: skip

    yield from plain("procedure", resource, around, reading)


CODEC = Codec("Procedure", _read)
