"""How a reference is said: its values, who says it, where a value stands against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from vault import formatting
from vault.i18n import _
from vault.record.measures import Measure
from vault.record.references import Reference, Standing
from vault.trends import chart
from vault.wording.units import unit_word

_STANDINGS: Final[dict[Standing, Callable[[], str]]] = {
    "below": lambda: _("Below the reference"),
    "within": lambda: _("Within the reference"),
    "above": lambda: _("Above the reference"),
}


def standing_word(standing: Standing) -> str:
    """Say where a value stands; never that it is good or bad."""
    return _STANDINGS[standing]()


def values(references: Sequence[Reference], measure: Measure) -> str:
    """Say the values: 60,0 à 70,0 kg; 135/85 mmHg; at most 7,0 %."""
    unit = unit_word(measure.unit)
    if len(references) > 1:
        ends = [one.high if one.high is not None else one.low for one in references]
        return formatting.quantity("/".join(_number(end, measure) for end in ends), unit)
    low, high = references[0].low, references[0].high
    if low is not None and high is not None:
        said = _("{low} to {high}").format(low=_number(low, measure), high=_number(high, measure))
        return formatting.quantity(said, unit)
    words = _("at most {value}") if low is None else _("at least {value}")
    end = high if low is None else low
    return words.format(value=formatting.quantity(_number(end, measure), unit))


def teller(reference: Reference) -> str:
    """Say whose reference it is, and of when."""
    if reference.origin == "me":
        return _("noted by you")
    when = formatting.partial_date(reference.dated) if reference.dated else ""
    return ", ".join(filter(None, (reference.name, when)))


def sentence(references: Sequence[Reference], measure: Measure) -> str:
    """Say the reference with its source, for under a chart; "" where there is none."""
    if not references:
        return ""
    return _("Reference: {r} ({who}).").format(
        r=values(references, measure), who=teller(references[0])
    )


def drawn(references: Sequence[Reference], measure: Measure) -> tuple[chart.Reference, ...]:
    """Return what a chart draws: a zone for each part, the sentence once."""
    return tuple(
        chart.Reference(
            None if one.low is None else float(one.low),
            None if one.high is None else float(one.high),
            _("Reference range: {r}").format(r=values((one,), measure)),
            sentence(references, measure) if number == 0 else "",
        )
        for number, one in enumerate(references)
    )


def _number(value: Decimal | None, measure: Measure) -> str:
    if value is None:
        return "\u2013"
    return formatting.number(value, max(measure.decimals, -int(value.as_tuple().exponent)))
