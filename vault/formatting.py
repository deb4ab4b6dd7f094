"""Numbers, units, sizes and dates as people read them, on CLDR data; nothing else formats."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from vault.i18n import spoken

_STEP = 1000
_UNITS = {"fr": ("o", "Ko", "Mo", "Go", "To"), "en": ("B", "kB", "MB", "GB", "TB")}


def whole(count: int) -> str:
    """Write a count with the thousands apart: 6 480 in French (U+202F), 6,480 in English."""
    return format_decimal(count, locale=spoken())


def decimal(value: Decimal) -> str:
    """Write a number with the digits it has: 71,40 in French, 71.40 in English."""
    places = max(0, -int(value.as_tuple().exponent))
    return format_decimal(value, format=f"#,##0.{'0' * places}", locale=spoken())


def size(count: int) -> str:
    """Write a number of bytes in powers of 1000: 2,4 Mo in French, 2.4 MB in English."""
    amount, power = float(count), 0
    while amount >= _STEP and power < len(_UNITS["en"]) - 1:
        amount, power = amount / _STEP, power + 1
    number = format_decimal(amount, format="0.#" if power > 1 else "0", locale=spoken())
    return f"{number}\u00a0{_UNITS[spoken()][power]}"


def long_date(day: date) -> str:
    """Write a day in full: lundi 23 novembre 2026, Monday 23 November 2026."""
    return _written(day, "EEEE {day} MMMM y")


def moment(at: datetime) -> str:
    """Write an instant short, by the clock it carries: 23/11/2026 12:00 in French."""
    return format_datetime(at.replace(tzinfo=None), "short", locale=spoken())


def _written(day: date, pattern: str) -> str:
    """Fill a CLDR pattern; the first of a month is 1ᵉʳ in French."""
    first = "'1\u1d49\u02b3'" if day.day == 1 and spoken() == "fr" else "d"
    return format_date(day, pattern.format(day=first), locale=spoken())
