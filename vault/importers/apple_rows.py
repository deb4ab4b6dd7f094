"""Values of an Apple export that are facts of their own: weights, pressures, typed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import groupby
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from vault.importers import apple_types as types
from vault.importers.apple_piles import Zones, moment_of
from vault.importers.wall_clock import offsets
from vault.record.batch import Column, Item, Measured, Refused
from vault.record.moments import Moment, TimeQuality
from vault.record.provenance import Source
from vault.record.quantity import Quantity

_DIGITS: Final = 40
_MEALS: Final = {"1": "88365-2", "2": "16915-1"}  # before, after a meal (LOINC)
_DAY: Final = 86_400_000
_A_DAY: Final = 48  # readings of a day that only a sensor makes
_APART: Final = 15 * 60_000
_PARTS: Final = {types.SYSTOLIC: "systolic", types.DIASTOLIC: "diastolic"}


@dataclass(slots=True)
class Pending:
    """A value that becomes a row when its element ends; what metadata say comes in between."""

    kind: str
    measure: str
    unit: str
    source: Source
    start: int  # ms UTC
    end: int
    text: str
    where: str
    said: dict[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> tuple[str, int, int, str, str]:
        """What makes it the same value: type, period, value, source."""
        return self.kind, self.start, self.end, self.text, self.source.key


class Rows:
    """Takes values; pairs pressures by their correlation, tells glucose sensors by their pace."""

    def __init__(self, zone: ZoneInfo, zones: Zones) -> None:
        self._zone, self._zones = zone, zones
        self._ready: list[Item] = []
        self._pressures: dict[tuple[str, int, int, str, str], Pending] = {}
        self._paired: set[tuple[str, int, int, str, str]] = set()
        self._glucose: dict[Source, list[Pending]] = defaultdict(list)
        self._pair: list[Pending] | None = None

    def begin_pair(self) -> None:
        """A correlation of pressures begins: what comes is one reading."""
        self._pair = []

    def end_pair(self) -> None:
        """The correlation ends."""
        pair, self._pair = self._pair or [], None
        if pair:
            self._paired.update(one.mark for one in pair)
            self._pressure(pair)

    def take(self, value: Pending) -> None:
        """Take a value with its metadata."""
        if value.kind in _PARTS:
            if self._pair is not None:
                self._pair.append(value)
            else:
                self._pressures.setdefault(value.mark, value)
        elif value.measure == "glucose" and value.kind == types.GLUCOSE:
            self._glucose[value.source].append(value)
        else:
            self._row(value)

    def ready(self) -> Iterator[Item]:
        """Give the values that need nothing more."""
        ready, self._ready = self._ready, []
        yield from ready

    def rest(self, *, cut: bool) -> Iterator[Item]:
        """Give what is left: pressures without correlation, glucose by its pace."""
        for mark, value in self._pressures.items():
            if mark not in self._paired:
                self._orphan(value, cut=cut)
        for source, values in self._glucose.items():
            if _paced(values):
                yield from self._stream(source, values)
            elif cut:  # what is missing may show that it is a sensor
                self._ready += [Refused(value.where, "cut") for value in values]
            else:
                for value in values:
                    self._row(value)
        yield from self.ready()

    def _orphan(self, value: Pending, *, cut: bool) -> None:
        if cut:  # its correlation may stand in what is missing
            self._ready.append(Refused(value.where, "cut"))
        else:
            self._pressure([value])

    def _row(self, value: Pending) -> None:
        try:
            quantity = Quantity(exact(value.text), value.unit)
        except ValueError:
            self._ready.append(Refused(value.where, "unreadable"))
            return
        meal = _MEALS.get(value.said.get("HKBloodGlucoseMealTime", ""))
        self._ready.append(
            self._measured(value, value.measure, quantity, {}, {"moment": meal} if meal else {})
        )

    def _pressure(self, values: list[Pending]) -> None:
        parts: dict[str, Quantity] = {}
        for one in values:
            try:
                parts[_PARTS[one.kind]] = Quantity(exact(one.text), one.unit)
            except ValueError:
                self._ready.append(Refused(one.where, "unreadable"))
        if parts:
            self._ready.append(self._measured(values[0], "blood_pressure", None, parts, {}))

    def _measured(
        self, value: Pending, measure: str, quantity: Quantity | None,
        parts: dict[str, Quantity], context: dict[str, str],
    ) -> Measured:  # fmt: skip
        typed = value.said.get("HKWasUserEntered") == "1"
        told = "/".join(f"{part.value} {part.unit}" for part in (quantity, *parts.values()) if part)
        return Measured(
            measure, quantity, self._moment(value, value.start), value.where, value.source, parts,
            self._moment(value, value.end) if value.end != value.start else None,
            context=context, native=f"{_family(value.kind)}|{value.start}|{value.end}|{told}",
            method=2 if typed else 0, said_by="person" if typed else "device",
        )  # fmt: skip

    def _moment(self, value: Pending, at: int) -> Moment:
        named = self._zones.get(value.said["HKTimeZone"]) if "HKTimeZone" in value.said else None
        if named is None:
            return Moment(moment_of(at, self._zone), TimeQuality.ZONE_ASSUMED)
        return Moment(moment_of(at, named), TimeQuality.ZONE_FROM_METADATA)

    def _stream(self, source: Source, values: list[Pending]) -> Iterator[Item]:
        for unit, some in groupby(sorted(values, key=lambda one: one.unit), lambda one: one.unit):
            good = []
            for one in some:
                try:
                    good.append((one.start, float(exact(one.text))))
                except ValueError:
                    yield Refused(one.where, "unreadable")
            starts = np.array([start for start, _value in good], np.int64)
            yield Column(
                "glucose_interstitial", source, unit, starts,
                np.array([value for _start, value in good], np.float64), None,
                offsets(starts, self._zone), int(TimeQuality.ZONE_ASSUMED),
            )  # fmt: skip


def _family(kind: str) -> str:
    return types.PRESSURE if kind in _PARTS else kind


def _paced(values: list[Pending]) -> bool:
    """Tell whether values come as only a sensor makes them: every 15 minutes over a day."""
    if len(values) < _A_DAY:
        return False
    days: dict[int, list[int]] = defaultdict(list)
    for one in values:
        days[one.start // _DAY].append(one.start)
    return any(
        len(times) >= _A_DAY and median(np.diff(np.sort(times)).tolist()) <= _APART
        for times in days.values()
    )


def exact(text: str) -> Decimal:
    """Read a number with every decimal that was written.

    Raises:
        ValueError: no number, NaN, infinity, more than 40 digits.
    """
    try:
        value = Decimal(text) if text.isascii() and "_" not in text else None
    except InvalidOperation:
        raise ValueError from None
    if value is None or not value.is_finite() or len(value.as_tuple().digits) > _DIGITS:
        raise ValueError
    if abs(value.adjusted()) > _DIGITS:
        raise ValueError
    return value
