"""The last value of each measure of a person: as received where it is one value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.exports.format import Latest
from vault.exports.summary import is_shown
from vault.record.facts import Fact, Kept
from vault.record.measures import MEASURES, OTHER, Measure
from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.usecases.session import Session

_DAY: Final = 86_400_000
_EVER: Final = 1 << 60  # ms: later than any date
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def latest_values(session: Session, person: Person, facts: Sequence[Kept]) -> tuple[Latest, ...]:
    """Return the last value of each measure, in the order of the table of measures.

    `facts`: the newest first. A measure that is summed or slept gives its last day. What has no key
    here follows, each under its own name.
    """
    row = session.vault.people.row_id(person.uid)
    held = set(session.vault.samples.measures(row))
    rows = _newest(facts)
    found = (_one(session, row, person, one, rows) for one in MEASURES.values() if one.key in held)
    others = (received(kept.fact, None, person) for name, kept in rows.items() if name[0] == OTHER)
    return tuple(one for one in (*found, *others) if one is not None)


def last_value(session: Session, person: Person, measure: Measure) -> Latest | None:
    """Return the last value of one measure; no other fact is read for it."""
    row = session.vault.people.row_id(person.uid)
    series = session.vault.samples.latest(row, measure.key)
    at = int(series.times[-1]) if len(series) else 0
    facts = session.vault.facts.measured(row, measure.key, at, at + 1) if len(series) else ()
    return _one(session, row, person, measure, _newest(facts, is_seen))


def others(session: Session, person: Person) -> tuple[Latest, ...]:
    """Return the last value of each thing that has no key here, in order of its name."""
    row = session.vault.people.row_id(person.uid)
    facts = session.vault.facts.measured(row, OTHER, -_EVER, _EVER)
    rows = _newest(tuple(reversed(facts)), is_seen)
    found = (received(rows[name].fact, None, person) for name in sorted(rows))
    return tuple(one for one in found if one is not None)


def is_seen(kept: Kept) -> bool:
    """Tell whether a person sees a fact in the lists of their own record."""
    return kept.duplicate_of is None and kept.fact.status in ("active", "completed", "inactive")


def _newest(
    facts: Sequence[Kept], may_stand: Callable[[Kept], bool] = is_shown
) -> dict[tuple[str, str], Kept]:
    """Return the newest row of each measure; others are told apart by their names."""
    newest: dict[tuple[str, str], Kept] = {}
    for kept in facts:
        key = kept.fact.measure
        if key and may_stand(kept) and kept.fact.start_ms is not None:
            newest.setdefault((key, "" if key in MEASURES else kept.fact.title), kept)
    return newest


def _one(
    session: Session, row: int, person: Person, measure: Measure,
    rows: Mapping[tuple[str, str], Kept],
) -> Latest | None:  # fmt: skip
    if measure.day in ("sum", "night") and measure.keep == "chunk":
        return _last_day(session, row, person, measure)
    kept = rows.get((measure.key, ""))
    sample = _sample(session, row, person, measure)
    if kept is None or (sample and _ms(sample) > (kept.fact.start_ms or 0)):
        return sample
    return received(kept.fact, measure, person)


def _last_day(session: Session, row: int, person: Person, measure: Measure) -> Latest | None:
    series = session.vault.samples.latest(row, measure.key)
    if not len(series):
        return None
    last = int(series.times[-1]) // _DAY  # a night is of the day on which it ends
    days = session.vault.samples.totals(row, measure.key, last - 2, last + 2)
    found = [one for one in days if one.total is not None]
    if not found:
        return None
    newest = found[-1]
    at = (_EPOCH + timedelta(days=newest.day)).replace(tzinfo=ZoneInfo(person.zone))
    return Latest(
        measure.key, (_decimal(newest.total or 0.0),), measure.unit, at,
        _source(session, series.sources), "device", TimeQuality.DATE_ONLY,
        decimals=measure.decimals,
    )  # fmt: skip


def _sample(session: Session, row: int, person: Person, measure: Measure) -> Latest | None:
    if measure.keep != "chunk":
        return None
    series = session.vault.samples.latest(row, measure.key)
    if not len(series):
        return None
    at = (_EPOCH + timedelta(milliseconds=int(series.times[-1]))).astimezone(ZoneInfo(person.zone))
    return Latest(
        measure.key, (_decimal(float(series.values[-1])),), measure.unit, at,
        _source(session, series.sources), decimals=measure.decimals,
    )  # fmt: skip


def _source(session: Session, sources: Any) -> Any:
    return session.vault.sources.get(int(sources[-1]))


def received(fact: Fact, measure: Measure | None, person: Person) -> Latest | None:
    """Return what a fact says, as it was received; None where it has no figure."""
    figures, unit, comparator = _figures(fact, measure)
    if not figures:
        return None
    offset = fact.offset_min
    zone = ZoneInfo(person.zone) if offset is None else timezone(timedelta(minutes=offset))
    at = (_EPOCH + timedelta(milliseconds=fact.start_ms or 0)).astimezone(zone)
    return Latest(
        fact.measure or OTHER, figures, unit, at, fact.source, fact.said_by, fact.time_quality,
        comparator, name="" if measure else fact.title, range_text=_range(fact.resource),
    )  # fmt: skip


def _figures(fact: Fact, measure: Measure | None) -> tuple[tuple[Decimal | None, ...], str, str]:
    """Return figures, unit and sign as received; canonical ones where the resource has none."""
    if measure is not None and measure.panel:
        parts = [_part(fact.resource, one.loinc) for one in measure.components[:2]]
        units = {unit for value, unit in parts if value is not None}
        if len(units) == 1:
            return tuple(value for value, _unit in parts), units.pop(), ""
        return (fact.value, fact.value2), fact.unit or "", ""
    said = _quantity(fact.resource.get("valueQuantity"))
    value, unit = _value(said)
    if value is not None:
        comparator = said.get("comparator")
        return (value,), unit, comparator if isinstance(comparator, str) else ""
    return ((fact.value,), fact.unit or "", "") if fact.value is not None else ((), "", "")


def _part(resource: Mapping[str, Any], loinc: str) -> tuple[Decimal | None, str]:
    for component in _mappings(resource.get("component")):
        codings = _mappings(_quantity(component.get("code")).get("coding"))
        if any(one.get("code") == loinc for one in codings):
            return _value(_quantity(component.get("valueQuantity")))
    return None, ""


def _value(said: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    value = said.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None, ""
    unit = said.get("code") or said.get("unit") or ""
    return Decimal(value), unit if isinstance(unit, str) else ""


def _range(resource: Mapping[str, Any]) -> str:
    """Return the words of the range that the laboratory printed beside a value."""
    words = (one.get("text") for one in _mappings(resource.get("referenceRange")))
    return next((one for one in words if isinstance(one, str) and one), "")


def _quantity(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in value or () if isinstance(one, Mapping))


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))


def _ms(last: Latest) -> int:
    return int(last.at.timestamp() * 1000)
