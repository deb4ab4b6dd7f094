"""Days and instants as they are typed on the command line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, TypeVar

from vault.errors import WrongUse
from vault.record.moments import placed

Typed = TypeVar("Typed", bound=date)
_YEARS: Final = range(2, 9999)  # in every zone these have a week before and a day after


def start_of(text: str, zone: tzinfo, option: str) -> datetime:
    """Return the first instant of a typed day, or a typed instant; without offset in `zone`.

    Raises:
        WrongUse: neither a day nor an instant of ISO 8601, or one at an end of the calendar; names
            the option, not the text.
    """
    day = _day(text, option)
    if day is not None:
        return placed(datetime.combine(day, time()), zone).at
    return _instant(text, zone, option)


def end_of(text: str, zone: tzinfo, option: str) -> datetime:
    """Return the last millisecond of a typed day, or a typed instant.

    Raises:
        WrongUse: as `start_of`.
    """
    day = _day(text, option)
    if day is not None:
        after = placed(datetime.combine(day + timedelta(days=1), time()), zone).at
        return after - timedelta(milliseconds=1)
    return _instant(text, zone, option)


def _day(text: str, option: str) -> date | None:
    try:
        return _bounded(date.fromisoformat(text), option)
    except ValueError:
        return None


def _instant(text: str, zone: tzinfo, option: str) -> datetime:
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(option) from None
    typed = _bounded(typed, option)
    return typed if typed.tzinfo else placed(typed, zone).at


def _bounded(typed: Typed, option: str) -> Typed:
    if typed.year not in _YEARS:
        raise WrongUse(option)
    return typed
