"""All of a person that a grant may name: facts, streams of samples, who they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from vault.fhir.identities import identity
from vault.fhir.streams import Day, Streamed, leaving
from vault.record.consent import Detail
from vault.record.disclosure import Chosen
from vault.record.facts import Kept
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.usecases.session import Session

_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a selection is made from; `by_day` are the measures that stand as a figure a day."""

    kept: tuple[Kept, ...]
    by_day: tuple[str, ...]
    measures: tuple[str, ...]  # everything that is measured of the person


def gathered(session: Session, person: Person, detail: Detail) -> Gathered:
    """Gather facts, the person, and the streams of the chosen measures within the period."""
    row = session.vault.people.row_id(person.uid)
    measures = session.vault.samples.measures(row)
    chosen = [key for key in detail.categories if key in measures and _streams(key)]
    streams = {key: _stream(session, person, key, detail) for key in chosen}
    kept = [*_described(session, row, detail), identity(person)]
    for one in streams.values():
        kept.extend(one.kept)
    by_day = tuple(key for key, one in streams.items() if one.by_day)
    return Gathered(tuple(kept), by_day, measures)


def opened(session: Session, chosen: Iterable[Chosen]) -> Iterator[Chosen]:
    """Give what was chosen, the documents with their bytes: those leave with it."""
    for one in chosen:
        if one.kept.fact.document is None:
            yield one
        else:
            document = session.vault.facts.document(one.kept.uid)
            fact = replace(one.kept.fact, document=document)
            yield replace(one, kept=replace(one.kept, fact=fact))


def _described(session: Session, row: int, detail: Detail) -> Iterator[Kept]:
    """Give the facts, those that are documents with what names them where any is asked for."""
    asked = any(scope.startswith("patient/DocumentReference.") for scope in detail.scopes)
    known = session.vault.facts.described(row) if asked else {}
    for kept in session.vault.facts.list(row):
        document = known.get(kept.uid)
        yield (
            kept if document is None else replace(kept, fact=replace(kept.fact, document=document))
        )


def _streams(key: str) -> bool:
    return key in MEASURES and MEASURES[key].keep == "chunk"


def _stream(session: Session, person: Person, key: str, detail: Detail) -> Streamed:
    assert detail.period is not None
    zone, period = ZoneInfo(detail.time_zone), detail.period
    start, end = _midnight(period.start, zone), _midnight(period.end + timedelta(days=1), zone)
    row = session.vault.people.row_id(person.uid)
    series = session.vault.samples.streamed(row, key, start, end)
    totals = _totals(session, row, key, detail) if len(series) else ()
    return leaving(person.uid, series, zone, tuple(totals))


def _totals(session: Session, row: int, key: str, detail: Detail) -> Iterator[Day]:
    assert detail.period is not None
    first, last = ((day - _EPOCH).days for day in (detail.period.start, detail.period.end))
    for one in session.vault.samples.totals(row, key, first, last):
        if one.total is not None:
            yield Day(one.day, Decimal(repr(one.total)), one.count)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)
