"""Leaves out what a newer file of a source no longer contains; nothing is erased."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vault.record.batch import Column
from vault.record.series import Times, Values
from vault.store.database import Database
from vault.store.streams import DAY, Stream, Streams

_MASK = "INSERT OR IGNORE INTO chunk_mask VALUES (?, ?, 'replaced', ?, ?)"


def hide(
    database: Database, stream: Stream, column: Column, batch: int, at: int
) -> tuple[list[int], int]:
    """Mask the samples of a stream, of other batches, that lie in the period of a column only.

    Returns the UTC days that were touched and how many samples were masked.
    """
    streams = Streams(database)
    first, last = int(column.starts.min()), int(column.starts.max())
    database.run(
        "UPDATE batch SET report = json_insert(report, '$.replaced[#]', json_array(?, ?, ?))"
        " WHERE id = ?",
        stream.row, first, last, batch,
    )  # fmt: skip
    said = _names(stream, column.starts, column.ends, column.values)
    days, count = [], 0
    for chunk in streams.chunks(stream.row, first // DAY, last // DAY):
        if chunk.batch == batch:
            continue
        names = _names(stream, chunk.starts, chunk.ends, chunk.values)
        lacking = ~np.isin(names, said) & (chunk.starts >= first) & (chunk.starts <= last)
        lacking &= ~streams.masked(chunk)
        if lacking.any():
            rows = [(chunk.row, int(ix), batch, at) for ix in np.flatnonzero(lacking)]
            database.many(_MASK, rows)
            streams.recount(chunk)
            days.append(chunk.day)
            count += len(rows)
    return days, count


def _names(stream: Stream, starts: Times, ends: Times | None, values: Values) -> NDArray[np.void]:
    """Return what tells samples of a stream apart, as bytes."""
    columns = [starts, starts if ends is None else ends]
    if stream.by_value:
        columns.append(np.asarray(values, np.float64).view(np.int64))
    table = np.ascontiguousarray(np.stack(columns, axis=1))
    return table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).ravel()


def replacers(database: Database, stream: int, undone: int) -> list[tuple[int, int, int]]:
    """Return the other kept batches that replaced samples of a stream: batch, first, last ms."""
    return database.run(
        "SELECT b.id, r.value ->> 1, r.value ->> 2 FROM stream s"
        " JOIN batch b ON b.person = s.person JOIN json_each(b.report, '$.replaced') r"
        " WHERE s.id = ?1 AND b.state <> 'undone' AND b.id <> ?2 AND r.value ->> 0 = ?1"
        " ORDER BY b.id",
        stream, undone,
    )  # fmt: skip
