"""Days and times as people type them: 23/11/2026, 23 11 26, 7 h 12, 07:12, 0712."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from vault.record.moments import placed

_CENTURY: Final = 100
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{4}|\d{2}))?", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})(?:\s*[hH:.]\s*(\d{2})?|(\d{2}))?", re.ASCII)


def read_day(text: str, today: date) -> date | None:
    """Read a day: day, month, year; a year left out is this one, of two digits the last such.

    None: no day of the calendar.
    """
    plain = text.strip()
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY.fullmatch(plain):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or today.year)
    else:
        return None
    if year < _CENTURY:
        year += today.year - today.year % _CENTURY
        year -= _CENTURY if year > today.year else 0
    with suppress(ValueError):
        return date(year, month, day)
    return None


def read_time(text: str) -> time | None:
    """Read a time of day; minutes left out are none. None: no time of a day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    with suppress(ValueError):
        return time(int(found[1]), int(found[2] or found[3] or 0))
    return None


def write_day(day: date) -> str:
    """Write a day as it is typed: 23/11/2026, the day first in both languages."""
    return f"{day:%d/%m/%Y}"


def write_time(at: datetime) -> str:
    """Write a time as it is typed: 07:12."""
    return f"{at:%H:%M}"


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Place a typed day and time in the zone of the person."""
    return placed(datetime.combine(day, at), zone).at
