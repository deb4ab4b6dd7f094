"""Dates and times of FHIR: what was written, and the instants it stands for.

https://hl7.org/fhir/R4/datatypes.html#dateTime
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from vault.record.moments import Moment

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_MINUTE: Final = timedelta(minutes=1)


def milliseconds(at: datetime) -> int:
    """Return an instant as ms since 1970 UTC; what is finer is cut off."""
    return (at - _EPOCH) // _MILLISECOND


def offset_minutes(at: datetime) -> int:
    """Return the minutes east of UTC; local mean times of before 1911 are rounded."""
    return round((at.utcoffset() or timedelta()) / _MINUTE)


def day(moment: Moment) -> str:
    """Write a date without a time: partial as it was written, else the whole day."""
    return moment.text or moment.at.date().isoformat()


def stamp(at: datetime) -> str:
    """Write an instant with its own offset, to the second, or finer where it is finer."""
    minutes = offset_minutes(at)
    local = at.astimezone(timezone(timedelta(minutes=minutes)))
    fine = "milliseconds" if at.microsecond % 1000 == 0 else "microseconds"
    return local.isoformat(timespec=fine if at.microsecond else "seconds")
