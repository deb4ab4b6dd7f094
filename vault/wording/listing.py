"""A measurement of a list in words: its value, its context, why it is set aside."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from vault.exports.said import time_word
from vault.formatting import decimal, duration, number, quantity
from vault.i18n import _
from vault.record.measures import MEASURES, SLEEP
from vault.record.moments import TimeQuality
from vault.usecases.measurements import Measurement
from vault.wording.circumstances import circumstance
from vault.wording.units import unit_word

_ASIDE: Final[dict[str, Callable[[], str]]] = {
    "duplicate": lambda: _("Set aside: another source says the same"),
    "superseded": lambda: _("Set aside: corrected since"),
    "replaced": lambda: _("Set aside: replaced by a newer file"),
    "edited": lambda: _("Set aside: edited"),
    "implausible": lambda: _("Set aside: this value cannot be"),
    "to_check": lambda: _("Set aside: to check"),
    "entered_in_error": lambda: _("Set aside: entered by mistake"),
    "person": lambda: _("Set aside: deleted"),
    "duplicate_in_file": lambda: _("Set aside: repeated in its file"),
}
_STAGES: Final[dict[str, Callable[[], str]]] = {
    "awake": lambda: _("awake"),
    "asleep": lambda: _("asleep"),
    "out_of_bed": lambda: _("out of bed"),
    "light": lambda: _("light sleep"),
    "deep": lambda: _("deep sleep"),
    "rem": lambda: _("dreaming sleep"),
    "awake_in_bed": lambda: _("awake in bed"),
    "in_bed": lambda: _("in bed"),
}
SHOWN: Final = ("active", "completed", "inactive")


def value(one: Measurement) -> str:
    """Return the value with its unit, as it was received."""
    measure = MEASURES.get(one.measure)
    decimals = 2 if measure is None else measure.decimals
    if one.measure == SLEEP.key and one.value is not None:
        stage = _STAGES.get(one.stage or "")
        return " · ".join(part for part in (duration(float(one.value)), stage and stage()) if part)
    if one.components is not None and one.value is None:
        parts = [part for name, part in one.components.items() if name != "mean"]
        return quantity("/".join(_figure(part, decimals) for part in parts), unit_word(one.unit))
    said, unit = (one.value, one.unit) if one.original is None else one.original
    figure = _figure(said, decimals)
    text = f"{one.comparator}\u00a0{figure}" if one.comparator else figure
    return quantity(text, unit_word(unit))


def _figure(said: Decimal | float | None, decimals: int) -> str:
    if said is None:
        return "\u2013"
    return decimal(said) if isinstance(said, Decimal) else number(said, decimals)


def context(one: Measurement) -> str:
    """Say the circumstances."""
    return ", ".join(circumstance(name, code) for name, code in one.context.items())


def remark(one: Measurement) -> str:
    """Say what one must know of it: why it is set aside, how sure its time is, its note."""
    quality = TimeQuality[one.quality.upper()]
    parts = (
        aside(one.status), time_word(quality), _("edited") if one.edited else "", one.note,
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def aside(status: str) -> str:
    """Say why a value is set aside; "" where it is not."""
    word = _ASIDE.get(status)
    return "" if word is None else word()
