"""Reads samples and measured rows of a person back: one set of arrays for each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vault.record.batch import NO_OFFSET
from vault.record.series import Indexes, Times, Values
from vault.store import sorting
from vault.store.database import Database
from vault.store.streams import DAY, Chunk, Stream, Streams

SHOWN = "f.deleted IS NULL AND f.status IN ('active', 'completed', 'inactive')"


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What one source says of a measure: ms since 1970 UTC, canonical values, in order of time.

    `placed` counts a sample through `chunks`, None where all of them follow each other; without
    chunks it is the row of a fact, `low` is the second component then (NaN where there is none),
    and `minutes` its offset.
    """

    source: int
    device_class: str
    rank: int
    starts: Times
    ends: Times
    values: Values
    placed: Indexes | None
    chunks: tuple[Chunk, ...] = ()
    stages: bool = False
    low: Values | None = None
    minutes: Indexes | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def place(self) -> Indexes:
        """The same numbers, whole."""
        return np.arange(len(self)) if self.placed is None else self.placed

    @property
    def spans(self) -> bool:
        """Whether its samples have an end of their own."""
        return self.chunks[0].ends is not None if self.chunks else False

    @property
    def offsets(self) -> Indexes:
        """The offset of each from UTC in minutes, `NO_OFFSET` where it is unknown."""
        if self.minutes is not None:
            return self.minutes
        known = [NO_OFFSET if one.offset_min is None else one.offset_min for one in self.chunks]
        return np.asarray(known, np.int64)[self.where[0]]

    @property
    def where(self) -> tuple[Indexes, Indexes]:
        """Which of `chunks` each sample lies in, and its index there."""
        lengths = [len(chunk) for chunk in self.chunks]
        which = np.repeat(np.arange(len(lengths)), lengths)[self.place]
        return which, self.place - np.cumsum([0, *lengths])[which]


class Reader:
    """Reads what counts: the newest batch of each sample, rows that are shown."""

    def __init__(self, database: Database) -> None:
        self._database, self._streams = database, Streams(database)

    def parts(self, person: int, measure: str, first: int, last: int) -> list[Parts]:
        """Return all that starts on these UTC days (since 1970), both included."""
        kinds = self._kinds()
        found = [
            self._stream(
                stream, kinds[stream.source], self._streams.chunks(stream.row, first, last)
            )
            for stream in self._streams.about(person, measure)
        ]
        found += self._rows(person, measure, first, last, kinds)
        return [one for one in found if len(one)]

    def extents(self) -> Iterator[tuple[int, str, int, int]]:
        """Give person, measure, first and last UTC day of all that is kept."""
        yield from self._database.run(
            "SELECT person, measure, min(first), max(last) FROM ("
            " SELECT s.person, s.measure, min(c.day) AS first, max(c.day) AS last FROM stream s"
            " JOIN chunk c ON c.stream = s.id GROUP BY s.id"
            " UNION ALL SELECT person, measure, min(start_ms) / ?1, max(start_ms) / ?1 FROM fact"
            " WHERE measure IS NOT NULL AND deleted IS NULL AND start_ms IS NOT NULL"
            " GROUP BY person, measure) GROUP BY person, measure",
            DAY,
        )

    def _kinds(self) -> dict[int, tuple[str, int]]:
        rows = self._database.run("SELECT id, device_class, rank FROM source")
        return {row: (kind, rank) for row, kind, rank in rows}

    def _stream(self, stream: Stream, kind: tuple[str, int], chunks: Sequence[Chunk]) -> Parts:
        pile = self._streams.pile(chunks)
        if len({chunk.batch for chunk in chunks}) > 1:
            pile = pile.at(sorting.newest(pile, by_value=stream.by_value))
        elif len(pile) > 1 and bool((pile.starts[1:] < pile.starts[:-1]).any()):
            pile = pile.at(np.lexsort((pile.ends, pile.starts)))
        return Parts(
            stream.source, *kind, pile.starts, pile.ends, stream.way.of_all(pile.values),
            pile.placed, tuple(chunks), stream.stages,
        )  # fmt: skip

    def _rows(
        self, person: int, measure: str, first: int, last: int, kinds: dict[int, tuple[str, int]]
    ) -> list[Parts]:
        by_source: dict[int, list[tuple[float, ...]]] = defaultdict(list)
        for source, *row in self._database.run(
            "SELECT f.source, f.start_ms, coalesce(f.end_ms, f.start_ms), f.value,"
            f" coalesce(f.offset_min, {NO_OFFSET}), f.value2, f.id FROM fact f WHERE f.person = ?"
            f" AND f.measure = ? AND f.start_ms BETWEEN ? AND ? AND {SHOWN}"
            " AND f.value IS NOT NULL AND f.duplicate_of IS NULL ORDER BY f.start_ms, f.id",
            person, measure, first * DAY, (last + 1) * DAY - 1,
        ):  # fmt: skip
            by_source[source].append(tuple(row))
        return [_row_parts(source, kinds[source], rows) for source, rows in by_source.items()]


def _row_parts(source: int, kind: tuple[str, int], rows: list[tuple[float, ...]]) -> Parts:
    starts, ends, values, offsets, low, numbers = zip(*rows, strict=True)
    lows = np.asarray([np.nan if one is None else one for one in low], np.float64)
    whole = [np.asarray(column, np.int64) for column in (starts, ends, numbers, offsets)]
    return Parts(
        source, *kind, whole[0], whole[1], np.asarray(values, np.float64), whole[2], low=lows,
        minutes=whole[3],
    )  # fmt: skip
