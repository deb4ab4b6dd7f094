"""The data types of FHIR R4 as they are met in files: read leniently, never trusted.

https://hl7.org/fhir/R4/datatypes.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from vault.fhir.moments import milliseconds, offset_minutes
from vault.record.moments import TimeQuality, placed
from vault.record.quantity import Quantity
from vault.record.spelling import ucum

Resource = Mapping[str, Any]
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class When:
    """A date or time as columns have it; `text` is a partial or whole date as written."""

    ms: int | None = None
    offset: int | None = None
    quality: TimeQuality = TimeQuality.EXACT_OFFSET
    text: str | None = None


UNDATED: Final = When()


def mappings(value: Any) -> list[Resource]:
    """Return the objects of a list, or the one object that stands where a list should."""
    if value is None:  # most of what is asked for is not there
        return []
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    return [value] if isinstance(value, dict) else []


def text(value: Any) -> str:
    """Return a string without the blanks around it; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def codings(concept: Any) -> list[tuple[str, str, str]]:
    """Return system, code and display of every coding of a CodeableConcept, or of a list."""
    return [
        (text(coding.get("system")), text(coding.get("code")), text(coding.get("display")))
        for one in mappings(concept)
        for coding in mappings(one.get("coding"))
    ]


def codes(concept: Any) -> set[str]:
    """Return the codes of a concept without their systems."""
    return {code for _system, code, _display in codings(concept) if code}


def words(concept: Any) -> str:
    """Return a concept as people say it: its text, else the first display, else the first code."""
    for one in mappings(concept):
        if said := text(one.get("text")):
            return said
    every = codings(concept)
    found = [display for _system, _code, display in every]
    found += [code for _system, code, _display in every]
    return next((one for one in found if one), "")


def first_code(concept: Any) -> tuple[str | None, str | None]:
    """Return system and code of the first coding that has a code."""
    for system, code, _display in codings(concept):
        if code:
            return system or None, code
    return None, None


def display(reference: Any) -> str:
    """Return what a Reference says of itself."""
    return text(reference.get("display")) if isinstance(reference, dict) else ""


def quantity(value: Any) -> Quantity | None:
    """Return a Quantity with the unit as received: the UCUM code where we know it, else the word.

    A number without a unit, such as valueInteger, counts in ones.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Quantity(Decimal(value), "1")
    if not isinstance(value, dict) or isinstance(value.get("value"), bool):
        return None
    number = value.get("value")
    if not isinstance(number, int | Decimal):
        return None
    code, unit = text(value.get("code")), text(value.get("unit"))
    known = next((one for one in (code, unit) if ucum(one)), None)
    return Quantity(Decimal(number), known or unit or code)


def when(value: Any, zone: tzinfo) -> When:
    """Return a date, dateTime or instant; one that cannot be read says nothing."""
    return _when(value, zone) if isinstance(value, str) else UNDATED


@lru_cache(maxsize=8192)
def _when(value: str, zone: tzinfo) -> When:
    try:
        return _day(value, zone) if "T" not in value else _instant(value, zone)
    except (ValueError, OverflowError):
        return UNDATED


def _day(value: str, zone: tzinfo) -> When:
    found = _PARTIAL.fullmatch(value)
    if not found:
        raise ValueError
    year, month, day = (int(part or 1) for part in found.groups())
    start = datetime.combine(date(year, month, day), datetime.min.time(), zone)
    return When(milliseconds(start), None, TimeQuality.DATE_ONLY, value)


def _instant(value: str, zone: tzinfo) -> When:
    if not _INSTANT.fullmatch(value):
        raise ValueError
    at, quality = datetime.fromisoformat(value), TimeQuality.EXACT_OFFSET
    if at.tzinfo is None:
        moment = placed(at, zone)
        at, quality = moment.at, moment.quality
    return When(milliseconds(at), offset_minutes(at), quality)


def span(resource: Resource, stem: str, zone: tzinfo) -> tuple[When, When]:
    """Return begin and end of `<stem>DateTime`, `<stem>Period`, `<stem>Instant` or `<stem>`."""
    for name in (f"{stem}DateTime", f"{stem}Period", f"{stem}Instant", stem):
        value = resource.get(name)
        if isinstance(value, dict):
            return when(value.get("start"), zone), when(value.get("end"), zone)
        if value:
            return when(value, zone), UNDATED
    return UNDATED, UNDATED
