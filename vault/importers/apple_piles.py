"""Samples of an Apple export, gathered as columns: no object and no date per record."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from vault.importers.wall_clock import offset_of, offsets
from vault.record.batch import Column, Refused
from vault.record.moments import TimeQuality
from vault.record.provenance import Source

_HOURS: Final = 200_000  # remembered at once
_LENGTH: Final = 25  # 2021-11-30 07:46:44 +0200
_YEARS: Final = range(2, 9999)  # in every zone these have a date
_HOUR: Final = 19  # 2021-11-30 07 +0200
SECONDS: Final = {
    f"{minute:02}:{second:02}": (minute * 60 + second) * 1000
    for minute in range(60)
    for second in range(60)
}


class Hours(dict[str, int]):
    """Milliseconds since 1970 of `2021-11-30 07` with the offset ` +0200`, each worked out once."""

    def __missing__(self, text: str) -> int:
        """Work out an hour.

        Raises:
            ValueError: no hour with an offset, or at an end of the calendar.
        """
        if text[10:11] != " " or len(text) != _HOUR:
            raise ValueError
        when = datetime.fromisoformat(f"{text[:13]}:00:00{text[14:]}")
        if when.year not in _YEARS:
            raise ValueError
        if len(self) > _HOURS:
            self.clear()
        found = self[text] = int(when.timestamp()) * 1000
        return found


HOURS: Final = Hours()


def instant(text: str) -> int:
    """Return ms since 1970 UTC.

    Raises:
        ValueError: no time as Apple writes it.
        KeyError: neither.
    """
    if len(text) != _LENGTH or text[13] != ":":
        raise ValueError
    return HOURS[text[:13] + text[19:]] + SECONDS[text[14:19]]


class Zones:
    """Zones by name, each looked up once; None for a name that is none."""

    def __init__(self) -> None:
        self._known: dict[str, ZoneInfo | None] = {}

    def get(self, name: str) -> ZoneInfo | None:
        """Return the zone of an IANA name."""
        if name not in self._known:
            try:
                self._known[name] = ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                self._known[name] = None
        return self._known[name]


class Pile:
    """Samples of one stream, until they are handed on."""

    __slots__ = (
        "_code", "_measure", "_name", "_source", "_unit", "ends", "methods", "spans", "starts",
        "values", "zoned",
    )  # fmt: skip

    def __init__(
        self, measure: str, source: Source, unit: str, *, spans: bool, other: tuple[str, str]
    ) -> None:
        self._measure, self._source, self._unit = measure, source, unit
        self._code, self._name = other
        self.spans = spans
        self._empty()

    def column(self, zone: tzinfo, where: str) -> Iterator[Column | Refused]:
        """Hand on what was gathered, and begin again; what is no number is told.

        The offset in the file is that of the moment of the export: the wall clock is that of the
        zone a sample names, else of `zone`.
        """
        starts, values = np.array(self.starts, np.int64), np.array(self.values, np.float64)
        minutes = offsets(starts, zone)
        quality = np.full(len(starts), TimeQuality.ZONE_ASSUMED, np.int8)
        methods = np.zeros(len(starts), np.int8)
        for index, named in self.zoned.items():
            minutes[index] = offset_of(named)(int(starts[index]))
            quality[index] = TimeQuality.ZONE_FROM_METADATA
        for index, method in self.methods.items():
            methods[index] = method
        good = np.isfinite(values)
        yield from [Refused(where, "unreadable")] * int((~good).sum())
        yield Column(
            self._measure, self._source, self._unit, starts[good], values[good],
            np.array(self.ends, np.int64)[good] if self.spans else None, minutes[good],
            quality[good], methods[good], self._code, self._name,
        )  # fmt: skip
        self._empty()

    def _empty(self) -> None:
        self.starts, self.ends, self.values = array("q"), array("q"), array("d")
        self.methods: dict[int, int] = {}  # where it is known
        self.zoned: dict[int, ZoneInfo] = {}  # where the sample says its zone

    def drop_last(self) -> None:
        """Take the last sample back: it becomes a row of its own."""
        for column in (self.starts, self.ends, self.values):
            column.pop()
        self.methods.pop(len(self.starts), None)
        self.zoned.pop(len(self.starts), None)


def moment_of(at: int, zone: tzinfo) -> datetime:
    """Return an instant in ms as a wall clock of a zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
