"""Practitioner: somebody who gives care.

https://hl7.org/fhir/R4/practitioner.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vault.fhir import people
from vault.fhir.codec import Around, Codec, Reading, named, plain
from vault.fhir.datatypes import Resource, mappings, text
from vault.record.batch import Item

_RPPS: Final = "urn:oid:1.2.250.1.71.4.2.1"


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        skills = [one.get("code") for one in mappings(resource.get("qualification"))]
        title = people.shown(people.best(resource.get("name"))) or named(*skills)
        numbers = [
            text(one.get("value"))
            for one in mappings(resource.get("identifier"))
            if text(one.get("system")) == _RPPS
        ]
        return Reading(
            "practitioner", title, next(iter(skills), None),
            status="inactive" if resource.get("active") is False else "active",
            identity=(title, next(iter(numbers), None)),
        )  # fmt: skip

    yield from plain(None, resource, around, reading)


CODEC = Codec("Practitioner", _read)
