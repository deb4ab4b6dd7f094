"""The measurements of a record one by one: facts and samples, as they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.errors import UnknownMeasure
from vault.fhir import circumstances
from vault.record.codes import LOCAL_MEASURE, is_loinc
from vault.record.facts import Fact, Kept
from vault.record.measures import MEASURES, OTHER, Measure
from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.record.quantity import Quantity
from vault.store.listing import Sample, samples
from vault.trends.nights import Stage
from vault.usecases.session import Session

_ALWAYS: Final = 1 << 60  # ms: later than any date
_SHOWN: Final = ("active", "completed", "inactive")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measurement as it is listed: a fact, or a sample of a stream.

    `value` is in `unit`, the canonical one; `original` is what was received, where that differs.
    """

    id: str
    measure: str
    time: str
    value: Decimal | float | None
    unit: str
    source: str
    batch: str
    status: str
    quality: str
    end: str | None = None
    components: Mapping[str, Decimal | None] | None = None
    stage: str | None = None
    comparator: str | None = None
    absent: str | None = None
    context: Mapping[str, str] = field(default_factory=dict)
    original: tuple[Decimal | float, str] | None = None
    at: int = 0  # ms UTC, for sorting
    title: str = ""  # the sender's own name of what has no key here
    note: str = ""
    edited: bool = False  # another version than the first stands


def measurements(
    session: Session, person: Person, measure: str | None = None,
    period: tuple[int, int] = (-_ALWAYS, _ALWAYS), *, everything: bool = False,
) -> list[Measurement]:  # fmt: skip
    """Return what was measured in a period (from start, before end, ms UTC), in order of time.

    `everything` shows also what is implausible, superseded, or said by another source too.

    Raises:
        UnknownMeasure: no measure has this key.
    """
    if measure is not None and measure not in MEASURES and measure != OTHER:
        raise UnknownMeasure
    row = session.vault.people.row_id(person.uid)
    zone = ZoneInfo(person.zone)
    sources = {key: one.shown for key, one in session.vault.sources.all().items()}
    batches = {one.row: one.batch.uid for one in session.vault.batches.all()}
    found = [
        _of_fact(kept, zone)
        for kept in session.vault.facts.measured(row, measure, *period)
        if everything or _is_shown(kept)
    ]
    found += [
        _of_sample(one, zone, sources[one.source], batches[one.batch])
        for one in samples(session.database, row, measure, *period)
        if everything or one.status == "active"
    ]
    return sorted(found, key=lambda one: one.at)


def _is_shown(kept: Kept) -> bool:
    return kept.fact.status in _SHOWN and kept.duplicate_of is None


def _of_fact(kept: Kept, zone: ZoneInfo) -> Measurement:
    fact, resource = kept.fact, kept.fact.resource
    context = circumstances.context(resource)
    beyond = context.pop(circumstances.BEYOND, None)
    measure = MEASURES.get(fact.measure or "")
    quantity = resource.get("valueQuantity")
    panel = measure is not None and measure.panel
    exact = _exact(quantity, fact)
    parts = components(resource, measure) if measure is not None else {}
    if panel and measure is not None:
        named = {part.name: parts.get(part.name) for part in measure.components}
        first, second, *_rest = (part.name for part in measure.components)
        parts = named | {first: fact.value, second: fact.value2}
    value = None if panel else exact
    return Measurement(
        id=kept.uid, measure=fact.measure or OTHER, time=when(fact, zone) or "", value=value,
        unit=fact.unit or (measure.unit if measure else ""), source=fact.source.shown,
        batch=kept.batch, status="duplicate" if kept.duplicate_of else fact.status,
        quality=fact.time_quality.name.lower(),
        end=None if fact.end_ms is None else stamp(fact.end_ms, fact.offset_min, zone),
        components=parts or None, comparator=_text(quantity, "comparator") or beyond,
        absent=absent(resource), context=context,
        original=_original(quantity, value, fact.unit), at=fact.start_ms or 0,
        title="" if measure else fact.title, note=note(resource), edited=kept.version > 1,
    )  # fmt: skip


