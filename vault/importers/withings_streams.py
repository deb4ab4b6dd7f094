"""The tables of a Withings export that hold streams: `start,duration,value`, and daily totals."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import nan
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from vault.importers.source import Source as File
from vault.importers.tables import Row, doubted, rows
from vault.importers.wall_clock import offsets
from vault.importers.withings_rows import made_by, moment
from vault.record.batch import Column, Item, Refused, Remark, Unsupported
from vault.record.moments import Moment, TimeQuality
from vault.record.provenance import DeviceClass, Source
from vault.record.series import Times, Values

FLUSH: Final = 65_536  # samples held before they are handed on
_LONGEST: Final = 1e10  # seconds that a row may cover: three centuries
_NUMBERS: Final = re.compile(r"[0-9eE+\-., ]+", re.ASCII)
_STAGES: Final = {0.0: 1.0, 1.0: 4.0, 2.0: 5.0, 3.0: 6.0}  # awake, light, deep, REM
_HEADS: Final = (
    {"start", "debut"}, {"duration", "duree"}, {"value", "valeur"},
)  # fmt: skip


class _What(NamedTuple):
    measure: str
    unit: str
    spans: bool


_RAW: Final = {
    "steps": _What("steps", "{steps}", spans=True),
    "distance": _What("distance", "m", spans=True),
    "calories-earned": _What("active_energy", "kcal", spans=True),
    "sleep-state": _What("sleep", "{stage}", spans=True),
    "hr": _What("heart_rate", "/min", spans=False),
    "respiratory-rate": _What("respiratory_rate", "/min", spans=False),
    "spo2": _What("spo2", "%", spans=False),
    "core-body-temperature": _What("body_temperature", "Cel", spans=False),
}
_DAILY: Final = {
    "steps": _What("steps", "{steps}", spans=True),
    "distance": _What("distance", "m", spans=True),
    "calories_earned": _What("active_energy", "kcal", spans=True),
    "calories_passive": _What("resting_energy", "kcal", spans=True),
}
_DEVICES: Final[dict[str, DeviceClass]] = {"tracker": "watch", "hr": "watch", "phone": "phone"}


def is_raw(head: list[str]) -> bool:
    """Recognise `start,duration,value`."""
    return len(head) == len(_HEADS) and all(
        cell in words for cell, words in zip(head, _HEADS, strict=True)
    )


def is_daily(head: list[str], name: str) -> bool:
    """Recognise a table of totals a day by its name: two columns say little."""
    return len(head) == 2 and _stem(name).startswith("aggregates_")  # noqa: PLR2004


def is_spot_oxygen(head: list[str], name: str) -> bool:
    """Recognise the saturations that were asked for, by their name."""
    return len(head) > 1 and _stem(name) == "manual_spo2"


def _stem(name: str) -> str:
    return PurePosixPath(name).stem.casefold()


def raw(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield the samples of `raw_<device>_<what>.csv` as columns.

    Item i of a row starts at `start` and the durations before it; a duration of 0 leaves all of
    them at `start`.
    """
    device, _bar, kind = _stem(name).removeprefix("raw_").rpartition("_")
    what = _RAW.get(kind)
    body = _body(source)
    if what is None:
        count = sum(1 for _row in body)
        yield Unsupported(name, count)
        return
    model = device.removesuffix("_auto")
    pile = _Pile(what, made_by(_DEVICES.get(model, "unknown"), model))
    for row in body:
        yield from pile.add(row, f"{name}:{row.line}", zone)
        if len(pile) >= FLUSH:
            yield from pile.columns()
    yield from pile.columns()


