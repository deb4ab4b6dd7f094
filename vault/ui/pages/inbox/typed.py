"""A day and a time that were typed, and what is wrong with them; plain Python."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from vault.i18n import _
from vault.record.moments import lies_ahead
from vault.ui.typed_moments import instant, read_day, read_time


def typed(day: str, time: str, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, str, str]:
    """Return the instant, or what is wrong with the day and what with the time."""
    on, at = read_day(day, now.astimezone(zone).date()), read_time(time)
    if on is None or at is None:
        wrong = "" if at is not None else _("Type a time, for example 07:12.")
        return (
            None,
            "" if on is not None else _("Type a day of the calendar, for example 23/11/2026."),
            wrong,
        )
    moment = instant(on, at, zone)
    if lies_ahead(moment, now):
        return None, _("This time lies in the future."), ""
    return moment, "", ""
