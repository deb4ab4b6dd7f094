"""Activities of a Withings export: a period, a kind, and figures as JSON in a cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.importers.source import Source as File
from vault.importers.tables import Row, rows
from vault.importers.withings_rows import made_by, moment
from vault.importers.workouts import workout
from vault.record.batch import Clinical, Item, Refused
from vault.record.quantity import Quantity

_FIGURES: Final = {
    "distance": ("distance", "m"), "calories": ("energy", "kcal"), "steps": ("steps", "{steps}"),
}  # fmt: skip
_COLUMNS: Final = 5
_DEEPEST: Final = 20  # brackets of a cell that holds figures


def is_activity(head: list[str]) -> bool:
    """Recognise the activities by their zone in the third of five columns."""
    return len(head) >= _COLUMNS and head[2] in ("timezone", "fuseau horaire")


def activities(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield each activity as a workout; figures that cannot be read are left out."""
    table = rows(source)
    next(table, None)
    for row in table:
        where = f"{name}:{row.line}"
        if row.problem or row.cut:
            yield Refused(where, row.problem or "cut")
            continue
        try:
            yield _activity(row, where, zone)
        except (ValueError, IndexError, OverflowError):
            yield Refused(where, "unreadable")


def _activity(row: Row, where: str, zone: ZoneInfo) -> Clinical:
    start, end = moment(row.cells[0], zone), moment(row.cells[1], zone)
    kind = row.cells[3].strip()
    if not kind:
        raise ValueError
    return Clinical(workout(kind, start, end, _figures(row.cells[4]), made_by("watch")), where)


def _figures(cell: str) -> dict[str, Quantity]:
    told: Any = None
    if cell.count("[") + cell.count("{") <= _DEEPEST:
        try:
            told = json.loads(cell, parse_float=Decimal, parse_constant=lambda _word: None)
        except ValueError:
            told = None
    found: dict[str, Quantity] = {}
    for key, (name, unit) in _FIGURES.items():
        value = told.get(key) if isinstance(told, dict) else None
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0:
            found[name] = Quantity(Decimal(value), unit)
    return found
