"""The last value of each measure, in words: figure, unit, when, by what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vault.exports.format import Content, Forms, Latest
from vault.exports.said import said_by, time_word
from vault.i18n import _
from vault.record.moments import TimeQuality


@dataclass(frozen=True, slots=True)
class Value:
    """A measure, its last value with its unit, when, and where it came from."""

    name: str
    value: str
    when: str
    by: str
    old: bool  # older than the period
    doubt: str = ""  # how unsure the time is
    beside: str = ""  # the range that the laboratory printed


def values(content: Content, forms: Forms) -> tuple[Value, ...]:
    """Say the last value of each measure, in the order they come in."""
    return tuple(_value(one, content, forms) for one in content.latest)


def _value(last: Latest, content: Content, forms: Forms) -> Value:
    unit = "" if _is_night(last) else forms.unit(last.unit)
    figures = "/".join(_figure(one, last, forms) for one in last.figures)
    text = f"{last.comparator}\u00a0{figures}" if last.comparator else figures
    beside = _("laboratory range: {range}").format(range=last.range_text) if last.range_text else ""
    return Value(
        forms.measure(last.measure) if not last.name else last.name,
        f"{text}\u00a0{unit}" if unit else text,
        _when(last, forms),
        said_by(last.said_by, last.source),
        last.at.date() < content.first,
        time_word(last.quality),
        beside,
    )


def _figure(figure: Decimal | None, last: Latest, forms: Forms) -> str:
    if figure is None:
        return "\u2013"
    if _is_night(last):
        return forms.duration(float(figure))
    if last.decimals is None:
        return forms.number(figure)
    return forms.rounded(float(figure), last.decimals)


def _when(last: Latest, forms: Forms) -> str:
    day = forms.day(last.at.date())
    if last.quality is TimeQuality.DATE_ONLY:
        return day
    return _("{day}, {time}").format(day=day, time=forms.clock(last.at))


def _is_night(last: Latest) -> bool:
    """A night is kept in minutes and read in hours and minutes."""
    return last.measure == "sleep"
