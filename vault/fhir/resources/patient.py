"""Patient: whom a file is about.

https://hl7.org/fhir/R4/patient.html
"""

from __future__ import annotations

from collections.abc import Iterator

from vault.fhir import people
from vault.fhir.codec import Around, Codec
from vault.fhir.datatypes import Resource, mappings, text
from vault.record import ins
from vault.record.batch import Item, Subject
from vault.record.person import Sex


def _read(resource: Resource, _around: Around) -> Iterator[Item]:
    name = people.best(resource.get("name"))
    sexes: dict[str, Sex] = {"female": "female", "male": "male", "other": "other"}
    subject = Subject(
        family=text(name.get("family")),
        given=people.given(name),
        born=text(resource.get("birthDate"))[:10],
        sex=sexes.get(text(resource.get("gender")), "unknown"),
        ins=_number(resource),
        name=people.shown(name),
    )
    if subject.shown or subject.born or subject.ins:
        yield subject


def _number(resource: Resource) -> str:
    return next(
        (
            ins.tidy(text(one.get("value")))
            for one in mappings(resource.get("identifier"))
            if ins.oid(text(one.get("system"))) in ins.OIDS
        ),
        "",
    )


CODEC = Codec("Patient", _read)
