"""A form of measurements: looked at before it is kept, kept whole, edited, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from vault.fhir import circumstances
from vault.fhir import extensions as ext
from vault.fhir.measured import fact as fact_of
from vault.record.changes import Changes
from vault.record.facts import Kept
from vault.record.measures import MEASURES, Measure
from vault.record.person import Person
from vault.usecases import editing, recording, writing_facts
from vault.usecases.recording import Typed
from vault.usecases.session import Session

# what a person does not type: it is computed, or a recording of a device
_NEVER_TYPED: Final = (
    "bmi", "ecg", "sleep", "hrv_sdnn", "hrv_rmssd", "pulse_wave_velocity", "perfusion_index",
    "skin_temperature_delta", "glucose_management_index", "glucose_time_in_range",
)  # fmt: skip
_TYPED_EXTENSIONS: Final = (ext.CONTEXT, ext.METHOD, ext.TIME_QUALITY, ext.MOMENT)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What keeping a value would ask the person to look at again.

    `difference` from the value before, in the canonical unit, and `since` when that was (ms UTC);
    None where it is unusual by itself.
    """

    unusual: bool
    difference: Decimal | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Entered(Changes):
    """What was touched, and the ids of the facts that were kept."""

    uids: tuple[str, ...] = ()


def typable() -> tuple[Measure, ...]:
    """Return the measures that a person may type."""
    return tuple(one for one in MEASURES.values() if one.key not in _NEVER_TYPED)


def usual(session: Session, person: Person) -> tuple[str, ...]:
    """Return the keys of measures that were typed before, the last one first."""
    row = session.vault.people.row_id(person.uid)
    return session.vault.facts.typed_measures(row)


def foresee(session: Session, person: Person, typed: Sequence[Typed]) -> Foreseen:
    """Say what is unusual about the values of a form; nothing is kept.

    Raises:
        ImplausibleValue, AlreadyThere, UnknownUnit, WrongUse: as `recording.add`.
    """
    row = session.vault.people.row_id(person.uid)
    for one in typed:
        fact = recording.made(session, person, one)
        if not recording.unusual(session, person, one.measure, fact):
            continue
        before = recording.value_before(session, row, one.measure, fact)
        if one.measure.drift is None or before is None or fact.value is None:
            return Foreseen(unusual=True)
        return Foreseen(unusual=True, difference=fact.value - before[1], since=before[0])
    return Foreseen(unusual=False)


def enter(session: Session, person: Person, typed: Sequence[Typed]) -> Entered:
    """Keep the values of a form: one act.

    Raises:
        ImplausibleValue, AlreadyThere, UnknownUnit, WrongUse: as `recording.add`.
    """
    facts = [recording.made(session, person, one) for one in typed]
    uids = recording.keep(session, person, facts)
    return Entered(frozenset((person.uid, one.measure.key) for one in typed), uids)


def take_back(session: Session, uids: Sequence[str]) -> Changes:
    """Put facts into the trash, for 30 days.

    Raises:
        NotFound: one of them is not there, or lies there already.
    """
    gone = [editing.delete(session, uid) for uid in uids]
    return Changes(frozenset(pair for one in gone for pair in _of(one)))


def put_back(session: Session, uids: Sequence[str]) -> Changes:
    """Take facts out of the trash.

    Raises:
        NotFound: one of them is not in the trash.
        AlreadyThere: the same thing was added again since.
    """
    back = [editing.restore(session, uid) for uid in uids]
    return Changes(frozenset(pair for one in back for pair in _of(one)))


def edit(session: Session, person: Person, uid: str, typed: Typed) -> Entered:
    """Put a typed value in the place of what a fact says; its history keeps what it said.

    Raises:
        NotFound: no fact has this id, or it lies in the trash.
        ImplausibleValue, UnknownUnit, WrongUse: as `recording.add`.
    """
    before = session.vault.facts.get(uid)
    fact = fact_of(recording.measured(session, person, typed))
    recording.check(typed.measure, fact)
    resource = dict(fact.resource)
    resource["extension"] = [
        *(one for one in before.fact.resource.get("extension") or () if _stays(one)),
        *resource.get("extension", ()),
    ]
    kept = writing_facts.edit(session, uid, _whole(before, resource))
    return Entered(frozenset({*_of(before), *_of(kept)}), (uid,))


def undo_edit(session: Session, uid: str) -> Changes:
    """Make a fact say again what it said before the last change.

    Raises:
        NotFound: no fact has this id, or it has no older version.
    """
    kept = session.vault.facts.get(uid)
    back = editing.restore(session, uid, kept.version - 1)
    return Changes(frozenset({*_of(kept), *_of(back)}))


def note_of(kept: Kept) -> str:
    """Return the words that stand beside a measurement."""
    notes = kept.fact.resource.get("note") or ()
    return " ".join(str(one["text"]) for one in notes if isinstance(one, Mapping) and "text" in one)


def context_of(kept: Kept) -> dict[str, str]:
    """Return the circumstances of a measurement, by name."""
    return circumstances.context(kept.fact.resource)


def _whole(before: Kept, resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the new resource with what the form does not ask: codes, performer, device."""
    kept = {
        name: value
        for name, value in before.fact.resource.items()
        if name in ("code", "category", "performer", "device", "status", "referenceRange")
    }
    return {**resource, **kept}


def _stays(extension: Any) -> bool:
    return isinstance(extension, Mapping) and extension.get("url") not in _TYPED_EXTENSIONS


def _of(kept: Kept) -> set[tuple[str, str]]:
    return {(kept.person, kept.fact.measure or kept.fact.type)}
