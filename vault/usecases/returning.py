"""Readings of a device whose batch is taken back wait again for a person: nothing of them is lost.

A device may have no memory, and a reading that was kept is never taken from it twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from vault.errors import NotFound
from vault.fhir import circumstances
from vault.fhir import extensions as ext
from vault.record.facts import Fact, Kept
from vault.record.inbox import Waiting, WaitingValue
from vault.record.instrument import Instrument
from vault.record.measures import MEASURES, OTHER
from vault.record.moments import Moment
from vault.store import bringing
from vault.usecases.measurements import absent, components
from vault.usecases.readings import Told
from vault.usecases.session import Session

_ALL: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading as it lies in a record, and as it would wait."""

    facts: tuple[str, ...]  # uids
    waiting: Waiting


def readings(session: Session, batch: str) -> tuple[Reading, ...]:
    """Return the readings that a batch of a device brought; of another kind of batch none."""
    if session.vault.batches.get(batch).batch.kind != "device":
        return ()
    known = {one.uid: one for one in session.vault.instruments.all()}
    groups: dict[bytes, list[Kept]] = defaultdict(list)
    for uid in reversed(bringing.facts(session.database, batch, "added", _ALL)):
        kept = session.vault.facts.get(uid)
        if (key := _key(kept.fact)) is not None:
            groups[key].append(kept)
    return tuple(_read(session, known, groups))


def wait_again(session: Session, found: Sequence[Reading]) -> int:
    """Let the readings wait that stand in no record any more; call it inside a transaction."""
    vault, count = session.vault, 0
    for one in found:
        if any(_stands(session, uid) for uid in one.facts):
            continue
        if vault.inbox.keyed(one.waiting.key) is None:
            vault.inbox.add(one.waiting)
            count += 1
        vault.reading_keys.put(one.waiting.key, one.waiting.instrument, "waiting", session.ms())
    return count


def _read(
    session: Session, known: Mapping[str, Instrument], groups: Mapping[bytes, Sequence[Kept]]
) -> Iterator[Reading]:
    for key, kept in groups.items():
        of = known.get(session.vault.reading_keys.instrument(key) or "")
        if of is not None:  # a device that was forgotten has no readings to give
            told = _told(session, key, of, [one.fact for one in kept])
            waiting = told.waiting(str(uuid4()), of.uid, None, "none")
            yield Reading(tuple(one.uid for one in kept), waiting)


def _told(session: Session, key: bytes, of: Instrument, facts: Sequence[Fact]) -> Told:
    first = facts[0]
    context = circumstances.context(first.resource)
    context.pop(circumstances.BEYOND, None)  # it is of a value, not of the reading
    bodies = [bytes.fromhex(one) for one in _extended(first, ext.RAW_FRAME)]
    frames = session.vault.frames.of(of.uid, bodies)
    moment = _moment(first)
    received = max((one.received for one in frames), default=int(moment.at.timestamp() * 1000))
    return Told(
        key, tuple(_value(one) for one in facts), datetime.fromtimestamp(received / 1000, UTC),
        moment, None, "device", None, live=False, slot=None, sequence=None, flags=frozenset(),
        context=context, frames=tuple(one.uid for one in frames), decoder=of.driver,
    )  # fmt: skip


def _moment(fact: Fact) -> Moment:
    at = datetime.fromtimestamp((fact.start_ms or 0) / 1000, UTC)
    if fact.offset_min is not None:
        at = at.astimezone(timezone(timedelta(minutes=fact.offset_min)))
    return Moment(at, fact.time_quality)


def _value(fact: Fact) -> WaitingValue:
    """Return what was measured, with its digits and unit as received."""
    measure = MEASURES.get(fact.measure or "")
    told = fact.resource.get("valueQuantity") or {}
    found = components(fact.resource, measure) if measure else {}
    beyond = circumstances.context(fact.resource).get(circumstances.BEYOND)
    return WaitingValue(
        fact.measure or OTHER,
        Decimal(told["value"]) if "value" in told else None,
        str(told.get("code") or told.get("unit") or (measure.unit if measure else "")),
        {name: part for name, part in found.items() if part is not None},
        absent(fact.resource),
        told.get("comparator") or beyond,
        by_device=any(_extended(fact, ext.BY_DEVICE)),
        title="" if measure else fact.title,
    )


def _extended(fact: Fact, url: str) -> list[Any]:
    """Return the values of an extension of ours (FHIR R4, Extension)."""
    return [
        next(value for name, value in one.items() if name.startswith("value"))
        for one in fact.resource.get("extension", ())
        if one.get("url") == url
    ]


def _key(fact: Fact) -> bytes | None:
    """Return the key of the reading that a fact is of; `receiving` writes it into `native`."""
    key, colon, _code = (fact.native or "").partition(":")
    try:
        return bytes.fromhex(key) if colon and key else None
    except ValueError:
        return None


def _stands(session: Session, uid: str) -> bool:
    try:
        return session.vault.facts.get(uid).deleted is None
    except NotFound:
        return False
