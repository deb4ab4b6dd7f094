"""Streams and their chunks as rows: who, what, where from, one UTC day of samples each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from vault.errors import UnitMismatch, VaultDamaged
from vault.record.batch import NO_OFFSET, Column
from vault.record.measures import MEASURES, OTHER, Measure
from vault.record.series import STAGE, Times, Values
from vault.record.units import SAME, Conversion, conversion
from vault.store.chunks import Day, decode_each
from vault.store.database import Database
from vault.store.sorting import Pile, together

DAY: Final = 86_400_000  # ms
SPANS, BY_VALUE = 1, 2  # flags of `stream.spans`: has ends; the value belongs to the identity
_COLUMNS: Final = (
    "c.id, c.stream, c.day, c.part, c.batch, c.offset_min, c.time_quality, c.method, c.n,"
    " c.digest, c.body"
)
_DAY_BATCH_PART: Final = itemgetter(2, 4, 3)
INSERT: Final = f"INSERT INTO chunk VALUES ({', '.join('?' * 16)})"


@dataclass(frozen=True, slots=True)
class Stream:
    """One measure of one person from one source, in one unit and under one code."""

    row: int
    measure: str
    source: int
    unit: str
    code: str
    spans: int

    @property
    def by_value(self) -> bool:
        """Whether two values at one time are two samples rather than a correction."""
        return bool(self.spans & BY_VALUE)

    @property
    def stages(self) -> bool:
        """Whether its values are codes of sleep stages."""
        return self.unit == STAGE

    @property
    def way(self) -> Conversion:
        """The way from the unit as received to the canonical one."""
        return way(self.measure, self.unit)


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """One chunk: its row, and its samples in ms since 1970 UTC, values as received."""

    row: int
    stream: int
    day: int
    part: int
    batch: int
    offset_min: int | None
    quality: int
    method: int
    n: int  # not masked
    starts: Times
    ends: Times | None
    values: Values

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def stops(self) -> Times:
        """Where each sample ends; a point where it starts."""
        return self.starts if self.ends is None else self.ends


def packed(flags: NDArray[np.bool_]) -> bytes | None:
    """Return flags as a bitmap, lowest bit first; None stands for all of them."""
    return None if flags.all() else np.packbits(flags, bitorder="little").tobytes()


def unpacked(bits: bytes | None, count: int) -> NDArray[np.bool_]:
    """Return the flags of a bitmap."""
    if bits is None:
        return np.ones(count, bool)
    plain = np.unpackbits(np.frombuffer(bits, np.uint8), count=count, bitorder="little")
    return plain.astype(bool)


def way(measure: str, unit: str) -> Conversion:
    """Return the conversion of a stream; stages, and what has no key, stay as they are."""
    known = MEASURES.get(measure)
    return SAME if known is None or unit == STAGE else conversion(unit, known)


def filed_under(column: Column) -> str:
    """Return the measure a column is kept under: `other` where its unit does not fit its key."""
    try:
        way(column.measure, column.unit)
    except UnitMismatch:
        return OTHER
    return column.measure if column.measure in MEASURES else OTHER


def measure_of(key: str, unit: str) -> Measure:
    """Return the measure of a key; one without bounds for what has none."""
    known = MEASURES.get(key)
    return known if known is not None else nameless(key, unit)


def nameless(key: str, unit: str) -> Measure:
    """Return a measure for what has no key of its own."""
    return Measure(key, "", unit, Decimal("-Infinity"), Decimal("Infinity"))


class Streams:
    """The streams of a vault and the chunks below them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: int, column: Column, source: int, *, by_value: bool) -> Stream:
        """Return the stream a column belongs to, made when it is new."""
        spans = (SPANS if column.ends is not None else 0) | (BY_VALUE if by_value else 0)
        measure = filed_under(column)
        code = column.code or (column.measure if measure == OTHER else "")
        named = (person, measure, source, column.unit, code, spans)
        rows = self._database.run(
            "SELECT id FROM stream WHERE person = ? AND measure = ? AND source = ? AND unit = ?"
            " AND code = ? AND spans = ?",
            *named,
        )
        if not rows:
            rows = self._database.run(
                "INSERT INTO stream (person, measure, source, unit, code, spans)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                *named,
            )
        return Stream(int(rows[0][0]), measure, source, column.unit, code, spans)

    def about(self, person: int, measure: str | None = None) -> list[Stream]:
        """Return the streams of a person, of one measure or of all."""
        rows = self._database.run(
            "SELECT id, measure, source, unit, code, spans FROM stream"
            " WHERE person = ?1 AND (?2 IS NULL OR measure = ?2) ORDER BY id",
            person, measure,
        )  # fmt: skip
        return [Stream(*row) for row in rows]

    def chunks(self, stream: int, first: int, last: int) -> list[Chunk]:
        """Return the chunks of a stream from day to day (since 1970), decoded, oldest first."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM chunk c WHERE c.stream = ? AND c.day BETWEEN ? AND ?"
            " ORDER BY c.day, c.part, c.batch",  # as its index: SQLite would sort bodies along
            stream, first, last,
        )  # fmt: skip
        rows.sort(key=_DAY_BATCH_PART)
        return read(rows)

    def one(self, row: int) -> Stream:
        """Return a stream by its row."""
        ((*columns,),) = self._database.run(
            "SELECT id, measure, source, unit, code, spans FROM stream WHERE id = ?", row
        )
        return Stream(*columns)

    def by_row(self, row: int) -> Chunk:
        """Return one chunk, decoded."""
        ((*columns,),) = self._database.run(f"SELECT {_COLUMNS} FROM chunk c WHERE c.id = ?", row)
        return read([tuple(columns)])[0]

    def of_batch(self, batch: int) -> list[Chunk]:
        """Return the chunks a batch brought."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM chunk c WHERE c.batch = ? ORDER BY c.stream, c.day", batch
        )
        return read(rows)

    def on_days(self, stream: int, days: Iterable[int]) -> list[Chunk]:
        """Return the chunks of a stream on certain days."""
        wanted = set(map(int, days))
        if not wanted:
            return []
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM chunk c WHERE c.stream = ?1 AND c.day BETWEEN ?2 AND ?3"
            " AND c.day IN (SELECT value FROM json_each(?4)) ORDER BY c.day, c.batch, c.part",
            stream, min(wanted), max(wanted), json.dumps(sorted(wanted)),
        )  # fmt: skip
        return read(rows)

    def pile(self, chunks: Sequence[Chunk], *, without: str | None = None) -> Pile:
        """Put samples of chunks together, without masked ones (any reason, or one).

        `place` counts the samples through all these chunks, masked ones too.
        """
        if not chunks:
            none = np.empty(0, np.int64)
            return Pile(none, none, np.empty(0), none)
        starts = together([chunk.starts for chunk in chunks])
        lengths, batches = map(len, chunks), {chunk.batch for chunk in chunks}
        whole = Pile(
            starts,
            starts
            if all(chunk.ends is None for chunk in chunks)
            else np.concatenate([chunk.stops for chunk in chunks]),
            together([chunk.values for chunk in chunks]),
            np.broadcast_to(np.int64(chunks[0].batch), len(starts))
            if len(batches) == 1
            else np.repeat([chunk.batch for chunk in chunks], [*lengths]),
        )
        if all(chunk.n == len(chunk) for chunk in chunks):
            return whole
        left_out = np.concatenate([self.masked(chunk, only=without) for chunk in chunks])
        return whole.at(~left_out)

    def recount(self, chunk: Chunk) -> int:
        """Bring the columns of a chunk in line with its masks; return how many more are shown."""
        shown = ~self.masked_now(chunk)
        n, low, high, total = figures(self.one(chunk.stream), chunk.values, shown)
        self._database.run(
            "UPDATE chunk SET n = ?, lo = ?, hi = ?, total = ? WHERE id = ?",
            n, low, high, total, chunk.row,
        )  # fmt: skip
        return n - chunk.n

    def see(self, batch: int, chunk: Chunk, seen: NDArray[np.int64]) -> None:
        """Note that a batch contained these samples of a chunk; more each time."""
        flags = np.zeros(len(chunk), bool)
        flags[seen] = True
        for (bits,) in self._database.run(
            "SELECT bits FROM chunk_seen WHERE batch = ? AND chunk = ?", batch, chunk.row
        ):
            flags |= unpacked(bits, len(chunk))
        self._database.run(
            "INSERT OR REPLACE INTO chunk_seen VALUES (?, ?, ?)", batch, chunk.row, packed(flags)
        )

    def masked(self, chunk: Chunk, *, only: str | None = None) -> NDArray[np.bool_]:
        """Mark the samples of a chunk that are left out, for one reason or for any."""
        if chunk.n == len(chunk):
            return np.zeros(len(chunk), bool)
        return self.masked_now(chunk, only=only)

    def masked_now(self, chunk: Chunk, *, only: str | None = None) -> NDArray[np.bool_]:
        """Mark the same, whatever the columns of the chunk say."""
        flags = np.zeros(len(chunk), bool)
        rows = self._database.run(
            "SELECT ix FROM chunk_mask WHERE chunk = ?1 AND (?2 IS NULL OR why = ?2)",
            chunk.row, only,
        )  # fmt: skip
        flags[[ix for (ix,) in rows]] = True
        return flags


