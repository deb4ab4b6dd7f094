"""The tables of a Withings export that hold streams: `start,duration,value`, and daily totals."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from vault.importers.source import Source as File
from vault.importers.tables import Row, doubted, rows
from vault.importers.wall_clock import offsets
from vault.importers.withings_rows import made_by, moment
from vault.record.batch import Column, Item, Refused, Remark, Unsupported
from vault.record.moments import Moment, TimeQuality
from vault.record.provenance import DeviceClass, Source

FLUSH: Final = 65_536  # samples held before they are handed on
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
            yield pile.column()
    if len(pile):
        yield pile.column()


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
    """Samples of one table, gathered until there are enough for a column."""

    def __init__(self, what: _What, source: Source) -> None:
        self._what, self._source = what, source
        self._empty()

    def _empty(self) -> None:
        self._starts, self._ends, self._values = array("q"), array("q"), array("d")
        self._offsets, self._quality = array("h"), array("b")

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, row: Row, where: str, zone: ZoneInfo) -> Iterator[Refused]:
        """Add the samples of a row; what cannot be read is told."""
        if row.problem or row.cut:
            yield Refused(where, row.problem or "cut")
            return
        try:
            when = moment(row.cells[0], zone)
            lengths, values = _array(row.cells[1]), _array(row.cells[2])
        except (ValueError, IndexError, OverflowError):
            yield Refused(where, "unreadable")
            return
        if len(lengths) != len(values):
            yield Refused(where, "unreadable")
            return
        yield from self._append(when, list(zip(lengths, values, strict=True)), where)

    def _append(
        self, when: Moment, samples: list[tuple[float, float]], where: str
    ) -> Iterator[Refused]:
        told = when.at.utcoffset()
        minutes = int(told.total_seconds() // 60) if told else 0
        stages = self._what.measure == "sleep"
        at = float(_ms(when.at))
        for length, value in samples:
            start, at = at, at + length * 1000
            if stages and value not in _STAGES:
                yield Refused(where, "unsupported")
                continue
            self._starts.append(round(start))
            self._ends.append(round(at))
            self._values.append(_STAGES[value] if stages else value)
            self._offsets.append(minutes)
            self._quality.append(when.quality)

    def column(self) -> Column:
        """Hand on what was gathered, and begin again."""
        made = Column(
            self._what.measure, self._source, self._what.unit,
            np.array(self._starts, np.int64), np.array(self._values, np.float64),
            np.array(self._ends, np.int64) if self._what.spans else None,
            np.array(self._offsets, np.int16), np.array(self._quality, np.int8), method=1,
        )  # fmt: skip
        self._empty()
        return made


def _array(cell: str) -> array[float]:
    """Read `[60,60,30]`, or a lone number.

    Raises:
        ValueError: anything else; a list that does not close.
    """
    plain = cell.strip()
    if plain.startswith("[") != plain.endswith("]"):
        raise ValueError
    inside = plain.strip("[]")
    if not inside.strip():
        return array("d")
    if not _NUMBERS.fullmatch(inside):
        raise ValueError
    return array("d", map(float, inside.split(",")))
