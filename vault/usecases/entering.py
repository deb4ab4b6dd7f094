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
from vault.usecases.measurements import note
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


def take_back(session: Session, ids: Sequence[str]) -> Changes:
    """Put facts into the trash, for 30 days, and leave samples of recordings out.

    Raises:
        NotFound: one of them is not there, or lies there already.
    """
    facts, pieces = _parted(ids)
    touched = {pair for uid in facts for pair in _of(editing.delete(session, uid))}
    return Changes(frozenset(touched | _turned(session, pieces, shown=False)))


def put_back(session: Session, ids: Sequence[str]) -> Changes:
    """Take facts out of the trash, and show samples again.

    Raises:
        NotFound: one of them is not in the trash.
        AlreadyThere: the same thing was added again since.
    """
    facts, pieces = _parted(ids)
    touched = {pair for uid in facts for pair in _of(editing.restore(session, uid))}
    return Changes(frozenset(touched | _turned(session, pieces, shown=True)))


def is_sample(measurement: str) -> bool:
    """Tell whether an id is that of a sample of a recording, which can be left out, not edited."""
    return "." in measurement


def _parted(ids: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
    facts = [one for one in ids if not is_sample(one)]
    pieces = [one.split(".") for one in ids if is_sample(one)]
    return facts, [(int(chunk), int(ix)) for chunk, ix in pieces]


def _turned(
    session: Session, pieces: Sequence[tuple[int, int]], *, shown: bool
) -> set[tuple[str, str]]:
    if not pieces:
        return set()
    samples = session.vault.samples
    touched = {samples.whose(chunk) for chunk, _ix in pieces}
    for person, _measure in touched:
        kind = "restored" if shown else "deleted"
        with session.act(kind, person, {"samples": len(pieces)}):
            for chunk, ix in pieces:
                if shown:
                    samples.unmask(chunk, ix)
                else:
                    samples.mask(chunk, ix, "person", None, session.ms())
            session.vault.totals.settle()
    return touched


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
    return say_again(session, uid, session.vault.facts.get(uid).version - 1)


def say_again(session: Session, uid: str, version: int) -> Changes:
    """Make a fact say again what an older version said.

    Raises:
        NotFound: no fact has this id, or it has no such version.
    """
    kept = session.vault.facts.get(uid)
    back = editing.restore(session, uid, version)
    return Changes(frozenset({*_of(kept), *_of(back)}))


def note_of(kept: Kept) -> str:
    """Return the words that stand beside a measurement."""
    return note(kept.fact.resource)


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
