"""FamilyMemberHistory.

https://hl7.org/fhir/R4/familymemberhistory.html
"""

from __future__ import annotations

from collections.abc import Iterator

from vault.fhir.codec import Around, Codec, Reading, plain
from vault.fhir.datatypes import Resource, mappings, when, words
from vault.record.batch import Item


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    def reading() -> Reading:
        conditions = [one.get("code") for one in mappings(resource.get("condition"))]
        relation = words(resource.get("relationship"))
        named = ", ".join(text for text in map(words, conditions) if text)
        title = " · ".join(text for text in (relation, named) if text)
        return Reading(
            "family_history", title, next(iter(conditions), None),
            when(resource.get("date"), around.zone), identity=(relation or None,),
        )  # fmt: skip

    yield from plain("family_history", resource, around, reading)


CODEC = Codec("FamilyMemberHistory", _read)
