"""Keeps a column: what is new gets chunks of its own, what stands is only noted as seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from vault.record.batch import Column
from vault.record.measures import Measure
from vault.record.series import Indexes
from vault.store import sorting
from vault.store.chunks import Day, as_day, encode
from vault.store.database import Database
from vault.store.parting import Many, Part, ordered, parts
from vault.store.sorting import Flags, Pile
from vault.store.streams import (
    DAY,
    INSERT,
    Chunk,
    Stream,
    Streams,
    figures,
    measure_of,
    offset_of,
)

OLDEST: Final = 631_152_000_000  # 1990: a sensor that says less has a wrong clock
_STAGES: Final = (1.0, 8.0)  # codes of sleep
_SEEN: Final = "INSERT OR REPLACE INTO chunk_seen VALUES (?, ?, ?)"
_MASK: Final = "INSERT INTO chunk_mask VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class SamplesKept:
    """What became of a column; the counts add up to its length.

    `low`, `high` and `total` are of the added ones in the canonical unit `unit`, `first` and `last`
    their starts in ms UTC; `days` are the UTC days (since 1970) that were touched.
    """

    measure: str
    unit: str
    added: int = 0
    present: int = 0
    corrected: int = 0
    implausible: int = 0
    duplicates: int = 0
    refused: int = 0  # no number, or a zero that says that nothing was measured
    first: int | None = None
    last: int | None = None
    low: float | None = None
    high: float | None = None
    total: float = 0.0
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """A chunk that stands, without its samples."""

    row: int
    part: int
    batch: int
    digest: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """What may become a chunk."""

    part: Part
    day: Day
    digest: bytes


class Sifter:
    """Keeps one column of one batch in its stream."""

    def __init__(
        self, database: Database, streams: Streams, stream: Stream, batch: int,
        look: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._database, self._streams = database, streams
        self._stream, self._batch, self._look = stream, batch, look

    def keep(self, column: Column, now_ms: int) -> SamplesKept:
        """Keep the column; return what became of its samples."""
        measure = measure_of(self._stream.measure, column.unit)
        whole = ordered(column)
        if measure.zero_is_none and not whole.values.all():
            whole = whole.at(whole.values != 0)
        again = sorting.repeated(whole.starts, whole.stops, whole.values)
        once = whole.at(~again) if again.any() else whole
        samples = once.marked(_wrong(once, measure, self._stream, now_ms))
        outcome = self._sifted(samples, now_ms)
        refused = len(column) - len(whole)
        return self._told(measure, samples, outcome, refused, len(whole) - len(once))

    def _sifted(self, samples: Many, now_ms: int) -> tuple[Flags, Flags, Flags]:
        """Write what is new; mark what is fresh, what corrects, what this batch brought before."""
        heads = self._standing(samples)
        fresh = np.ones(len(samples), bool)
        corrected, own = np.zeros(len(samples), bool), np.zeros(len(samples), bool)
        pieces = [self._piece(part) for part in parts(samples)]
        if heads:
            same = self._same_days(pieces, heads)
            days = samples.days
            open_days = np.setdiff1d(np.intersect1d(days, list(heads)), same)
            fresh[np.isin(days, same)] = False
            at = np.flatnonzero(np.isin(days, open_days))
            if len(at):
                fresh[at], corrected[at], own[at] = self._compared(samples.at(at), open_days)
            stored = fresh | corrected
            if not self._stream.by_value:
                stored = sorting.shared(samples.starts, samples.stops, stored)
            untouched = np.isin(days, [*heads])
            pieces = [piece for piece in pieces if piece.part.day not in heads]
            pieces += [self._piece(part) for part in parts(samples.at(stored & untouched))]
        self._write(pieces, heads, now_ms)
        return fresh, corrected, own

    def _piece(self, part: Part) -> _Piece:
        self._look()
        return _piece(part)

    def _standing(self, samples: Many) -> dict[int, list[_Head]]:
        heads: dict[int, list[_Head]] = defaultdict(list)
        if len(samples):
            first, last = int(samples.starts[0] // DAY), int(samples.starts[-1] // DAY)
            for day, *head in self._database.run(
                "SELECT day, id, part, batch, digest FROM chunk"
                " WHERE stream = ? AND day BETWEEN ? AND ?",
                self._stream.row, first, last,
            ):  # fmt: skip
                heads[day].append(_Head(*head))
        return heads

    def _same_days(self, pieces: list[_Piece], heads: dict[int, list[_Head]]) -> list[int]:
        """Note as seen the days that stand as they are, and return them."""
        by_day: dict[int, list[_Piece]] = defaultdict(list)
        for piece in pieces:
            by_day[piece.part.day].append(piece)
        hidden = self._replaced(heads)
        same, seen = [], []
        for day, mine in by_day.items():
            twins = _twins(mine, heads.get(day, []), self._batch)
            if twins and hidden.isdisjoint(twins):
                same.append(day)
                seen += [(self._batch, row, None) for row in twins]
        self._database.many(_SEEN, seen)
        return same

    def _replaced(self, heads: dict[int, list[_Head]]) -> set[int]:
        """Return the chunks some of whose samples another file replaced."""
        rows = self._database.run(
            "SELECT DISTINCT c.id FROM chunk c JOIN chunk_mask m ON m.chunk = c.id"
            " WHERE c.stream = ? AND c.day BETWEEN ? AND ? AND m.why = 'replaced'",
            self._stream.row, min(heads), max(heads),
        )  # fmt: skip
        return {row for (row,) in rows}

    def _compared(self, new: Many, days: Iterable[int]) -> tuple[Flags, Flags, Flags]:
        """Compare with the samples that count on these days, and note those that stand."""
        chunks = self._streams.on_days(self._stream.row, days)
        standing = self._streams.pile(chunks, without="replaced")
        standing = standing.at(sorting.newest(standing, by_value=self._stream.by_value))
        mine = Pile(new.starts, new.stops, new.values, *np.zeros((2, len(new)), np.int64))
        said = sorting.beside(mine, standing, by_value=self._stream.by_value)
        stored = said.fresh | said.corrected
        if not self._stream.by_value:
            stored = sorting.shared(new.starts, new.stops, stored)
        known = said.match >= 0
        own = np.zeros(len(new), bool)
        own[known] = standing.batch[said.match[known]] == self._batch
        self._note(chunks, standing.place[said.match[known & ~stored & ~own]])
        return said.fresh, said.corrected, own

    def _note(self, chunks: list[Chunk], places: Indexes) -> None:
        """Note samples, counted through all these chunks, as seen by this batch."""
        first = 0
        for chunk in chunks:
            inside = places[(places >= first) & (places < first + len(chunk))] - first
            first += len(chunk)
            if len(inside):
                self._streams.see(self._batch, chunk, inside)

    def _write(self, pieces: list[_Piece], heads: dict[int, list[_Head]], now_ms: int) -> None:
        ((last,),) = self._database.run("SELECT coalesce(max(id), 0) FROM chunk")
        turn = {
            day: 1 + max((head.part for head in some if head.batch == self._batch), default=-1)
            for day, some in heads.items()
        }
        rows, masks = [], []
        for row, piece in enumerate(pieces, start=int(last) + 1):
            self._look()
            day = piece.part.day
            number = turn.get(day, 0)
            turn[day] = number + 1
            rows.append(self._row(row, number, piece))
            masks += [
                (row, int(ix), "implausible", self._batch, now_ms)
                for ix in np.flatnonzero(piece.part.samples.wrong)
            ]
        self._database.many(INSERT, rows)
        self._database.many(_MASK, masks)

    def _row(self, row: int, number: int, piece: _Piece) -> tuple[object, ...]:
        part, samples = piece.part, piece.part.samples
        n, low, high, total = figures(self._stream, samples.values, ~samples.wrong)
        return (
            row, self._stream.row, part.day, number, self._batch, offset_of(part.offset),
            part.quality, part.method, n, int(samples.starts[0]), int(samples.stops.max()), low,
            high, total, piece.digest, encode(piece.day),
        )  # fmt: skip

    def _told(
        self, measure: Measure, samples: Many, outcome: tuple[Flags, Flags, Flags], refused: int,
        twice: int,
    ) -> SamplesKept:  # fmt: skip
        fresh, corrected, own = outcome
        touched = fresh | corrected
        added = fresh & ~samples.wrong
        present = ~touched & ~own
        starts, values = samples.starts[added], self._stream.way.of_all(samples.values[added])
        some = len(values) > 0
        return SamplesKept(
            self._stream.measure, measure.unit, int(added.sum()), int(present.sum()),
            int((corrected & ~samples.wrong).sum()), int((touched & samples.wrong).sum()),
            twice + int((own & ~touched).sum()), refused,
            int(starts[0]) if some else None, int(starts[-1]) if some else None,
            float(values.min()) if some else None, float(values.max()) if some else None,
            float(values.sum()), tuple(np.unique(samples.days[touched]).tolist()),
        )  # fmt: skip


def _piece(part: Part) -> _Piece:
    samples = part.samples
    day = as_day(part.day, samples.starts, samples.ends, samples.values)
    return _Piece(part, day, day.digest())


def _twins(mine: list[_Piece], heads: list[_Head], batch: int) -> list[int]:
    """Return the chunks that hold exactly these pieces and that nothing newer may correct."""
    by_digest = {head.digest: head for head in heads if head.batch != batch}
    found = [by_digest.get(piece.digest) for piece in mine]
    twins = [head for head in found if head is not None]
    if len(twins) < len(mine):
        return []
    oldest = min(head.batch for head in twins)
    others = [head for head in heads if head not in twins]
    return [] if any(head.batch > oldest for head in others) else [head.row for head in twins]


def _wrong(samples: Many, measure: Measure, stream: Stream, now_ms: int) -> Flags:
    values = stream.way.of_all(samples.values)
    low, high = _STAGES if stream.stages else (float(measure.low), float(measure.high))
    wrong: Flags = (values < low) | (values > high)
    if measure.open_ends:
        wrong |= (values == low) | (values == high)
    wrong |= (samples.starts < OLDEST) | (samples.starts > now_ms + DAY)
    return wrong | (samples.stops < samples.starts)
