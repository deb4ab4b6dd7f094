"""The words and number forms of a chart, the same in window, terminal and on paper."""

from __future__ import annotations

from datetime import date
from functools import partial

from vault import formatting
from vault.i18n import _
from vault.record.measures import Measure
from vault.trends.chart import Speech
from vault.wording.units import unit_word


def speech(measure: Measure, today: date) -> Speech:
    """Return how a measure is said; years are named where they are not this one.

    A night, kept in minutes, is said in hours and minutes.
    """
    night = measure.day == "night"
    return Speech(
        formatting.duration if night else formatting.number,
        partial(formatting.quantity, unit="" if night else unit_word(measure.unit)),
        partial(formatting.day, today),
        {
            "value": _("Measurement"),
            "range": _("Systolic and diastolic"),
            "mean": _("Mean"),
            "mean_short": _("Mean, 7 days"),
            "mean_line": _("7-day mean"),
            "mean_band": _("Mean"),
            "band": _("Lowest and highest"),
            "lowest": _("Lowest"),
            "highest": _("Highest"),
            "per_day": _("Per day, on average"),
            "supposed": _("Supposed time"),
            "none": _("No measurement in this period."),
            "one": _("One measurement only: {row}."),
            "sentence": _("From {a} to {b} between {d1} and {d2}, {n} measurements; mean {m}."),
        },
    )
