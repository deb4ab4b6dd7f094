"""What the resources about a medicine share: its name, wherever it stands, and its status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from vault.fhir.codec import Around, Reading, named, plain, state
from vault.fhir.datatypes import Resource, display, mappings, text, when, words
from vault.fhir.datatypes import span as spanned
from vault.record.batch import Item
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {
    "completed": "completed", "stopped": "inactive", "ended": "inactive", "on-hold": "inactive",
    "not-taken": "inactive", "intended": "planned", "draft": "planned",
}  # fmt: skip


def read(resource: Resource, around: Around, dosage: str) -> Iterator[Item]:
    """Yield the fact of a statement or a request; `dosage` is its element of instructions."""

    def reading() -> Reading:
        concept = medicine(resource, around)
        start, end = spanned(resource, "effective", around.zone)
        for name in ("authoredOn", "dateAsserted"):
            start = start if start.ms is not None else when(resource.get(name), around.zone)
        title = named(concept) or display(resource.get("medicationReference"))
        taken = "; ".join(text(one.get("text")) for one in mappings(resource.get(dosage)))
        return Reading(
            "medication", title, concept, start, end, state(resource, _STATES),
            identity=(start.text or start.ms, taken or None),
        )  # fmt: skip

    yield from plain("medication", resource, around, reading)


def medicine(resource: Resource, around: Around) -> Any:
    """Return the concept of a medicine: stated, contained, or of a neighbour in the file."""
    stated = resource.get("medicationCodeableConcept")
    if stated:
        return stated
    reference = resource.get("medicationReference")
    target = text(reference.get("reference")) if isinstance(reference, dict) else ""
    inside = {f"#{text(one.get('id'))}": one for one in mappings(resource.get("contained"))}
    found = inside.get(target) or around.find(target)
    if found is None:
        return None
    return found.get("code") if words(found.get("code")) else _made_of(found)


def _made_of(medication: Resource) -> Any:
    """Return what a medicine without a code of its own is made of."""
    parts = mappings(medication.get("ingredient"))
    concepts = [one.get("itemCodeableConcept") for one in parts]
    return next((one for one in concepts if words(one)), None)
