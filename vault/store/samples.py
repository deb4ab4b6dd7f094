"""Streams of samples: kept in day chunks, read back as arrays, each value once."""

from __future__ import annotations

from typing import Literal

import numpy as np

from vault.record.batch import Column
from vault.record.measure import Measure
from vault.record.series import Series, Times
from vault.store import sorting
from vault.store.database import Database
from vault.store.sifting import SamplesKept, Sifter
from vault.store.sources import Sources
from vault.store.streams import DAY, Stream, Streams, measure_of

Identity = Literal["native", "span", "span+value"]
_LONGEST = 2  # days: a span that is longer is found from its start only


class Samples:
    """The samples of every person; a person is named by their row."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self._database, self._sources = database, sources
        self._streams = Streams(database)

    def keep(
        self, batch: int, person: int, column: Column, identity: Identity, now_ms: int
    ) -> SamplesKept:
        """Keep a column: all that the batch brings of one stream.

        What stands already is only noted as seen; another value at the same time is a correction,
        unless the identity says that values tell samples apart.
        """
        source = self._sources.id_of(column.source)
        stream = self._streams.of(person, column, source, by_value=identity == "span+value")
        return Sifter(self._database, self._streams, stream, batch).keep(column, now_ms)

    def between(
        self,
        person: int,
        measure: str,
        start_ms: int,
        end_ms: int,
        *,
        resolve: bool = True,  # noqa: ARG002
    ) -> Series:
        """Return what lies in a period (from start, before end), in the canonical unit."""
        found = [
            self._of(stream, start_ms, end_ms) for stream in self._streams.about(person, measure)
        ]
        return _joined(measure_of(measure, ""), found)

    def _of(self, stream: Stream, start_ms: int, end_ms: int) -> Series:
        chunks = self._streams.chunks(stream.row, start_ms // DAY - _LONGEST, (end_ms - 1) // DAY)
        pile = self._streams.pile(chunks)
        if len({chunk.batch for chunk in chunks}) > 1:
            pile = pile.at(sorting.newest(pile, by_value=stream.by_value))
        elif len(pile) > 1 and (np.diff(pile.starts) < 0).any():
            pile = pile.at(np.lexsort((pile.ends, pile.starts)))
        inside = (pile.starts < end_ms) & ((pile.starts >= start_ms) | (pile.ends > start_ms))
        if not inside.all():
            pile = pile.at(inside)
        source = np.full(len(pile), stream.source, np.int64)
        values = stream.way.of_all(pile.values)
        return Series(
            measure_of(stream.measure, stream.unit), pile.starts, values, pile.ends, None, source
        )


def _joined(measure: Measure, found: list[Series]) -> Series:
    if len(found) == 1:
        return found[0]
    none = np.empty(0, np.int64)
    whole = Series(
        measure,
        np.concatenate([none, *(one.times for one in found)]),
        np.concatenate([np.empty(0), *(one.values for one in found)]),
        np.concatenate([none, *(_stops(one) for one in found)]),
        None,
        np.concatenate([none, *(one.sources for one in found if one.sources is not None)]),
    )
    return whole.at(np.argsort(whole.times, kind="stable"))


def _stops(series: Series) -> Times:
    return series.times if series.ends is None else series.ends
