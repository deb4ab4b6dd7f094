"""Condition.

https://hl7.org/fhir/R4/condition.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, span, when
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {
    "inactive": "inactive", "remission": "inactive", "resolved": "completed",
}  # fmt: skip


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        start, end = span(resource, "onset", around.zone)
        if start.ms is None:
            start = when(resource.get("recordedDate"), around.zone)
        abated, _ = span(resource, "abatement", around.zone)
        concept, status = resource.get("code"), state(resource, _STATES, "clinicalStatus")
        last = abated if abated.ms is not None else end
        return Reading("condition", named(concept), concept, start, last, status)

    yield from plain("condition", resource, around, reading)


CODEC = Codec("Condition", _read)
