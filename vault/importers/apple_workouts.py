"""Workouts of an Apple export; before iOS 16 their figures are attributes, after it statistics."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from vault.importers import apple_types as types
from vault.importers.apple_piles import Zones, instant, moment_of
from vault.importers.apple_rows import exact
from vault.importers.markup import Attributes
from vault.importers.workouts import workout
from vault.record.batch import Clinical, Item, Refused
from vault.record.moments import Moment, TimeQuality
from vault.record.quantity import Quantity

_STATISTICS: Final = {
    "HKQuantityTypeIdentifierActiveEnergyBurned": "energy",
    "HKQuantityTypeIdentifierStepCount": "steps",
}
_DISTANCE: Final = "HKQuantityTypeIdentifierDistance"


class Workouts:
    """The workout that is read, and those that are ready."""

    def __init__(self, zone: ZoneInfo, zones: Zones, where: Callable[[], str]) -> None:
        self._zone, self._zones, self._where = zone, zones, where
        self._now: Attributes | None = None
        self._parts: dict[str, Quantity] = {}
        self._named: str | None = None
        self._place = ""
        self.ready: list[Item] = []

    def begin(self, attributes: Attributes) -> None:
        """A workout begins."""
        self._now, self._named, self._place = attributes, None, self._where()
        self._parts = {}
        for name, value, unit in (
            ("duration", "duration", "durationUnit"),
            ("distance", "totalDistance", "totalDistanceUnit"),
            ("energy", "totalEnergyBurned", "totalEnergyBurnedUnit"),
        ):
            self._figure(name, attributes.get(value), attributes.get(unit))

    def figure(self, attributes: Attributes) -> None:
        """Take a statistic of the workout."""
        kind = attributes.get("type", "")
        name = "distance" if kind.startswith(_DISTANCE) else _STATISTICS.get(kind)
        if name is not None and self._now is not None:
            self._figure(name, attributes.get("sum"), attributes.get("unit"))

    def said(self, key: str, value: str) -> None:
        """Take what metadata say: its zone."""
        if key == "HKTimeZone":
            self._named = value

    def end(self) -> None:
        """The workout ends: it is ready."""
        now, self._now = self._now, None
        if now is None:
            return
        try:
            start, end = self._moment(now["startDate"]), self._moment(now["endDate"])
            source = types.source_of(now["sourceName"], now.get("device"))
            kind = f"{types.SYSTEM}|{now['workoutActivityType']}"
        except (KeyError, ValueError, OverflowError):
            self.ready.append(Refused(self._place, "unreadable"))
            return
        self.ready.append(Clinical(workout(kind, start, end, self._parts, source), self._place))

    def _figure(self, name: str, text: str | None, unit: str | None) -> None:
        try:
            value = exact(text) if text else Decimal(0)
        except ValueError:
            return
        if value:  # a zero says that nothing was measured
            self._parts[name] = Quantity(value, types.unit_of(unit, name))

    def _moment(self, text: str) -> Moment:
        zone = self._zones.get(self._named) if self._named else None
        quality = TimeQuality.ZONE_FROM_METADATA if zone else TimeQuality.ZONE_ASSUMED
        return Moment(moment_of(instant(text), zone or self._zone), quality)
