"""Where a measurement or a fact comes from: everything the record knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from vault.errors import NotFound
from vault.fhir import extensions as ext
from vault.record.facts import Kept
from vault.record.measures import MEASURES
from vault.record.moments import TimeQuality
from vault.record.person import Person
from vault.record.provenance import SaidBy, Source
from vault.store.batches import KeptBatch
from vault.store.facts import Version
from vault.store.listing import sample_of
from vault.usecases.entering import is_sample, note_of
from vault.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of one value or fact.

    `title` is the key of a measure, or a title; `value` and `unit` as received, the parts of a
    panel by name in `parts`; `code` is `system|code`; `at` carries its own offset (None: no date)
    or stands as text in `when_text`. `by_device` was computed by the device, `original` what was
    received before somebody edited it. `twin` is the source that says the same, `shared` the names
    of those who were sent it.
    """

    id: str
    title: str
    source: Source
    said_by: SaidBy
    batch: KeptBatch
    entered: datetime
    quality: TimeQuality
    status: str
    at: datetime | None = None
    when_text: str = ""
    value: Decimal | float | None = None
    unit: str = ""
    parts: Mapping[str, Decimal] | None = None
    code: str = ""
    note: str = ""
    original_time: str = ""
    original: tuple[Decimal, str] | None = None
    by_device: bool = False
    versions: tuple[Version, ...] = ()
    twin: Source | None = None
    document: str = ""
    shared: tuple[str, ...] = ()


def origin(session: Session, person: Person, uid: str) -> Origin:
    """Return where a fact comes from, or a sample of a recording ("chunk.ix").

    Raises:
        NotFound: nothing has this id.
    """
    if is_sample(uid):
        return _of_sample(session, person, uid)
    kept = session.vault.facts.get(uid)
    fact, resource = kept.fact, kept.fact.resource
    value, unit = _quantity(resource.get("valueQuantity"))
    offset = None if fact.offset_min is None else timezone(timedelta(minutes=fact.offset_min))
    twin = kept.duplicate_of and session.vault.facts.get(kept.duplicate_of).fact.source
    document = kept.document_of and session.vault.facts.get(kept.document_of).fact.title
    return Origin(
        uid, fact.measure or "" if fact.measure in MEASURES else fact.title, fact.source,
        fact.said_by,
        session.vault.batches.get(kept.batch), _at(kept.created, ZoneInfo(person.zone)),
        fact.time_quality, "duplicate" if kept.duplicate_of else fact.status,
        None if fact.start_ms is None else _at(fact.start_ms, offset or ZoneInfo(person.zone)),
        fact.when_text or "", value, unit, _parts(resource) or None, _code(kept), note_of(kept),
        _said(resource, ext.ORIGINAL_TIME), _original(resource),
        by_device=bool(ext.values(resource, ext.BY_DEVICE)),
        versions=session.vault.facts.history(uid), twin=twin or None, document=document or "",
        shared=session.vault.sendings.receivers(uid),
    )  # fmt: skip


def _of_sample(session: Session, person: Person, uid: str) -> Origin:
    chunk, ix = (int(part) for part in uid.split("."))
    one = sample_of(session.database, chunk, ix)
    if one is None:
        raise NotFound(what="sample")
    batch = next(each for each in session.vault.batches.all() if each.row == one.batch)
    zone = ZoneInfo(person.zone)
    offset = zone if one.offset is None else timezone(timedelta(minutes=one.offset))
    return Origin(
        uid, one.measure, session.vault.sources.get(one.source), "device", batch,
        _at(batch.started, zone), TimeQuality(one.quality), one.status, _at(one.start, offset),
        value=one.value, unit=one.unit, code=one.code,
    )  # fmt: skip


def _at(ms: int, zone: timezone | ZoneInfo) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(zone)


def _code(kept: Kept) -> str:
    system, code = kept.fact.system, kept.fact.code
    return f"{system}|{code}" if system and code else code or ""


def _parts(resource: Mapping[str, Any]) -> dict[str, Decimal]:
    found = {}
    for number, one in enumerate(resource.get("component") or ()):
        value, _unit = _quantity(one.get("valueQuantity"))
        if value is not None:
            found[str(number)] = value
    return found


def _quantity(said: Any) -> tuple[Decimal | None, str]:
    value = said.get("value") if isinstance(said, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None, ""
    return Decimal(value), str(said.get("code") or said.get("unit") or "")


def _original(resource: Mapping[str, Any]) -> tuple[Decimal, str] | None:
    for said in ext.values(resource, ext.ORIGINAL_VALUE):
        value, unit = _quantity(said)
        if value is not None:
            return value, unit
    return None


def _said(resource: Mapping[str, Any], url: str) -> str:
    return next((str(one) for one in ext.values(resource, url)), "")
