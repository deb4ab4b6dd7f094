"""Numbers, units, sizes and dates as people read them, on CLDR data; nothing else formats."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from vault.i18n import spoken

Form = Literal["weekday", "day", "month", "year", "short", "full", "timed"]

_STEP = 1000
_FIGURES = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)
_UNITS = {"fr": ("o", "Ko", "Mo", "Go", "To"), "en": ("B", "kB", "MB", "GB", "TB")}


def whole(count: int) -> str:
    """Write a count with the thousands apart: 6 480 in French (U+202F), 6,480 in English."""
    return format_decimal(count, locale=spoken())


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


def today_in_words(day: date) -> str:
    """Write the day that a page begins with: Lundi 23 novembre, Monday 23 November."""
    said = _written(day, "EEEE {day} MMMM")
    return said[:1].upper() + said[1:]


def moment(at: datetime) -> str:
    """Write an instant short, by the clock it carries: 23/11/2026 12:00 in French."""
    return format_datetime(at.replace(tzinfo=None), "short", locale=spoken())


def _written(day: date, pattern: str) -> str:
    """Fill a CLDR pattern; the first of a month is 1ᵉʳ in French."""
    first = "'1\u1d49\u02b3'" if day.day == 1 and spoken() == "fr" else "d"
    return format_date(day, pattern.format(day=first), locale=spoken())


def number(value: float | Decimal, decimals: int, *, signed: bool = False) -> str:
    """Write a number rounded to `decimals`: 68,4 or 68.4; the minus is a true one (U+2212).

    A value that rounds to zero has no sign.
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    size_of_it = -value if value < 0 else value
    plain = format_decimal(size_of_it, format=pattern, locale=spoken())
    if not any(figure in "123456789" for figure in plain):
        return plain
    if value < 0:
        return f"\u2212{plain}"
    return f"+{plain}" if signed else plain


def duration(minutes: float, _decimals: int = 0) -> str:
    """Write a length of time in hours and minutes: 7 h 05."""
    whole_minutes = round(minutes)
    return f"{whole_minutes // 60}\u00a0h\u00a0{whole_minutes % 60:02d}"


def decimal(value: Decimal) -> str:
    """Write a number with the digits it has: 71,40 in French; 70 and 70,0 are not the same."""
    return number(value, max(0, -int(value.as_tuple().exponent)))


def quantity(text: str, unit: str) -> str:
    """Put a unit, as it is shown, behind a number, after a hard space."""
    return f"{text}\u00a0{unit}" if unit else text


def day(today: date, when: date, form: Form = "short") -> str:
    """Write a day, or a mark under a chart; the year is left out where it is this one."""
    if form == "timed":
        return f"{_short(today, when)}, {clock(when)}"
    patterns = {"weekday": "EEE {day}", "month": "LLL", "year": "y", "full": "{day} MMM y"}
    pattern = patterns.get(form)
    return _short(today, when) if pattern is None else _written(when, pattern)


def clock(when: date) -> str:
    """Write a time of day in a sentence: 7 h 12, 07:12; a day has its midnight."""
    hour, minute = (when.hour, when.minute) if isinstance(when, datetime) else (0, 0)
    return f"{hour} h {minute:02d}" if spoken() == "fr" else f"{hour:02d}:{minute:02d}"


def figures_date(day_: date) -> str:
    """Write a day in figures, as it is typed in both languages: 23/11/2026."""
    return f"{day_.day:02d}/{day_.month:02d}/{day_.year}"


def typed_date(text: str) -> date | None:
    """Read a day that was typed in figures, day first; None where it is none."""
    found = _FIGURES.fullmatch(text.strip())
    if found is None:
        return None
    day_of_month, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def partial_date(text: str) -> str:
    """Write a date that may know its year or month only: 1975, mars 2019, 23 nov. 2026.

    `text` begins with YYYY[-MM[-DD]].
    """
    year, month, day_of_month = (int(part) for part in f"{text[:10]}-01-01".split("-")[:3])
    pattern = {4: "y", 7: "LLLL y"}.get(len(text), "{day} MMM y")
    return _written(date(year, month, day_of_month), pattern)


def span(today: date, first: date, last: date) -> str:
    """Write a period: 26 août - 23 nov., with years where one is not this year."""
    known = today if first.year == last.year == today.year else date.min
    return " \u2013 ".join(_short(known, end) for end in (first, last))


def _short(today: date, when: date) -> str:
    return _written(when, "{day} MMM" if when.year == today.year else "{day} MMM y")
