"""Device: an implant, an aid, or the instrument a value was measured with.

https://hl7.org/fhir/R4/device.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir.codec import Around, Codec, Reading, named, plain, state
from vault.fhir.datatypes import Resource, mappings, text, when
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {"inactive": "inactive"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        names = [text(one.get("name")) for one in mappings(resource.get("deviceName"))]
        model = text(resource.get("modelNumber"))
        concept = resource.get("type")
        title = next((one for one in (*names, named(concept), model) if one), "")
        made = when(resource.get("manufactureDate"), around.zone)
        return Reading(
            "device", title, concept, made, status=state(resource, _STATES),
            identity=(text(resource.get("serialNumber")) or None,),
        )  # fmt: skip

    yield from plain(None, resource, around, reading)


CODEC = Codec("Device", _read)
