"""Days and instants as they are typed on the command line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from vault.errors import WrongUse
from vault.record.moments import placed


def start_of(text: str, zone: tzinfo, option: str) -> datetime:
    """Return the first instant of a typed day, or a typed instant; without offset in `zone`.

    Raises:
        WrongUse: neither a day nor an instant of ISO 8601; names the option, not the text.
    """
    day = _day(text)
    if day is not None:
        return placed(datetime.combine(day, time()), zone).at
    return _instant(text, zone, option)


def end_of(text: str, zone: tzinfo, option: str) -> datetime:
    """Return the last millisecond of a typed day, or a typed instant.

    Raises:
        WrongUse: as `start_of`.
    """
    day = _day(text)
    if day is not None:
        after = placed(datetime.combine(day + timedelta(days=1), time()), zone).at
        return after - timedelta(milliseconds=1)
    return _instant(text, zone, option)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _instant(text: str, zone: tzinfo, option: str) -> datetime:
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(option) from None
    return typed if typed.tzinfo else placed(typed, zone).at
