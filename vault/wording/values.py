"""Values of measures as people read them: figure and unit apart, differences, when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from vault.exports.format import Latest
from vault.exports.said import said_by, time_word
from vault.formatting import clock, day, decimal, duration, number, quantity
from vault.i18n import _
from vault.record.measures import SLEEP, Measure
from vault.record.moments import TimeQuality
from vault.wording.units import unit_word

_MOST: Final = 6  # decimals that an unlisted measure shows
_HOUR: Final = 60


def figure(last: Latest) -> tuple[str, str]:
    """Return the figure and the unit of a last value: ("138/86", "mmHg"), ("7 h 05", "")."""
    if last.measure == SLEEP.key:
        return duration(float(last.figures[0] or 0)), ""
    figures = "/".join(_part(one, last.decimals) for one in last.figures)
    text = f"{last.comparator}\u00a0{figures}" if last.comparator else figures
    return text, unit_word(last.unit)


def _part(value: Decimal | None, decimals: int | None) -> str:
    if value is None:
        return "\u2013"
    return decimal(value) if decimals is None else number(value, decimals)


def whole(last: Latest) -> str:
    """Return a last value with its unit: 68,4 kg."""
    return quantity(*figure(last))


def amount(measure: Measure, value: float) -> str:
    """Say how much in the canonical unit, without a sign: 0,8 kg, 25 min, 7 120."""
    size = abs(value)
    if measure.key == SLEEP.key:
        return duration(size) if size >= _HOUR else quantity(number(size, 0), "min")
    shown = number(size, measure.decimals)
    if not any(one in "123456789" for one in shown):
        shown = number(size, min(_MOST, measure.decimals + 1))
    return quantity(shown, "" if measure.unit.startswith("{") else unit_word(measure.unit))


def near(today: date, when: date, *, night: bool = False) -> str:
    """Say a day by how near it is: today, yesterday, last night, 18 Nov, 18 Nov 2025."""
    gone = (today - when).days
    if gone == 0:
        return _("last night") if night else _("today")
    return _("yesterday") if gone == 1 else day(today, when)


def when(today: date, last: Latest) -> str:
    """Say the day of a last value."""
    return near(today, last.at.date(), night=last.measure == SLEEP.key)


def when_exactly(today: date, last: Latest) -> str:
    """Say the day of a last value, and the time where it is known: yesterday, 7 h 12."""
    said = when(today, last)
    if last.quality is TimeQuality.DATE_ONLY:
        return said
    return _("{day}, {time}").format(day=said, time=clock(last.at))


def source(last: Latest) -> str:
    """Say who or what measured a last value."""
    return said_by(last.said_by, last.source)


def doubt(quality: TimeQuality) -> str:
    """Say how sure a time is; "" where it is as good as said."""
    return time_word(quality)