def read(rows: Sequence[tuple[Any, ...]]) -> list[Chunk]:
    """Decode rows of `chunk`; their samples lie side by side, which makes a pile of them cheap.

    Raises:
        VaultDamaged: a body is not what its digest says.
    """
    days = decode_each([row[-1] for row in rows])
    return [_chunk(row, day) for row, day in zip(rows, days, strict=True)]


def _chunk(row: tuple[Any, ...], samples: Day) -> Chunk:
    number, stream, day, part, batch, offset, quality, method, n, digest, _body = row
    if samples.digest() != digest:
        raise VaultDamaged("chunk")
    midnight = day * DAY
    ends = None if samples.ends is None else samples.ends + midnight
    starts = np.add(samples.starts, midnight, out=samples.starts)
    return Chunk(
        number, stream, day, part, batch, offset, quality, method, n, starts, ends, samples.values
    )  # fmt: skip


def figures(
    stream: Stream, values: Values, shown: NDArray[np.bool_]
) -> tuple[int, float, float, float]:
    """Return how many samples are shown, lowest, highest and sum in the canonical unit."""
    right = stream.way.of_all(values if shown.all() else values[shown])
    if not len(right):
        return 0, 0.0, 0.0, 0.0
    return len(right), float(right.min()), float(right.max()), float(right.sum())


def offset_of(minutes: int) -> int | None:
    """Return an offset as its column holds it."""
    return None if minutes == NO_OFFSET else minutes
