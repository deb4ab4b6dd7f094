"""Takes the samples of a batch back: its chunks go, or are handed to a batch that had them too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vault.store import sorting
from vault.store.chunks import as_day, encode
from vault.store.database import Database
from vault.store.replacing import replacers
from vault.store.sorting import Flags
from vault.store.streams import (
    INSERT,
    Chunk,
    Stream,
    Streams,
    figures,
    packed,
    unpacked,
)

Claim = tuple[int, Flags]  # a batch, and the samples of a chunk that it contained


@dataclass(slots=True)
class Handed:
    """Counts of samples, and the UTC days of each stream that were touched."""

    removed: int = 0
    returned: int = 0
    kept_elsewhere: int = 0
    days: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


class Handing:
    """Hands over or erases the samples of one batch."""

    def __init__(self, database: Database, batch: int) -> None:
        self._database, self._batch = database, batch
        self._streams, self._told = Streams(database), Handed()

    def undo(self) -> Handed:
        """Take all samples of the batch back."""
        self._unmask()
        chunks = self._streams.of_batch(self._batch)
        claims = self._claims()
        by_stream: dict[int, list[Chunk]] = defaultdict(list)
        for chunk in chunks:
            by_stream[chunk.stream].append(chunk)
        for row, some in by_stream.items():
            self._stream(self._streams.one(row), some, claims)
        self._told.kept_elsewhere += self._only_seen()
        self._database.run("DELETE FROM chunk_seen WHERE batch = ?", self._batch)
        return self._told

    def _unmask(self) -> None:
        """Show again what a file of the batch had replaced, unless another file replaced it too."""
        rows = self._database.run(
            "SELECT DISTINCT chunk FROM chunk_mask WHERE batch = ? AND why = 'replaced'",
            self._batch,
        )
        for (row,) in rows:
            chunk = self._streams.by_row(row)
            self._leave_masked(chunk)
            self._database.run(
                "DELETE FROM chunk_mask WHERE chunk = ? AND batch = ? AND why = 'replaced'",
                row, self._batch,
            )  # fmt: skip
            self._told.returned += self._streams.recount(chunk)
            self._told.days[chunk.stream].add(chunk.day)

    def _leave_masked(self, chunk: Chunk) -> None:
        """Let masks of the batch stand for another one that replaced the same samples."""
        seen = {
            batch: unpacked(bits, len(chunk))
            for batch, bits in self._database.run(
                "SELECT batch, bits FROM chunk_seen WHERE chunk = ?", chunk.row
            )
        }
        none = np.zeros(len(chunk), bool)
        for batch, first, last in replacers(self._database, chunk.stream, self._batch):
            inside = (chunk.starts >= first) & (chunk.starts <= last) & ~seen.get(batch, none)
            if batch > chunk.batch and inside.any():
                self._database.many(
                    "UPDATE chunk_mask SET batch = ? WHERE chunk = ? AND ix = ? AND batch = ?"
                    " AND why = 'replaced'",
                    [(batch, chunk.row, int(ix), self._batch) for ix in np.flatnonzero(inside)],
                )

    def _claims(self) -> dict[int, list[tuple[int, bytes | None]]]:
        """Return, for chunks of the batch, the later batches that contained them too."""
        found: dict[int, list[tuple[int, bytes | None]]] = defaultdict(list)
        for chunk, batch, bits in self._database.run(
            "SELECT s.chunk, s.batch, s.bits FROM chunk c JOIN chunk_seen s ON s.chunk = c.id"
            " WHERE c.batch = ?1 AND s.batch <> ?1 ORDER BY s.chunk, s.batch",
            self._batch,
        ):
            found[chunk].append((batch, bits))
        return found

    def _stream(
        self, stream: Stream, chunks: list[Chunk], claims: dict[int, list[tuple[int, bytes | None]]]
    ) -> None:
        days = {chunk.day for chunk in chunks}
        self._told.days[stream.row] |= days
        mixed = self._mixed(stream, days)
        before = self._count(stream, mixed)
        gone = sum(len(chunk) for chunk in chunks if chunk.day in mixed)
        erased = [chunk for chunk in chunks if chunk.row not in claims]
        left = sum(len(chunk) for chunk in erased)
        self._database.many("DELETE FROM chunk WHERE id = ?", [(one.row,) for one in erased])
        for chunk in chunks:
            if chunk.row in claims:
                flags = [(who, unpacked(bits, len(chunk))) for who, bits in claims[chunk.row]]
                left += self._hand_over(stream, chunk, flags)
        returned = self._count(stream, mixed) - (before - gone) if mixed else 0
        returned = max(0, min(left, returned))
        self._told.returned += returned
        self._told.removed += left - returned
        self._told.kept_elsewhere += sum(len(chunk) for chunk in chunks) - left

    def _mixed(self, stream: Stream, days: set[int]) -> set[int]:
        """Return the days on which other batches have chunks too."""
        rows = self._database.run(
            "SELECT DISTINCT day FROM chunk WHERE stream = ? AND day BETWEEN ? AND ?"
            " AND batch <> ?",
            stream.row, min(days), max(days), self._batch,
        )  # fmt: skip
        return {day for (day,) in rows} & days

    def _count(self, stream: Stream, days: set[int]) -> int:
        pile = self._streams.pile(self._streams.on_days(stream.row, days))
        return len(sorting.newest(pile, by_value=stream.by_value))

    def _hand_over(self, stream: Stream, chunk: Chunk, claims: Sequence[Claim]) -> int:
        """Give each sample to the first batch that contained it too; return how many are left."""
        first, whole = claims[0]
        if whole.all():
            self._give(chunk, first)
            return 0
        left = np.ones(len(chunk), bool)
        for number, (batch, claim) in enumerate(claims):
            mine = claim & left
            left &= ~mine
            if mine.any():
                self._part(stream, chunk, (batch, mine), claims[number + 1 :])
        self._database.run("DELETE FROM chunk WHERE id = ?", chunk.row)
        return int(left.sum())

    def _give(self, chunk: Chunk, batch: int) -> None:
        self._database.run(
            "UPDATE chunk SET batch = ?, part = ? WHERE id = ?",
            batch, self._next_part(chunk, batch), chunk.row,
        )  # fmt: skip
        self._database.run("DELETE FROM chunk_seen WHERE batch = ? AND chunk = ?", batch, chunk.row)

    def _part(self, stream: Stream, chunk: Chunk, own: Claim, later: Sequence[Claim]) -> None:
        """Make a chunk of some samples for a batch; what is said of them goes along."""
        batch, mine = own
        ends = None if chunk.ends is None else chunk.ends[mine]
        day = as_day(chunk.day, chunk.starts[mine], ends, chunk.values[mine])
        ((row,),) = self._database.run("SELECT max(id) + 1 FROM chunk")
        shown = ~self._streams.masked(chunk)[mine]
        n, low, high, total = figures(stream, day.values, shown)
        self._database.run(
            INSERT, row, chunk.stream, chunk.day, self._next_part(chunk, batch), batch,
            chunk.offset_min, chunk.quality, chunk.method, n, int(chunk.starts[mine][0]),
            int(chunk.stops[mine].max()), low, high, total, day.digest(), encode(day),
        )  # fmt: skip
        place = np.cumsum(mine) - 1
        for ix, why, by, at in self._database.run(
            "SELECT ix, why, batch, at FROM chunk_mask WHERE chunk = ?", chunk.row
        ):
            if mine[ix]:
                self._database.run(
                    "INSERT INTO chunk_mask VALUES (?, ?, ?, ?, ?)",
                    row,
                    int(place[ix]),
                    why,
                    by,
                    at,
                )
        for other, claim in later:
            if (claim & mine).any():
                self._database.run(
                    "INSERT INTO chunk_seen VALUES (?, ?, ?)", other, row, packed(claim[mine])
                )

    def _next_part(self, chunk: Chunk, batch: int) -> int:
        ((part,),) = self._database.run(
            "SELECT coalesce(max(part) + 1, 0) FROM chunk WHERE stream = ? AND day = ?"
            " AND batch = ?",
            chunk.stream, chunk.day, batch,
        )  # fmt: skip
        return int(part)

    def _only_seen(self) -> int:
        """Count the samples of other batches that this one contained too."""
        rows = self._database.run(
            "SELECT s.bits, c.n FROM chunk_seen s JOIN chunk c ON c.id = s.chunk WHERE s.batch = ?",
            self._batch,
        )
        return sum(
            n if bits is None else int.from_bytes(bits, "little").bit_count() for bits, n in rows
        )
