"""The figures beside an Observation: canonical, for lists and charts; the original stays in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from vault.errors import UnitMismatch
from vault.record.facts import Status
from vault.record.measure import Measure
from vault.record.measures import OTHER
from vault.record.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Columns:
    """What lists and charts need, in the canonical unit, or as received for an `other` measure."""

    measure: str
    value: Decimal | None
    value2: Decimal | None
    unit: str | None
    status: Status = "active"


def columns(
    measure: Measure | None,
    value: Quantity | None,
    parts: Mapping[str, Quantity],
    loinc: str | None = None,
) -> Columns:
    """Return the figures of a value or of a panel (`parts` by name of component).

    A unit that does not convert makes it an `other` measure, as received; a value outside the hard
    bounds is `implausible`. `loinc` is the code as received: urea nitrogen is not urea.
    """
    if measure is None:
        return _as_received(value, parts)
    try:
        figure = value.canonical(measure, loinc) if value else None
        figures = {name: part.canonical(measure) for name, part in parts.items()}
    except UnitMismatch:
        return _as_received(value, parts)
    second = None
    if measure.panel:
        figure, second = _two(figures.get(part.name) for part in measure.components)
    fits = (figure is None or measure.plausible(figure)) and all(
        _possible(measure, name, part) for name, part in figures.items()
    )
    if figure is not None and second is not None:
        fits = fits and (measure.key != "blood_pressure" or figure > second)
    return Columns(measure.key, figure, second, measure.unit, "active" if fits else "implausible")


def _possible(measure: Measure, name: str, value: Decimal) -> bool:
    part = measure.component(name)
    return part is None or part.low <= value <= part.high


def _as_received(value: Quantity | None, parts: Mapping[str, Quantity]) -> Columns:
    if value is not None:
        return Columns(OTHER, value.value, None, value.unit)
    found = tuple(parts.values())
    first, second = _two(part.value for part in found)
    return Columns(OTHER, first, second, found[0].unit if found else None)


def _two(values: Iterable[Decimal | None]) -> tuple[Decimal | None, Decimal | None]:
    first, second, *_rest = (*values, None, None)
    return first, second
