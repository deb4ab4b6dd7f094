"""Streams of samples: kept in day chunks, read back as arrays, each value once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from vault.errors import NotFound
from vault.record.batch import Column
from vault.record.series import Indexes, Series, Values
from vault.store.database import Database
from vault.store.reading import Parts, Reader
from vault.store.replacing import hide
from vault.store.resolving import joined
from vault.store.sifting import SamplesKept, Sifter
from vault.store.sources import Sources
from vault.store.streams import DAY, Streams, filed_under, measure_of
from vault.store.totals import DayTotal, Totals, ranked

Identity = Literal["native", "span", "span+value"]
Why = Literal["person", "implausible", "replaced", "edited", "duplicate_in_file"]
_LONGEST: Final = 2  # days: a span that is longer is found from its start only
_GAP: Final = 14  # days without data that break a coverage


@dataclass(frozen=True, slots=True, eq=False)
class DayBrief:
    """What the columns of chunks say of each UTC day (since 1970); canonical values."""

    days: Indexes
    counts: Indexes
    low: Values
    high: Values
    total: Values


class Samples:
    """The samples of every person; a person is named by their row."""

    def __init__(self, database: Database, sources: Sources, totals: Totals) -> None:
        self._database, self._sources, self._totals = database, sources, totals
        self._streams, self._reader = Streams(database), Reader(database)

    def keep(
        self, batch: int, person: int, column: Column, identity: Identity, now_ms: int,
        look: Callable[[], None] = lambda: None,
    ) -> SamplesKept:  # fmt: skip
        """Keep a column: all that the batch brings of one stream; `look` may stop it at any chunk.

        What stands already is only noted as seen; another value at the same time is a correction,
        unless the identity says that values tell samples apart.
        """
        source = self._sources.id_of(column.source)
        stream = self._streams.of(person, column, source, by_value=identity == "span+value")
        kept = Sifter(self._database, self._streams, stream, batch, look).keep(column, now_ms)
        self._totals.touch(person, stream.measure, kept.days)
        return kept

    def between(
        self, person: int, measure: str, start_ms: int, end_ms: int, *, resolve: bool = True,
        sources: Iterable[int] | None = None,
    ) -> Series:  # fmt: skip
        """Return what lies in a period (from start, before end), rows of facts merged in."""
        wanted = None if sources is None else set(sources)
        parts = [
            one
            for one in self.parts(person, measure, start_ms, end_ms)
            if wanted is None or one.source in wanted
        ]
        series = joined(measure_of(measure, ""), ranked(parts), resolve=resolve)
        if series.ends is None or series.ends is series.times:  # points, in order of time
            first, last = np.searchsorted(series.times, (start_ms, end_ms)).tolist()
            return series if (first, last) == (0, len(series)) else series.at(slice(first, last))
        inside = (series.times < end_ms) & ((series.times >= start_ms) | (series.ends > start_ms))
        return series if inside.all() else series.at(inside)

    def streamed(self, person: int, measure: str, start_ms: int, end_ms: int) -> Series:
        """Return what lies in streams in a period (from start, before end), without any fact."""
        parts = [one for one in self.parts(person, measure, start_ms, end_ms) if one.chunks]
        series = joined(measure_of(measure, ""), ranked(parts), resolve=True)
        return series.at((series.times >= start_ms) & (series.times < end_ms))

    def parts(self, person: int, measure: str, start_ms: int, end_ms: int) -> list[Parts]:
        """Return the same source by source, from whole UTC days around the period."""
        first, last = start_ms // DAY - _LONGEST, (end_ms - 1) // DAY
        return self._reader.parts(person, measure, first, last)

    def brief(self, person: int, measure: str, first_day: int, last_day: int) -> DayBrief:
        """Return counts, extremes and sums of UTC days, from columns only."""
        rows = self._database.run(
            "SELECT c.day, sum(c.n), min(c.lo), max(c.hi), sum(c.total) FROM stream s"
            " JOIN chunk c ON c.stream = s.id WHERE s.person = ? AND s.measure = ?"
            " AND c.day BETWEEN ? AND ? AND c.n > 0 GROUP BY c.day ORDER BY c.day",
            person, measure, first_day, last_day,
        )  # fmt: skip
        columns = list(zip(*rows, strict=True)) or [()] * 5
        days, counts = (np.asarray(column, np.int64) for column in columns[:2])
        low, high, total = (np.asarray(column, np.float64) for column in columns[2:])
        return DayBrief(days, counts, low, high, total)

    def totals(
        self, person: int, measure: str, first_day: int, last_day: int
    ) -> tuple[DayTotal, ...]:
        """Return the totals of wall-clock days (since 1970), after the overlap rule."""
        return self._totals.of(person, measure, first_day, last_day)

    def latest(self, person: int, measure: str, count: int = 1) -> Series:
        """Return the last values, in order of time."""
        found, before = self.between(person, measure, 0, 0), None
        while len(found) < count:
            day = self._last_day(person, measure, before)
            if day is None:
                break
            found = self.between(person, measure, day * DAY, 1 << 62)
            before = day
        return found.at(np.arange(len(found))[-count:])

    def coverage(self, person: int, measure: str) -> list[tuple[int, int]]:
        """Return the spans of UTC days (since 1970) with data; gaps of more than 14 days part."""
        rows = self._database.run(
            "SELECT c.day FROM stream s JOIN chunk c ON c.stream = s.id"
            " WHERE s.person = ?1 AND s.measure = ?2 AND c.n > 0"
            " UNION SELECT start_ms / ?3 FROM fact WHERE person = ?1 AND measure = ?2"
            " AND deleted IS NULL AND start_ms IS NOT NULL ORDER BY 1",
            person, measure, DAY,
        )  # fmt: skip
        spans: list[tuple[int, int]] = []
        for (day,) in rows:
            if spans and day - spans[-1][1] <= _GAP:
                spans[-1] = spans[-1][0], day
            else:
                spans.append((day, day))
        return spans

    def measures(self, person: int) -> tuple[str, ...]:
        """Return the keys of everything that is measured of a person."""
        rows = self._database.run(
            "SELECT DISTINCT measure FROM stream WHERE person = ?1 UNION"
            " SELECT DISTINCT measure FROM fact WHERE person = ?1 AND measure IS NOT NULL"
            " AND deleted IS NULL ORDER BY 1",
            person,
        )
        return tuple(key for (key,) in rows)

    def mask(self, chunk: int, ix: int, why: Why, batch: int | None, at: int) -> None:
        """Leave one sample of a chunk out; the sample itself stays as it is.

        Raises:
            NotFound: the chunk has no such sample.
        """
        rows = self._database.run("SELECT 1 FROM chunk WHERE id = ?", chunk)
        if not rows or not 0 <= ix < len(self._streams.by_row(chunk)):
            raise NotFound(what="sample")
        self._database.run(
            "INSERT OR REPLACE INTO chunk_mask VALUES (?, ?, ?, ?, ?)", chunk, ix, why, batch, at
        )
        self._changed(chunk)

    def unmask(self, chunk: int, ix: int) -> None:
        """Show a sample again."""
        self._database.run("DELETE FROM chunk_mask WHERE chunk = ? AND ix = ?", chunk, ix)
        self._changed(chunk)

    def whose(self, chunk: int) -> tuple[str, str]:
        """Return of whom (uid) and of what measure a chunk is.

        Raises:
            NotFound: there is no such chunk.
        """
        rows = self._database.run(
            "SELECT p.uid, s.measure FROM chunk c JOIN stream s ON s.id = c.stream"
            " JOIN person p ON p.id = s.person WHERE c.id = ?",
            chunk,
        )
        if not rows:
            raise NotFound(what="sample")
        person, measure = rows[0]
        return person, measure

    def replace(self, batch: int, person: int, column: Column, at: int) -> int:
        """Leave out what this source says inside the period of a column and the column lacks.

        Call it after `keep` with the same column; undoing the batch shows it all again. Returns how
        many samples were left out.
        """
        source = self._sources.id_of(column.source)
        measure, hidden = filed_under(column), 0
        for stream in self._streams.about(person, measure) if len(column) else ():
            if stream.source == source:
                days, count = hide(self._database, stream, column, batch, at)
                self._totals.touch(person, measure, days)
                hidden += count
        return hidden

    def _changed(self, row: int) -> None:
        chunk = self._streams.by_row(row)
        self._streams.recount(chunk)
        ((person, measure),) = self._database.run(
            "SELECT person, measure FROM stream WHERE id = ?", chunk.stream
        )
        self._totals.touch(person, measure, (chunk.day,))

    def _last_day(self, person: int, measure: str, before: int | None) -> int | None:
        ((day,),) = self._database.run(
            "SELECT max(day) FROM (SELECT max(c.day) AS day FROM stream s JOIN chunk c"
            " ON c.stream = s.id WHERE s.person = ?1 AND s.measure = ?2 AND c.n > 0"
            " AND (?3 IS NULL OR c.day < ?3) UNION ALL SELECT max(start_ms) / ?4 FROM fact"
            " WHERE person = ?1 AND measure = ?2 AND deleted IS NULL"
            " AND (?3 IS NULL OR start_ms < ?3 * ?4))",
            person, measure, before, DAY,
        )  # fmt: skip
        return None if day is None else int(day)
