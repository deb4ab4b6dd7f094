"""Composition: the head of a document; an empty section says why it is.

https://hl7.org/fhir/R4/composition.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from vault.fhir.codec import Around, Codec, Reading, clinical, is_fact, named
from vault.fhir.datatypes import Resource, codes, mappings, text, when
from vault.record.batch import Item, NothingKnown, Refused

_SECTIONS: Final = {
    "48765-2": "allergy", "10160-0": "medication", "11450-4": "condition",
    "11369-6": "immunization", "47519-4": "procedure", "10157-6": "family_history",
}  # fmt: skip
_REASONS: Final[dict[str, Literal["none", "unknown", "not_asked"]]] = {
    "nilknown": "none", "notasked": "not_asked", "unavailable": "unknown",
    "withheld": "unknown",
}  # fmt: skip


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    for section in mappings(resource.get("section")):
        kinds = [_SECTIONS[c] for c in sorted(codes(section.get("code"))) if c in _SECTIONS]
        reasons = sorted(codes(section.get("emptyReason")) & set(_REASONS))
        if kinds and reasons:
            yield NothingKnown(kinds[0], _REASONS[reasons[0]], around.where)
    title = text(resource.get("title")) or named(resource.get("type"))
    start = when(resource.get("date"), around.zone)
    made = Reading("other", title, resource.get("type"), start, identity=(start.ms,))
    yield clinical(resource, around, made)


CODEC = Codec("Composition", _read)