def _of_sample(one: Sample, zone: ZoneInfo, source: str, batch: str) -> Measurement:
    measure = MEASURES.get(one.measure)
    unit = measure.unit if measure else one.unit
    value: float | None = one.canonical
    stage = None
    if one.stage:
        known = one.value in [float(each) for each in Stage]
        stage = Stage(int(one.value)).name.lower() if known else None
        value = ((one.end or one.start) - one.start) / 60_000
    differs = not one.stage and unit != one.unit
    return Measurement(
        id=f"{one.chunk}.{one.ix}", measure=one.measure, time=stamp(one.start, one.offset, zone),
        value=value, unit=unit, source=source, batch=batch, status=one.status,
        quality=TimeQuality(one.quality).name.lower(),
        end=None if one.end is None else stamp(one.end, one.offset, zone), stage=stage,
        original=(one.value, one.unit) if differs else None, at=one.start,
    )  # fmt: skip


def note(resource: Mapping[str, Any]) -> str:
    """Return the words that stand beside a measurement."""
    notes = resource.get("note")
    found = (_text(one, "text") for one in notes) if isinstance(notes, list) else ()
    return " ".join(one for one in found if one)


def components(resource: Mapping[str, Any], measure: Measure) -> dict[str, Decimal | None]:
    """Return the parts of a panel by name, in the canonical unit; those without a name are left."""
    found: dict[str, Decimal | None] = {}
    for part in resource.get("component") or ():
        name = _part_name(part, measure)
        quantity = part.get("valueQuantity")
        if name and _is_number(quantity):
            unit = _text(quantity, "code") or _text(quantity, "unit") or measure.unit
            found[name] = Quantity(Decimal(quantity["value"]), unit).canonical(measure)
    return found


def _part_name(part: Mapping[str, Any], measure: Measure) -> str | None:
    for coding in (part.get("code") or {}).get("coding") or ():
        system, code = coding.get("system"), str(coding.get("code"))
        for one in measure.components:
            if is_loinc(system) and one.loinc == code:
                return one.name
            if system == LOCAL_MEASURE and code == f"{measure.key}-{one.name}":
                return one.name
    return None


def _exact(quantity: Any, fact: Fact) -> Decimal | None:
    """Return the value with every digit it was received with, where that is the same number."""
    if fact.value is None or not _is_number(quantity):
        return fact.value
    received = Decimal(quantity["value"])
    return received if received == fact.value else fact.value


def _original(
    quantity: Any, value: Decimal | None, unit: str | None
) -> tuple[Decimal | float, str] | None:
    if not _is_number(quantity):
        return None
    received = _text(quantity, "unit") or _text(quantity, "code") or ""
    if value is not None and received == unit and Decimal(quantity["value"]) == value:
        return None
    return Decimal(quantity["value"]), received


def _is_number(quantity: Any) -> bool:
    return isinstance(quantity, Mapping) and isinstance(quantity.get("value"), Decimal | int)


def absent(resource: Mapping[str, Any]) -> str | None:
    """Return why a value is missing, by its code (FHIR R4, data-absent-reason)."""
    concept = resource.get("dataAbsentReason")
    codings = concept.get("coding") if isinstance(concept, Mapping) else None
    return _text(codings[0], "code") if codings else None


def _text(value: Any, name: str) -> str | None:
    said = value.get(name) if isinstance(value, Mapping) else None
    return said if isinstance(said, str) else None


def stamp(at: int, offset: int | None, zone: ZoneInfo) -> str:
    """Write an instant with its own offset, else with that of the person's zone."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    shown = moment.astimezone(zone)
    if offset is not None:
        shown = moment.astimezone(timezone(timedelta(minutes=offset)))
    return shown.isoformat(timespec="milliseconds" if at % 1000 else "seconds")


def when(fact: Fact, zone: ZoneInfo) -> str | None:
    """Return the date of a fact as it is kept: a partial one as it is."""
    if fact.when_text:
        return fact.when_text
    return None if fact.start_ms is None else stamp(fact.start_ms, fact.offset_min, zone)
