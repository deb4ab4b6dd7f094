"""Every sample of a person one by one, with what became of it: for lists, not for charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vault.store import sorting
from vault.store.database import Database
from vault.store.streams import DAY, Chunk, Stream, Streams

_AROUND = 2  # days a span may reach back


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: times in ms UTC, the value as received and in the canonical unit.

    `status` is "active", or why it is not shown: "superseded", "implausible", "replaced", "person",
    "edited".
    """

    chunk: int
    ix: int
    measure: str
    code: str
    source: int
    batch: int
    start: int
    end: int | None
    offset: int | None
    quality: int
    method: int
    value: float
    canonical: float
    unit: str
    stage: bool
    status: str


def samples(
    database: Database, person: int, measure: str | None, start_ms: int, end_ms: int
) -> Iterator[Sample]:
    """Give the samples of a period (from start, before end), stream by stream, in order of time."""
    streams = Streams(database)
    for stream in streams.about(person, measure):
        chunks = streams.chunks(stream.row, start_ms // DAY - _AROUND, (end_ms - 1) // DAY)
        if chunks:
            yield from _stream(database, streams, stream, chunks, (start_ms, end_ms))


def sample_of(database: Database, chunk: int, ix: int) -> Sample | None:
    """Return one sample by the chunk it lies in and its place there; None when it is not there."""
    rows = database.run(
        "SELECT s.person, s.measure, c.day FROM chunk c JOIN stream s ON s.id = c.stream"
        " WHERE c.id = ?",
        chunk,
    )
    for person, measure, day in rows:
        for one in samples(database, person, measure, (day - _AROUND) * DAY, (day + 1) * DAY):
            if (one.chunk, one.ix) == (chunk, ix):
                return one
    return None


def per_day(database: Database, person: int, measure: str) -> list[tuple[int, int]]:
    """Count what a person has of a measure by UTC day (since 1970), the oldest day first."""
    return [
        (day, count)
        for day, count in database.run(
            "SELECT day, sum(n) FROM (SELECT c.day AS day, c.n AS n FROM stream s JOIN chunk c"
            " ON c.stream = s.id WHERE s.person = ?1 AND s.measure = ?2 UNION ALL"
            " SELECT start_ms / ?3, duplicate_of IS NULL AND status IN"
            " ('active', 'completed', 'inactive') FROM fact WHERE person = ?1 AND measure = ?2"
            " AND deleted IS NULL AND start_ms IS NOT NULL) GROUP BY day ORDER BY day",
            person, measure, DAY,
        )
    ]  # fmt: skip


def added_since(database: Database, person: int, at: int) -> int:
    """Count the measurements of a person that came after an instant (ms UTC): facts and samples."""
    ((facts,),) = database.run(
        "SELECT count(*) FROM fact WHERE person = ? AND measure IS NOT NULL AND created > ?"
        " AND deleted IS NULL AND duplicate_of IS NULL"
        " AND status IN ('active', 'completed', 'inactive')",
        person, at,
    )  # fmt: skip
    ((streamed,),) = database.run(
        "SELECT coalesce(sum(c.n), 0) FROM chunk c JOIN batch b ON b.id = c.batch"
        " WHERE b.person = ? AND b.started > ?",
        person, at,
    )  # fmt: skip
    return int(facts) + int(streamed)


def _stream(
    database: Database, streams: Streams, stream: Stream, chunks: list[Chunk],
    period: tuple[int, int],
) -> Iterator[Sample]:  # fmt: skip
    pile = streams.pile(chunks)
    shown = set(pile.place[sorting.newest(pile, by_value=stream.by_value)].tolist())
    begins = np.cumsum([0, *(len(chunk) for chunk in chunks)]).tolist()
    found = []
    for chunk, begin in zip(chunks, begins, strict=False):
        masks = _masks(database, chunk)
        canonical = stream.way.of_all(chunk.values).tolist()
        stops, values = chunk.stops.tolist(), chunk.values.tolist()
        for ix, start in enumerate(chunk.starts.tolist()):
            if start < period[1] and (start >= period[0] or stops[ix] > period[0]):
                status = masks.get(ix) or ("active" if begin + ix in shown else "superseded")
                found.append(
                    Sample(
                        chunk.row, ix, stream.measure, stream.code, stream.source, chunk.batch,
                        start, None if chunk.ends is None else stops[ix], chunk.offset_min,
                        chunk.quality, chunk.method, values[ix], canonical[ix], stream.unit,
                        stream.stages, status,
                    )
                )  # fmt: skip
    yield from sorted(found, key=lambda one: (one.start, one.chunk, one.ix))


def _masks(database: Database, chunk: Chunk) -> dict[int, str]:
    if chunk.n == len(chunk):
        return {}
    return dict(database.run("SELECT ix, why FROM chunk_mask WHERE chunk = ?", chunk.row))
