"""What stands in files that were read, before anything is kept: kinds, periods, samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from vault.fhir.measured import fact as fact_of
from vault.record.batch import NO_OFFSET, Column
from vault.record.facts import Fact
from vault.usecases.import_reading import Prepared
from vault.usecases.import_report import kind_of

__all__ = ("Content", "Shown", "contents", "sources")
SHOWN: Final = 5  # items of a kind that can be looked at
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of a file, for the person to recognise it; `value` is None where a title says it."""

    at: datetime | None
    title: str
    value: float | None = None
    value2: float | None = None
    unit: str = ""
    source: str = ""


@dataclass(slots=True)
class Content:
    """All of one kind: how many, from when to when, some of them."""

    kind: str
    count: int = 0
    first: datetime | None = None
    last: datetime | None = None
    shown: list[Shown] = field(default_factory=list)

    def add(self, count: int, first: datetime | None, last: datetime | None) -> None:
        """Count items of a period."""
        self.count += count
        if first is not None:
            self.first = first if self.first is None else min(self.first, first)
        if last is not None:
            self.last = last if self.last is None else max(self.last, last)


def contents(ready: Prepared, look: Callable[[], None] = lambda: None) -> tuple[Content, ...]:
    """Return what was read by kind, the most numerous first; `look` may stop it.

    Needs no vault.
    """
    found: dict[str, Content] = {}
    for staged in ready.staged.values():
        for column in staged.columns():
            look()
            _column(found.setdefault(column.measure, Content(column.measure)), column, ready.zone)
    for fact in _facts(ready):
        look()
        _fact(found.setdefault(kind_of(fact), Content(kind_of(fact))), fact, ready.zone)
    return tuple(sorted(found.values(), key=lambda one: (-one.count, one.kind)))


def sources(ready: Prepared) -> tuple[str, ...]:
    """Return the names of what measured, as the files say them."""
    names: dict[str, None] = {}
    for staged in ready.staged.values():
        for source in staged.sources():
            names.setdefault(source.shown)
    return tuple(sorted(names))


def _facts(ready: Prepared) -> Iterator[Fact]:
    for staged in ready.staged.values():
        for one in staged.measured:
            yield fact_of(one)
        for each in staged.clinical:
            yield each.fact


def _at(ms: int, offset: int | None, zone: ZoneInfo) -> datetime:
    moment = _EPOCH + timedelta(milliseconds=ms)
    if offset is None or offset == NO_OFFSET:
        return moment.astimezone(zone)
    return (moment + timedelta(minutes=offset)).replace(tzinfo=UTC)


def _column(content: Content, column: Column, zone: ZoneInfo) -> None:
    first, last = int(column.starts.min()), int(column.starts.max())
    content.add(len(column), _at(first, None, zone), _at(last, None, zone))
    order = column.starts.argsort(kind="stable")
    for place in order[: SHOWN - len(content.shown)].tolist():
        at = _at(int(column.starts[place]), None, zone)
        value = None if column.measure == "sleep" else float(column.values[place])
        unit = "" if value is None else column.unit
        content.shown.append(Shown(at, column.name, value, None, unit, column.source.shown))


def _fact(content: Content, fact: Fact, zone: ZoneInfo) -> None:
    at = None if fact.start_ms is None else _at(fact.start_ms, fact.offset_min, zone)
    content.add(1, at, at)
    if len(content.shown) < SHOWN:
        value = None if fact.value is None else float(fact.value)
        value2 = None if fact.value2 is None else float(fact.value2)
        content.shown.append(
            Shown(at, fact.title, value, value2, fact.unit or "", fact.source.shown)
        )
