"""The items of one kind that leave, a line each, read from the very bytes; plain Python."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from vault.formatting import clock, day, decimal, partial_date, quantity
from vault.ui.pages.sign.readable import kind, title

_WHEN: Final = (
    "effectiveDateTime", "occurrenceDateTime", "performedDateTime", "onsetDateTime",
    "recordedDate", "date",
)  # fmt: skip
_PERIODS: Final = ("effectivePeriod", "performedPeriod", "onsetPeriod")
_DAY: Final = 10  # letters of YYYY-MM-DD


def lines(bodies: Sequence[bytes]) -> tuple[str, ...]:
    """Say each resource (FHIR R4): when, what, which value; the newest first."""
    read = [json.loads(body, parse_float=str, parse_int=str) for body in bodies]
    return tuple(_line(one) for one in reversed(read))


def _line(item: Mapping[str, Any]) -> str:
    said = (_when(item), title(item), ", ".join(_values(item)))
    return " · ".join(part for part in said if part) or kind(str(item.get("resourceType", "")))


def _when(item: Mapping[str, Any]) -> str:
    told = next((str(item[name]) for name in _WHEN if name in item), "")
    if not told:
        told = next((str(item[name].get("start", "")) for name in _PERIODS if name in item), "")
    if len(told) <= _DAY:
        return partial_date(told) if told else ""
    at = datetime.fromisoformat(told)
    return f"{day(at.date(), at.date(), 'full')}, {clock(at)}"


def _values(item: Mapping[str, Any]) -> Iterator[str]:
    yield from _value(item)
    for part in item.get("component", ()):
        for said in _value(part):
            yield f"{title(part)} {said}".strip()


def _value(item: Mapping[str, Any]) -> Iterator[str]:
    told = item.get("valueQuantity")
    if told is not None:
        number = _number(str(told.get("value", "")))
        yield quantity(f"{told.get('comparator', '')} {number}".strip(), str(told.get("unit", "")))
    coded = item.get("valueCodeableConcept")
    if coded is not None:
        yield title({"code": coded})
    for name in ("valueString", "valueInteger"):
        if name in item:
            yield str(item[name])


def _number(text: str) -> str:
    try:
        return decimal(Decimal(text))
    except InvalidOperation:
        return text