def daily(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield the maker's own totals a day, as a stream of whole days."""
    what = _DAILY.get(_stem(name).removeprefix("aggregates_"))
    body = _body(source)
    if what is None:
        yield Unsupported(name, sum(1 for _row in body))
        return
    starts, ends, values = array("q"), array("q"), array("d")
    for row in body:
        where = f"{name}:{row.line}"
        try:
            if row.cut or row.problem:
                yield Refused(where, row.problem or "cut")
                continue
            start = datetime.fromisoformat(row.cells[0].strip()).replace(tzinfo=zone)
            value = float(row.cells[1])
        except (ValueError, IndexError, OverflowError):
            yield Refused(where, "unreadable")
            continue
        yield from doubted(row, where)
        starts.append(_ms(start))
        ends.append(_ms(start + timedelta(days=1)))  # wall clock: a day of 23 or 25 hours too
        values.append(value)
    if starts:
        yield _column(what, made_by("app"), (starts, ends, values), zone)
        yield Remark("zone_assumed", name, {"zone": zone.key})


def _column(
    what: _What, made: Source, held: tuple[array[int], array[int], array[float]], zone: ZoneInfo
) -> Column:
    starts, ends, values = held
    times = np.array(starts, np.int64)
    return Column(
        what.measure, made, what.unit, times, np.array(values, np.float64),
        np.array(ends, np.int64), offsets(times, zone), int(TimeQuality.ZONE_ASSUMED),
    )  # fmt: skip


def _body(source: File) -> Iterator[Row]:
    table = rows(source)
    next(table, None)
    return table


def _ms(when: datetime) -> int:
    return int(when.timestamp() * 1000)


class _Pile:
    """Rows of one table, gathered until there are enough samples for a column."""

    def __init__(self, what: _What, source: Source) -> None:
        self._what, self._source = what, source
        self._stages = what.measure == "sleep"
        self._empty()

    def _empty(self) -> None:
        self._lengths, self._values = array("d"), array("d")  # of samples: seconds, as received
        self._begins, self._counts = array("q"), array("q")  # of rows: ms, samples
        self._offsets, self._quality = array("h"), array("b")  # of rows

    def __len__(self) -> int:
        return len(self._values)

    def add(self, row: Row, where: str, zone: ZoneInfo) -> Iterator[Refused]:
        """Add the samples of a row; what cannot be read is told."""
        if row.problem or row.cut:
            yield Refused(where, row.problem or "cut")
            return
        try:
            when = moment(row.cells[0], zone)
            lengths, values = _numbers(row.cells[1]), _numbers(row.cells[2])
        except (ValueError, IndexError, OverflowError):
            yield Refused(where, "unreadable")
            return
        if len(lengths) != len(values) or not sum(map(abs, lengths)) < _LONGEST:
            yield Refused(where, "unreadable")
            return
        if self._stages:
            unknown = sum(value not in _STAGES for value in values)
            yield from [Refused(where, "unsupported")] * unknown
            values = [_STAGES.get(value, nan) for value in values]
        if values:
            self._append(when, lengths, values)

    def _append(self, when: Moment, lengths: list[float], values: list[float]) -> None:
        told = when.at.utcoffset()
        self._lengths.fromlist(lengths)
        self._values.fromlist(values)
        self._begins.append(_ms(when.at))
        self._counts.append(len(values))
        self._offsets.append(int(told.total_seconds() // 60) if told else 0)
        self._quality.append(when.quality)

    def columns(self) -> Iterator[Column]:
        """Hand on what was gathered, if there is any, and begin again."""
        values, counts = np.array(self._values, np.float64), np.array(self._counts, np.int64)
        starts, ends = _laid(np.array(self._begins), counts, np.array(self._lengths) * 1000)
        known = ~np.isnan(values)  # a stage that nobody knows took its time all the same
        if known.any():
            rows = np.repeat(np.arange(len(counts)), counts)[known]
            yield Column(
                self._what.measure, self._source, self._what.unit, starts[known], values[known],
                ends[known] if self._what.spans else None, np.array(self._offsets)[rows],
                np.array(self._quality)[rows], method=1,
            )  # fmt: skip
        self._empty()


def _laid(
    begins: NDArray[np.int64], counts: NDArray[np.int64], lengths: Values
) -> tuple[Times, Times]:
    """Lay the samples of each row end to end; return where each starts and ends, in ms."""
    edges = np.cumsum(counts)
    if (lengths == np.rint(lengths)).all():
        whole = lengths.astype(np.int64)
        passed = np.cumsum(whole)
        before = np.repeat(begins - (passed - whole)[edges - counts], counts)
        return before + passed - whole, before + passed
    rows = zip(begins.tolist(), np.split(lengths, edges[:-1]), strict=True)
    ends = [np.add.accumulate(np.append(begin, row)) for begin, row in rows]
    return (
        np.rint(np.concatenate([row[:-1] for row in ends])).astype(np.int64),
        np.rint(np.concatenate([row[1:] for row in ends])).astype(np.int64),
    )


def _numbers(cell: str) -> list[float]:
    """Read `[60,60,30]`, or a lone number.

    Raises:
        ValueError: anything else; a list that does not close.
    """
    plain = cell.strip()
    if plain.startswith("[") != plain.endswith("]"):
        raise ValueError
    inside = plain.strip("[]")
    if not inside.strip():
        return []
    if not _NUMBERS.fullmatch(inside):
        raise ValueError
    return list(map(float, inside.split(",")))
