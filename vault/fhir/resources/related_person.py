"""RelatedPerson: a contact, somebody trusted, a caregiver.

https://hl7.org/fhir/R4/relatedperson.html
"""

from __future__ import annotations

from collections.abc import Iterator

from vault.fhir import people
from vault.fhir.codec import Around, Codec, Reading, named, plain
from vault.fhir.datatypes import Resource, span
from vault.record.batch import Item


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        relation = resource.get("relationship")
        title = people.shown(people.best(resource.get("name"))) or named(relation)
        start, end = span(resource, "period", around.zone)
        return Reading(
            "contact", title, relation, start, end,
            status="inactive" if resource.get("active") is False else "active", identity=(title,),
        )  # fmt: skip

    yield from plain(None, resource, around, reading)


CODEC = Codec("RelatedPerson", _read)
