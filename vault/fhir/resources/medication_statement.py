"""MedicationStatement: a medicine that is, was or will be taken.

https://hl7.org/fhir/R4/medicationstatement.html
"""

from __future__ import annotations

from collections.abc import Iterator

from vault.fhir import medicines
from vault.fhir.codec import Around, Codec
from vault.fhir.datatypes import Resource
from vault.record.batch import Item


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    yield from medicines.read(resource, around, "dosage")


CODEC = Codec("MedicationStatement", _read)
