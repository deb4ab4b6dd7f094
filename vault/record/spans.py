"""The days that a date, a time or a period of FHIR covers, in one zone.

https://hl7.org/fhir/R4/datatypes.html#dateTime
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final

Days = tuple[date, date]  # first and last, both included
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")

# the elements that say when, for each type that has a date; the first that is there counts
DATED: Final[Mapping[str, tuple[str, ...]]] = {
    "Observation": ("effectiveDateTime", "effectivePeriod", "effectiveInstant"),
    "Immunization": ("occurrenceDateTime",),
    "Procedure": ("performedDateTime", "performedPeriod"),
    "DiagnosticReport": ("effectiveDateTime", "effectivePeriod"),
    "DocumentReference": ("date",),
    "Appointment": ("start",),
    "Encounter": ("period",),
}


def days(value: Any, zone: tzinfo) -> Days | None:
    """Return the days a date, dateTime, instant or Period covers; None when it does not say.

    « 2025 » is the whole year; a time is the day it falls on in `zone`; a Period without an end,
    or without a start, covers nobody knows what.
    """
    if isinstance(value, str):
        return _of_text(value, zone)
    if not isinstance(value, Mapping):
        return None
    first, last = days(value.get("start"), zone), days(value.get("end"), zone)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=4096)
def _of_text(value: str, zone: tzinfo) -> Days | None:
    try:
        return _partial(value) if len(value) <= len("2025-01-01") else _instant(value, zone)
    except (ValueError, OverflowError):
        return None


def of_resource(resource: Mapping[str, Any], zone: tzinfo) -> Days | None:
    """Return the days a dated resource covers; None when it has no date that counts."""
    for name in DATED[resource["resourceType"]]:
        if resource.get(name):
            return days(resource[name], zone)
    return None


def _partial(text: str) -> Days:
    found = _PARTIAL.fullmatch(text)
    if not found:
        raise ValueError
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return date(year or 0, 1, 1), date(year or 0, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _instant(text: str, zone: tzinfo) -> Days:
    if not _INSTANT.fullmatch(text):
        raise ValueError
    at = datetime.fromisoformat(_FRACTION.sub(r"\1", text))
    day = at.astimezone(zone).date() if at.tzinfo else at.date()
    return day, day
