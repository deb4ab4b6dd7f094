"""Appointment.

https://hl7.org/fhir/R4/appointment.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, clinical, named, state
from vault.fhir.datatypes import Resource, display, mappings, text, when
from vault.record.batch import Item, Refused
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {
    "proposed": "planned", "pending": "planned", "booked": "planned", "waitlist": "planned",
    "fulfilled": "completed", "cancelled": "inactive", "noshow": "inactive",
}  # fmt: skip


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    if resource.get("status") == "entered-in-error":
        yield Refused(around.where, "not_a_fact")
        return
    actors = [display(one.get("actor")) for one in mappings(resource.get("participant"))]
    title = (
        text(resource.get("description"))
        or named(resource.get("reasonCode"), resource.get("serviceType"))
        or next((actor for actor in actors if actor), "")
    )
    start, end = when(resource.get("start"), around.zone), when(resource.get("end"), around.zone)
    made = Reading(
        "appointment", title, resource.get("serviceType"), start, end, state(resource, _STATES),
        identity=(start.ms,),
    )  # fmt: skip
    yield clinical(resource, around, made)


CODEC = Codec("Appointment", _read)
