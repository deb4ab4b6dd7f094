"""A reading that waits until a person says whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from vault.errors import UnitMismatch
from vault.record.measure import Measure
from vault.record.measures import MEASURES
from vault.record.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Waiting:
    """One reading of the inbox: never counted, charted, searched or shared before it is assigned.

    `proposed` is the uid of a person, `reason` why, or why nobody; `body` holds the values, times
    and frames as they were read (`docs/devices.md`).
    """

    uid: str
    instrument: str  # uid
    received: int  # ms UTC
    proposed: str | None
    reason: str
    key: bytes
    body: Mapping[str, Any] = field(repr=False)

    @property
    def received_at(self) -> datetime:
        """When it came, in UTC."""
        return datetime.fromtimestamp(self.received / 1000, UTC)

    @property
    def values(self) -> tuple[WaitingValue, ...]:
        """What was measured."""
        return tuple(WaitingValue.of(one) for one in self.body["values"])


@dataclass(frozen=True, slots=True)
class WaitingValue:
    """One number of a waiting reading, with its digits and unit as received."""

    measure: str
    value: Decimal | None
    unit: str
    components: Mapping[str, Decimal] = field(default_factory=dict)
    absent: str | None = None
    comparator: str | None = None
    by_device: bool = False
    title: str = ""  # what an `other` measure is

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> WaitingValue:
        """Read what `written` wrote."""
        value = told.get("value")
        return cls(
            told["measure"],
            None if value is None else Decimal(value),
            told["unit"],
            {name: Decimal(part) for name, part in told.get("components", {}).items()},
            told.get("absent"),
            told.get("comparator"),
            told.get("by_device", False),
            told.get("title", ""),
        )

    def canonical(self) -> WaitingValue:
        """Return it in the canonical unit of its measure; as it is where that is not known."""
        measure = MEASURES.get(self.measure)
        if measure is None:
            return self
        try:
            value = None if self.value is None else self._in(self.value, measure)
            parts = {name: self._in(part, measure) for name, part in self.components.items()}
        except UnitMismatch:
            return self
        return replace(self, value=value, components=parts, unit=measure.unit)

    def _in(self, value: Decimal, measure: Measure) -> Decimal:
        return Quantity(value, self.unit).canonical(measure)

    def written(self) -> dict[str, Any]:
        """Return a JSON object; digits are text, so that 70.0 stays 70.0."""
        told: dict[str, Any] = {
            "measure": self.measure,
            "value": None if self.value is None else str(self.value),
            "unit": self.unit,
            "components": {name: str(part) for name, part in self.components.items()},
            "absent": self.absent,
            "comparator": self.comparator,
            "by_device": self.by_device,
            "title": self.title,
        }
        return {name: one for name, one in told.items() if one or name == "value"}
