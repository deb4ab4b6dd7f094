"""Whether a resource that arrived is one that its grant names: by scope, and by its days.

Written apart from what chooses on the sending side, on purpose: the one must catch the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vault.record.consent import Detail, Period
from vault.record.scopes import matches

# the element that dates a resource (FHIR R4); types without one have no period
_DATED: Final[Mapping[str, tuple[str, ...]]] = {
    "Observation": ("effectiveDateTime", "effectivePeriod"),
    "Immunization": ("occurrenceDateTime",),
    "Procedure": ("performedDateTime", "performedPeriod"),
    "DiagnosticReport": ("effectiveDateTime", "effectivePeriod"),
    "DocumentReference": ("date",),
    "Appointment": ("start",),
    "Encounter": ("period",),
}
_A_DAY, _A_MONTH = 3, 2  # parts of a partial date

Span = tuple[datetime, datetime]  # from, and before what


def allowed(resource: Mapping[str, Any], detail: Detail) -> bool:
    """Tell whether one detail of a grant lets this resource through; never raises on content."""
    try:
        named = any(matches(resource, scope) for scope in detail.scopes)
        return named and (
            _taken_back(resource) or _inside(resource, detail.period, ZoneInfo(detail.time_zone))
        )
    except (ValueError, TypeError, AttributeError, OverflowError, ZoneInfoNotFoundError):
        return False


def _taken_back(resource: Mapping[str, Any]) -> bool:
    """Tell whether it only says that an item was an error: such a one bears no date."""
    told = any("date" in name.casefold() or name.startswith("value") for name in resource)
    return resource.get("status") == "entered-in-error" and not told


def _inside(resource: Mapping[str, Any], period: Period | None, zone: tzinfo) -> bool:
    elements = _DATED.get(resource["resourceType"])
    if period is None or elements is None:
        return True
    stated = next((resource[name] for name in elements if name in resource), None)
    if stated is None:
        return False
    if isinstance(stated, str):
        first, last = stated, stated
    else:
        first, last = stated.get("start", ""), stated.get("end", "")
    start, end = _span(first, zone)[0], _span(last, zone)[1]
    return start >= _midnight(period.start, zone) and end <= _midnight(_after(period.end), zone)


def _span(text: str, zone: tzinfo) -> Span:
    """Return what a FHIR date or dateTime covers: a partial date is its whole interval."""
    if "T" in text:
        at = datetime.fromisoformat(text)
        placed = at if at.tzinfo else at.replace(tzinfo=zone)
        return placed, placed
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == _A_DAY:
        after = _after(first)
    elif len(parts) == _A_MONTH:
        after = (first + timedelta(days=32)).replace(day=1)
    else:
        after = date(first.year + 1, 1, 1)
    return _midnight(first, zone), _midnight(after, zone)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
