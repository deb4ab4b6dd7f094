"""Where several devices counted the same thing: what each said of a day, and what was taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from vault.record.measures import MEASURES
from vault.store import listing
from vault.usecases.import_items import KeptReport
from vault.usecases.session import Session

__all__ = ("Overlap", "overlaps")
_EPOCH: Final = date(1970, 1, 1)
_LEAST: Final = 0.5  # in common, in the unit of the measure


@dataclass(frozen=True, slots=True)
class Overlap:
    """One day of a measure; `parts` are what each source said, `total` what the day counts."""

    measure: str
    day: date
    total: float
    parts: tuple[tuple[str, float], ...]

    @property
    def common(self) -> float:
        """What several of them said at once: it counts once."""
        return sum(value for _name, value in self.parts) - self.total


def overlaps(session: Session, kept: KeptReport) -> tuple[Overlap, ...]:
    """Return, for each measure of an import that is summed, the last day that shows the rule."""
    return tuple(_found(session, kept))


def _found(session: Session, kept: KeptReport) -> Iterator[Overlap]:
    for name, told in sorted(dict(kept.told.get("by_kind", {})).items()):
        measure = MEASURES.get(name)
        if measure is None or measure.day != "sum" or "first" not in told:
            continue
        row = session.vault.people.row_id(kept.person.uid)
        first, last = (date.fromisoformat(str(told[end])[:10]) for end in ("first", "last"))
        days = session.vault.samples.totals(row, name, (first - _EPOCH).days, (last - _EPOCH).days)
        for one in reversed([day for day in days if len(day.sources) > 1 and day.total]):
            found = _day(session, kept, row, name, _EPOCH + timedelta(days=one.day), one.total or 0)
            if found.common > _LEAST:
                yield found
                break


def _day(
    session: Session, kept: KeptReport, row: int, name: str, day: date, total: float
) -> Overlap:  # fmt: skip
    zone = kept.at.tzinfo or UTC
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    start = int(begin.timestamp() * 1000)
    end = int((begin + timedelta(days=1)).timestamp() * 1000)
    names = {key: one.shown for key, one in session.vault.sources.all().items()}
    parts: dict[str, float] = defaultdict(float)
    for one in listing.samples(session.database, row, name, start, end):
        if one.status == "active":
            parts[names[one.source]] += one.canonical
    ordered = sorted(parts.items(), key=lambda part: -part[1])
    return Overlap(name, day, total, tuple(ordered))
